// The order of the first events: what a person must do at once comes before anything else that is said of a board, because
// being connected in this way may be destroying it at this moment.

import type { UrgentStep } from '../../target/hazards.ts';
import type { Identity } from '../../target/identity.ts';
import type { Target } from '../../target/target.ts';
import type { EventListener } from '../events.ts';
import type { BoardRequest } from '../request.ts';

type Claims = Pick<BoardRequest, 'board' | 'claimed'>;

export interface Introduction {
  /** For everything that is said of the board; introduces it first, unidentified, if it was not yet. */
  readonly emit: EventListener;
  /** The board is open, and what is claimed of it; nothing is said yet. */
  opened(target: Target, claims: Claims): void;
  /** The board is identified or (without an identity) could not be. */
  introduce(identity?: Identity): void;
  /** What has come to light: each danger is reported once, and none that is less certain than what was reported. */
  warn(urgent: UrgentStep | undefined): void;
}

/** Introduces one board, once, however often it is opened. */
export function introduction(emit: EventListener): Introduction {
  let target: Target | undefined;
  let claims: Claims = {};
  let introduced = false;
  let told: UrgentStep | undefined;
  const warn = (urgent: UrgentStep | undefined): void => {
    if (!urgent || told?.certain || told?.step === urgent.step) return;
    told = urgent;
    emit({ type: 'human', step: urgent.step, text: urgent.text });
  };
  const introduce = (identity?: Identity): void => {
    if (!target || (introduced && !identity)) return;
    warn(target.hazards({ identity, named: claims.board, running: claims.claimed }).urgent);
    if (introduced) return;
    introduced = true;
    emit({ type: 'opened', device: target.device });
  };
  return {
    emit(event) {
      introduce();
      emit(event);
    },
    opened: (opened, claimed) => {
      target = opened;
      claims = claimed;
    },
    introduce,
    warn,
  };
}
