// What other people do between two runs of the program. Types only.

import type { RunState } from '../run/types.ts';
import type { OperationChoice, Rng } from '../types.ts';

/** What an intervention has to work with. */
export interface Scene {
  readonly run: RunState;
  readonly rng: Rng;
  /** The operation that was made last. */
  readonly choice: OperationChoice;
}

/** How likely in runs that begin in DFU mode, and in those of a running board; 0: never. */
interface Weights {
  readonly dfu: number;
  readonly running: number;
}

export interface Intervention {
  /** As the report has it. */
  readonly text: string;
  readonly weights: Weights;
  /** Does it. Resolves with more about it, or `undefined` where there is nothing it could be done to. */
  readonly apply: (scene: Scene) => Promise<string | undefined> | string | undefined;
}
