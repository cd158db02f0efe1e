// The wires between a probe and the board: what answers at their other end, and what a loose one does.

import type { DebugAccess } from '../cortex/debug-access.ts';

/** The board as its debug header shows it. */
export interface ProbeTarget {
  readonly access: DebugAccess;
  powered(): boolean;
  /** Read protection level 2 took effect: the debug port is dead. */
  closed(): boolean;
  /** Code of a debugger runs on the core. */
  runsCode(): boolean;
  driveReset(low: boolean): void;
  /** What happens to the whole board. */
  crash(): void;
  powerCut(): void;
  brownOut(): void;
  /** Counts losses of the supply. */
  powerLosses(): number;
}
