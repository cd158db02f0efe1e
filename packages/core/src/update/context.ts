// An update on its way: the board that is followed, how it is reached, and what was done so far.

import type { BoardRequest } from '../flash/request.ts';
import type { ReadImage } from '../image/read-image-by.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { LoadConfiguration } from '../records/kept-configuration.ts';
import type { BoardContext } from '../running/context/board-context.ts';
import { requestInDfu } from '../running/context/in-dfu.ts';
import type { Approach } from './approach.ts';
import type { ConfigurationAnswer } from './configuration-decision.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import type { UpdateEnv, UpdateRequest } from './request.ts';
import type { Rivals } from './rivals.ts';
import type { HealthReport } from './stages/health-report.ts';
import type { EndedUpdate, Next, StageInputs } from './stages/stage-inputs.ts';

/** What every stage works with. */
export interface Update extends BoardContext<UpdateRequest> {
  readonly env: UpdateEnv;
  readonly approach: Approach;
  readonly ledger: Ledger;
  /** What is done with a board that runs, loaded once. */
  running(): Promise<RunningStages>;
  readonly readImage: ReadImage;
}

type Step<S extends keyof StageInputs> = (update: Update, given: StageInputs[S]) => Promise<Next>;

/** What an update does with a board that runs, and with the configuration of one. A board in DFU mode may need none of it. */
export interface RunningStages {
  readonly inspectRunning: Step<'inspect-running'>;
  readonly disableStartup: Step<'disable-startup'>;
  readonly enterDfu: Step<'enter-dfu'>;
  readonly restore: Step<'restore'>;
  /** Axes that are not idle are brought to idle, or end the update. Throws `axis-armed`. */
  idle(update: Update): Promise<void>;
  /** What runs at the end, held against what was wanted. Throws FlasherError. */
  judge(update: Update, end: EndedUpdate): Promise<HealthReport | undefined>;
  /** Asks which of two configurations counts, see configuration-from.ts. */
  configurationFrom(update: Update, rivals: Rivals): Promise<ConfigurationAnswer>;
  readonly loadConfiguration: LoadConfiguration;
}

/** What an update is made of beside its own stages; each part may be loaded when it is needed. */
export interface UpdateParts {
  /** What is done with a board that runs. */
  running(): RunningStages | Promise<RunningStages>;
  readonly readImage: ReadImage;
}

export function beginUpdate(context: Omit<Update, 'ledger'>): Update {
  return { ...context, ledger: emptyLedger({ keepsOwn: context.request.configurationFrom === 'board' }) };
}

/** The board's chip, as the engine is asked for it. `before`: what its firmware said. */
export function boardRequest(update: Update, before?: RuntimeEvidence): BoardRequest {
  // The axes of a board that was asked are idle, or are brought to idle before it is stopped.
  return { ...requestInDfu(update), claimed: before?.hardware.version, idle: before !== undefined };
}
