// What a comparison of a board before and after an update says. Types only.

import type { BusChange } from '../../configuration/bus-voltage.ts';
import type { HeldVerdict } from '../../configuration/rules/held.ts';
import type { VoltageLimit } from '../../configuration/rules/limits.ts';
import type { BoardError } from '../../running/status/board-status.ts';

/** What is worse than before. */
export interface HealthReport {
  readonly isHealthy: boolean;
  /** Errors with the flags that were not there before. */
  readonly newErrors: readonly BoardError[];
  /** Flags that were on before and are off now. */
  readonly lostCalibrations: readonly string[];
  readonly bus: BusChange;
  /** Whatever the board holds that would not be written to it. */
  readonly settings: { readonly limit: VoltageLimit; readonly verdicts: readonly HeldVerdict[] };
}
