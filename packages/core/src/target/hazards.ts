// What a wire can do to a board, and what a person does about it: the target says it, the engine acts on it. Types only.

import type { Consent } from '../ask/consent.ts';
import type { Finding } from '../ask/findings.ts';
import type { ManualStep } from '../ask/question.ts';
import type { Message } from '../messages/message.ts';

/** What a person has to do by hand, as a code. */
export type TargetStepCode =
  /** The board is in DFU mode, which can destroy it. Before anything else. */
  | 'remove-dc-supply'
  /** The same if the board is v3.4 or older, which is not known. */
  | 'remove-dc-supply-if-old'
  /** The board left the bus: bring it back (DIP switch on DFU, power-cycle). */
  | 'bring-back-in-dfu'
  /** Done: set the DIP switch to RUN and power-cycle the board. */
  | 'switch-to-run'
  /** The chip does not answer: look at the wires to it, and at its supply. */
  | 'check-wiring'
  /** Done: switch the supply of the board off and on. */
  | 'power-cycle';

/** Something only a person can do. */
export interface TargetStep {
  readonly step: TargetStepCode;
  /** For people: one line. */
  readonly text: Message;
}

/** What a person does at once, before anything else is said of the board. */
export interface UrgentStep extends TargetStep {
  /** False: the danger is possible, and may turn out to be none. */
  readonly certain: boolean;
}

/** What being connected in this way means for a board. */
export interface Hazards {
  readonly urgent?: UrgentStep | undefined;
  /** Without it nothing more is read of the board than what identifies it. */
  readonly consent?: Consent | undefined;
  /** For the preflight of whatever is done with the board. */
  readonly findings: readonly Finding[];
  /** What it means to stop the firmware that runs; asked before anything is changed. */
  readonly stopping?: readonly Finding[] | undefined;
  /** What a person must have done by hand before it is stopped. */
  readonly beforeStop?: ManualStep | undefined;
}
