// The order of the first events: what a person must do to the DC supply comes before anything else that is said of a board in
// DFU mode, because the board may be shorting its supply at this moment.

import type { Identity, Target } from '../../target/target.ts';
import type { EventListener, FlashEvent } from '../events.ts';
import type { BoardRequest } from '../request.ts';
import { type SupplyStep, supplyStep, supplyTexts } from './which-board.ts';

export interface Introduction {
  /** For everything that is said of the board; introduces it first, unidentified, if it was not yet. */
  readonly emit: EventListener;
  /** The board is open, and identified or (without an identity) could not be. */
  introduce(target: Target, identity?: Identity): void;
  /** What has come to light: each danger is told once, and none that is less than what was told. */
  warn(step: SupplyStep | undefined): void;
}

export function supplyEvent(step: SupplyStep): FlashEvent {
  return { type: 'human', step, text: supplyTexts[step] };
}

export function introduction(
  emit: EventListener,
  { board: named, claimed: running }: BoardRequest,
  opened: () => Target | undefined,
): Introduction {
  let introduced = false;
  let told: SupplyStep | undefined;
  const warn = (step: SupplyStep | undefined): void => {
    if (!step || told === 'remove-dc-supply' || told === step) return;
    told = step;
    emit(supplyEvent(step));
  };
  const introduce = (target: Target, identity?: Identity): void => {
    if (introduced && !identity) return;
    // A probe holds the chip without its ROM: nothing switches the transistors on.
    if (target.kind === 'dfu') warn(supplyStep({ ...(identity && { identity }), named, running }));
    if (introduced) return;
    introduced = true;
    emit({ type: 'opened', device: target.device });
  };
  return {
    emit(event) {
      const target = opened();
      if (target) introduce(target);
      emit(event);
    },
    introduce,
    warn,
  };
}
