// Blocks held against the flash. Shares nothing with the engine's own arithmetic but the type.

import { configurationRange, mainFlash, sectorsTouched } from '@odflash/core/board';
import { type Block, endOf, type Range } from '@odflash/core/bytes';

/** The part of `block` that lies in `range`. */
export function cut({ address, data }: Block, range: Range): Block | undefined {
  const start = Math.max(address, range.address);
  const end = Math.min(address + data.length, range.address + range.length);
  return start < end ? { address: start, data: data.subarray(start - address, end - address) } : undefined;
}

/** True if the main flash holds every byte of `blocks`. */
export function holds(flash: Uint8Array, blocks: readonly Block[]): boolean {
  return blocks.every(({ address, data }) => {
    const offset = address - mainFlash.address;
    return Buffer.compare(flash.subarray(offset, offset + data.length), data) === 0;
  });
}

/** The blocks without what lies in the configuration sectors. */
export function withoutConfiguration(blocks: readonly Block[]): readonly Block[] {
  const program = { address: mainFlash.address, length: configurationRange.address - mainFlash.address };
  return blocks.flatMap((block) => cut(block, program) ?? []);
}

/** The sectors these blocks lie in, as blocks of what `flash` holds there now. */
export function sectorsUnder(blocks: readonly Block[], flash: Uint8Array): readonly Block[] {
  const touched = new Map(
    blocks.flatMap(({ address, data }) =>
      sectorsTouched({ address, length: data.length }).map((sector) => [sector.index, sector] as const),
    ),
  );
  return [...touched.values()].map(({ address, length }) => {
    const offset = address - mainFlash.address;
    return { address, data: flash.slice(offset, offset + length) };
  });
}

/** True if one of `blocks` holds exactly `wanted`. */
export function isAmong(wanted: Block, blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    if (block.address > wanted.address || endOf(block) < endOf(wanted)) return false;
    const offset = wanted.address - block.address;
    return Buffer.compare(block.data.subarray(offset, offset + wanted.data.length), wanted.data) === 0;
  });
}
