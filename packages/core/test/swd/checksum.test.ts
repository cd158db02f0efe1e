// The CRC unit in software, held against its definition bit by bit.

import { expect, test } from 'vitest';
import { unitChecksum } from '../../src/swd/checksum.ts';
import { pattern } from '../dfu/bench.ts';

/** RM0090 §4.3 as it is written: one word, 32 steps. */
function bitByBit(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = 0xffffffff;
  for (let offset = 0; offset < bytes.length; offset += 4) {
    crc = (crc ^ view.getUint32(offset, true)) >>> 0;
    for (let bit = 0; bit < 32; bit++) crc = crc & 0x80000000 ? ((crc << 1) ^ 0x04c11db7) >>> 0 : (crc << 1) >>> 0;
  }
  return crc;
}

test('one word of zeros gives what ST gives for it', () => {
  expect(unitChecksum(new Uint8Array(4))).toBe(0xc704dd7b);
});

test('it agrees with the definition', () => {
  const bytes = pattern(4096);
  expect(unitChecksum(bytes)).toBe(bitByBit(bytes));
});

test('nothing is the start value, and every single bit counts', () => {
  expect(unitChecksum(new Uint8Array(0))).toBe(0xffffffff);
  const bytes = pattern(64);
  const before = unitChecksum(bytes);
  for (let bit = 0; bit < 512; bit++) {
    const changed = Uint8Array.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(unitChecksum(changed)).not.toBe(before);
  }
});
