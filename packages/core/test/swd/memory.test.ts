// What differs in a chip is found by few checksums and little reading, wherever it is.

import { expect, test } from 'vitest';
import type { Range } from '../../src/bytes.ts';
import { unitChecksum } from '../../src/swd/checksum.ts';
import { compareRange } from '../../src/swd/memory.ts';
import { pattern } from '../dfu/bench.ts';

const address = 0x08010000;
const data = pattern(64 * 1024);

/** A chip that contains `data` but for one byte, and notes what it is asked for. */
function differingAt(offset: number) {
  const chip = Uint8Array.from(data);
  chip[offset] = (chip[offset] ?? 0) ^ 0x10;
  const read: number[] = [];
  const checked: number[] = [];
  const of = (range: Range) => chip.slice(range.address - address, range.address - address + range.length);
  const access = {
    readMemory: async (range: Range) => {
      read.push(range.length);
      return of(range);
    },
  };
  const checksum = async (range: Range) => {
    checked.push(range.length);
    return unitChecksum(of(range));
  };
  return { compare: () => compareRange(access as never, checksum, { address, data }), read, checked };
}

test.each([0, 1023, 1024, 33_000, 65_535])(
  'a byte that differs at %i is named, after reading 1 KiB',
  async (offset) => {
    const { compare, read, checked } = differingAt(offset);
    expect(await compare()).toMatchObject({ address: address + offset, expected: data[offset] });
    // The stretch it is in, and the byte again.
    expect(read).toEqual([1024, 1]);
    expect(checked).toEqual([65_536, 32_768, 16_384, 8192, 4096, 2048, 1024]);
  },
);
