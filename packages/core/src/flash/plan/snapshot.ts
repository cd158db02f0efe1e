// What was on the chip before anything changed. Types only; take-snapshot.ts reads it.

import type { Sector } from '../../board/stm32f405.ts';

/** One sector before anything changes. */
export interface SectorSnapshot {
  readonly sector: Sector;
  /** True if every wanted byte is there already. */
  readonly equal: boolean;
  /** The whole sector, where it was read whole. */
  readonly bytes?: Uint8Array | undefined;
}

export interface Snapshot {
  /** The first eight bytes of the flash. */
  readonly vectors: Uint8Array;
  /** By sector number; every wanted sector, and those that were asked for besides. */
  readonly sectors: ReadonlyMap<number, SectorSnapshot>;
}
