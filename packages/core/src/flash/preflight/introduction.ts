// The order of the first events: what a person must do at once comes before anything else that is said of a board, because
// being connected in this way may be destroying it at this moment.

import type { UrgentStep } from '../../target/hazards.ts';
import type { Identity, Target } from '../../target/target.ts';
import type { EventListener } from '../events.ts';
import type { BoardRequest } from '../request.ts';

export interface Introduction {
  /** For everything that is said of the board; introduces it first, unidentified, if it was not yet. */
  readonly emit: EventListener;
  /** The board is open, and identified or (without an identity) could not be. */
  introduce(target: Target, identity?: Identity): void;
  /** What has come to light: each danger is told once, and none that is less certain than what was told. */
  warn(urgent: UrgentStep | undefined): void;
}

export function introduction(
  emit: EventListener,
  { board: named, claimed: running }: BoardRequest,
  opened: () => Target | undefined,
): Introduction {
  let introduced = false;
  let told: UrgentStep | undefined;
  const warn = (urgent: UrgentStep | undefined): void => {
    if (!urgent || told?.certain || told?.step === urgent.step) return;
    told = urgent;
    emit({ type: 'human', step: urgent.step, text: urgent.text });
  };
  const introduce = (target: Target, identity?: Identity): void => {
    if (introduced && !identity) return;
    warn(target.hazards({ identity, named, running }).urgent);
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
