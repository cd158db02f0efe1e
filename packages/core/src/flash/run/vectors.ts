// Where the first eight bytes of the flash lie: initial stack pointer and reset vector (ARMv7-M §B1.5.5). They alone decide
// whether the chip starts anything, so they are destroyed first and written last.

import { mainFlash, type Sector } from '../../board/stm32f405.ts';
import type { Block, Range } from '../../bytes.ts';

/** Stack pointer and reset vector, little-endian words. */
export const vectorBytes: Range = { address: mainFlash.address, length: 8 };

/** True for the sector that begins with the vectors. */
export function holdsVectors(sector: Sector): boolean {
  return sector.address === vectorBytes.address;
}

/** The vectors of a invalidated board. */
export const zeroVectors: Block = { address: vectorBytes.address, data: new Uint8Array(vectorBytes.length) };

/**
 * What invalidates: zeros over the reset vector first, then over the stack pointer. Any flash may be programmed over with
 * zeros without an erase. With bit 0 of its first byte gone the reset vector names no Thumb code, so the very first
 * program unit invalidates, whatever becomes of the rest.
 */
export const invalidatingBlocks: readonly Block[] = [vectorBytes.address + 4, vectorBytes.address].map((address) => ({
  address,
  data: new Uint8Array(4),
}));
