// What the engine asks people, as data. It waits for the answer, in the preflight, before the first change; it never throws
// in order to be started again. Types only.

import type { Said } from '../messages/said.ts';
import type { Consent } from './consent.ts';
import type { Finding } from './findings.ts';

/** The preflight has warnings. Answered with `yes` if all are accepted; anything else is a no. */
export interface WarningsQuestion {
  readonly type: 'warnings';
  readonly findings: readonly Finding[];
}

/** A danger that only its own consent accepts. Answered with what was typed: exactly `consent.serial` gives it, once. */
export interface ConsentQuestion {
  readonly type: 'consent';
  readonly consent: Consent;
  /** What is named by `consent.serial`. */
  readonly named: 'serial' | 'port';
  /** The danger, as a sentence. */
  readonly text: Said;
}

/** What is to be chosen. */
export type ChoiceCode =
  /** A board in DFU mode contains a complete firmware: start it, to read its configuration? */
  | 'start-old-firmware'
  /** The startup flags saved on a board found in DFU mode are unknown: start its firmware all the same when it is verified? */
  | 'start-new-firmware'
  /** A running board reports the release that was chosen: switch it into DFU mode to compare the bytes? */
  | 'compare-equal-release'
  /** The board and the record of an interrupted update have different configurations: which one counts? */
  | 'configuration-from'
  /** Several boards could be meant: which one? The options are where they are connected; an empty answer does not count. */
  | 'which-board'
  /** The board must not or cannot be reached in DFU mode, and there is another connection to it: take that one? */
  | 'other-connection';

/** One of the answers to a choice. */
export interface ChoiceOption {
  /** The answer that chooses it. */
  readonly code: string;
  /** A few words. */
  readonly text: Said;
}

/** Something the engine does not decide by itself. Answered with the code of an option. */
export interface ChoiceQuestion {
  readonly type: 'choice';
  readonly code: ChoiceCode;
  readonly text: Said;
  readonly options: readonly ChoiceOption[];
  /** The option that is taken when a person just presses Enter; empty where that is not an answer. */
  readonly default: string;
  /** The option that stands for a general yes (`--yes`); without it a general yes is not an answer. */
  readonly yes?: string | undefined;
  /** The option that is taken without an answer; without it the run ends with `not-confirmed`. */
  readonly unanswered?: string | undefined;
}

/** What a person does by hand before it continues. */
export type ManualStepCode =
  /** The board is v3.4 or older: its DC supply is off, and 3.3 V or 5 V feed it. */
  | 'feed-low-voltage'
  /** The same if it is v3.4 or older, which is not known. */
  | 'feed-low-voltage-if-old';

/** Something only a person can do, and without which a board may be damaged. */
export interface ManualStep {
  readonly step: ManualStepCode;
  /** For people: what to do, and why. */
  readonly text: Said;
  /** Says beforehand that it is done. */
  readonly consent: Consent;
}

/** A step by hand. Answered with `done` when it is done; a general yes (`--yes`) is not an answer, anything else is a no. */
export interface StepQuestion extends ManualStep {
  readonly type: 'step';
}

/** What a person is asked: to accept warnings, to consent to one named danger, to choose, or to do something by hand. */
export type Question = WarningsQuestion | ConsentQuestion | ChoiceQuestion | StepQuestion;

/**
 * Answers a question, whenever the answer comes; `undefined` where no person can be asked. What it throws ends the
 * run as an error does: a front end throws when a person interrupts a question. In a dry run only asked `which-board`.
 */
export type Ask = (question: Question) => Promise<string | undefined>;
