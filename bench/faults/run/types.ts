// What an attempt and a run come to. Types only.

import type { Ask, FlashEnv, FlasherError, UpdateEvent } from '@odflash/core';
import type { Findings } from '../judge/findings.ts';
import type { BoardHistory } from '../judge/origin.ts';
import type { KnownLimitation, Rule, Violation } from '../judge/rules.ts';
import type { Situation } from '../judge/situations.ts';
import type { FileSabotage } from '../testbed/disk.ts';
import type { HostProcess } from '../testbed/host-process.ts';
import type { Done, Injection, Operation, OperationName, RunSeed, Scenario, Size, Testbed } from '../types.ts';

export type Ending =
  | { readonly how: 'done'; readonly done: Done }
  | { readonly how: 'failed'; readonly error: FlasherError }
  | { readonly how: 'threw'; readonly thrown: unknown }
  | { readonly how: 'killed' }
  | { readonly how: 'hung' };

/** Looks at the board while an attempt continues. */
export interface Watch {
  /** Called before each transfer, and whenever the board may have been without supply. */
  look(): void;
  onEvent(event: UpdateEvent): void;
  /** How often the operator was asked for something. */
  asked(): number;
}

export interface PerformOptions {
  readonly testbed: Testbed;
  readonly operation: Operation;
  /** The flash as it is when the attempt begins. */
  readonly before: Uint8Array;
  readonly watch: Pick<Watch, 'onEvent'>;
  /** Hears what is asked for. */
  readonly operator?: ((event: UpdateEvent) => void) | undefined;
  readonly backup: boolean;
  readonly x32: boolean | undefined;
  /** Something else than the engine as it is: for proof that the campaign sees the difference. */
  readonly sabotage?: Sabotage | undefined;
  readonly ask?: Ask | undefined;
  readonly listener?: RunOptions['listener'];
}

export interface AttemptOptions extends PerformOptions {
  readonly watch: Watch;
  readonly injections: readonly Injection[];
  readonly counted: 'class' | 'all';
  /** After this it counts as hanging. */
  readonly hangAfterMs: number;
  /** What waits for an action of this process, and for its end. */
  readonly beside?: Beside | undefined;
}

export interface Beside {
  readonly onAction: (number: number) => void;
  readonly ended: () => void;
}

/** Another environment than the one the engine believes to work in. */
export type Sabotage = (env: FlashEnv, operation: Operation) => FlashEnv;

export interface Attempted {
  readonly ending: Ending;
  /** Virtual time it took. */
  readonly ms: number;
  readonly process: HostProcess;
  /** True if any of its faults came to pass. */
  readonly hit: boolean;
  /** True if the board was in DFU mode on the bus at the end and would have answered. */
  readonly readable: boolean;
}

/** What an engine has to see through besides the faults; for tests of the campaign itself. */
export interface RunOptions {
  readonly sabotage?: Sabotage | undefined;
  /** A person who answers otherwise than the operator. */
  readonly ask?: Ask | undefined;
  /** A file system that does less than it says. */
  readonly files?: FileSabotage | undefined;
  /** Hears what the engine says, besides those who judge it. */
  readonly listener?: ((event: UpdateEvent) => void) | undefined;
}

/** Everything that is known of a run while its attempts go by. */
export interface RunState {
  readonly scenario: Scenario;
  readonly testbed: Testbed;
  readonly options: RunOptions;
  readonly findings: Findings;
  /** What other people have done. */
  readonly interventions: Set<string>;
  /** Every board that was in the port, the first one first, and the one that is there now. */
  readonly histories: BoardHistory[];
  history: BoardHistory;
  /** Files with the name of a record that other people have put there. */
  readonly strangeRecords: Set<string>;
  /** Those among them that may fit the board in hand as well as its own. */
  readonly rivalRecords: Set<string>;
  /** What happened, in order, in a line each. */
  readonly log: string[];
  /** Descriptors of the firmwares. */
  readonly learnt: Size['learnt'];
  /** An attempt ended with the advice to restore the configuration from its file: that is up to the operator now. */
  handedOver: boolean;
}

/** One attempt as it is counted. Plain data. */
export interface AttemptResult {
  readonly text: string;
  readonly operation: OperationName;
  readonly kinds: readonly string[];
  readonly course: 'passing' | 'lasting';
  /** False if no fault came to pass. */
  readonly hit: boolean;
  readonly how: Ending['how'];
  readonly code?: string | undefined;
  readonly board?: string | undefined;
  readonly ending: string;
  /** What the operator is asked to do. */
  readonly next?: string | undefined;
  readonly ms: number;
  readonly planMs: number;
  /** The operator was asked for something, and did it. */
  readonly helped: boolean;
}

/** Plain data. */
export interface RunResult {
  readonly seed: RunSeed;
  readonly text: string;
  readonly board: string;
  readonly host: string;
  readonly attempts: readonly AttemptResult[];
  /** What happened, in order, in a line each. */
  readonly log: readonly string[];
  readonly interventions: readonly string[];
  /** Rules that were at stake. */
  readonly stakes: readonly Rule[];
  readonly violations: readonly Violation[];
  readonly limitations: readonly KnownLimitation[];
  readonly situations: readonly Situation[];
}
