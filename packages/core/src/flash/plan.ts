// From what is wanted and what is there to what will be done, step by step, with bytes and milliseconds. Pure: no I/O,
// no clock; the same input gives the same plan, so a dry run is free and progress has true totals.

import type { Parallelism, Sector } from '../board/stm32f405.ts';
import type { Block } from '../bytes.ts';

/** What happens to one sector and why. */
export interface SectorPlan {
  readonly sector: Sector;
  readonly action: 'keep' | 'skip' | 'rewrite';
  readonly why: SectorReason;
  /** Bytes of the image (or kept configuration) in this sector. */
  readonly bytes: number;
}

/**
 * `not-named`: nobody asked for it (keep) · `equal`: it holds what is wanted (skip) · `differs` · `vector-table`: equal,
 * but rewritten so that the board starts nothing while others change · `erase`: to be blank (rewrite).
 */
export type SectorReason = 'not-named' | 'equal' | 'differs' | 'vector-table' | 'erase';

/** One unit of work. `ms` is what it takes by the target's own times. */
export type Step =
  /** Programs zeros over the reset vector and the initial stack pointer, in this order: from here on nothing starts. */
  | { readonly kind: 'disarm'; readonly sector: Sector; readonly blocks: readonly Block[]; readonly ms: number }
  /**
   * Erases (unless that is done already), programs `blocks`, then compares `expected` with what is read back.
   * The unit that is done again after a failure.
   */
  | {
      readonly kind: 'rewrite';
      readonly sector: Sector;
      readonly erase: boolean;
      readonly blocks: readonly Block[];
      readonly expected: readonly Block[];
      readonly eraseMs: number;
      readonly writeMs: number;
      readonly verifyMs: number;
      readonly ms: number;
    }
  /** Programs stack pointer and reset vector, the last eight bytes of all, and reads them back. */
  | { readonly kind: 'arm'; readonly sector: Sector; readonly block: Block; readonly ms: number };

/** Sums over the steps. */
export interface PlanTotals {
  readonly ms: number;
  readonly phaseMs: { readonly erase: number; readonly write: number; readonly verify: number };
  readonly erasedSectors: number;
  readonly writtenBytes: number;
  readonly readBackBytes: number;
}

export interface FlashPlan {
  /** All twelve sectors, in order. */
  readonly sectors: readonly SectorPlan[];
  /** Empty if the board holds what is wanted already. */
  readonly steps: readonly Step[];
  /** True if the vector table is part of the job: the board is disarmed first and armed last. */
  readonly coversVectors: boolean;
  /** Program width the times are counted for. */
  readonly width: Parallelism;
  readonly totals: PlanTotals;
}
