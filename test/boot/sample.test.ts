// What the other boot tests lean on: the built sample says `ok` from a whole flash and from no other.

import { describe, expect, test } from 'vitest';
import { sectors } from '../../packages/core/src/board/stm32f405.ts';
import { boot } from './qemu.ts';
import { healthyLine, type SampleVersion, sampleImage } from './samples.ts';

const versions: readonly SampleVersion[] = ['1.0.0', '2.0.0'];
const sector = (index: number) => {
  const found = sectors[index];
  if (!found) throw new RangeError(`no sector ${index}`);
  return { start: found.address - 0x0800_0000, end: found.address - 0x0800_0000 + found.length };
};

/** The image with the bytes of [start, end) replaced. */
function patched(image: Uint8Array, start: number, end: number, value: (offset: number) => number): Uint8Array {
  return image.map((byte, offset) => (offset >= start && offset < end ? value(offset) : byte));
}

describe('the sample, booted in QEMU', () => {
  test.each(versions)('%s prints its version and the CRC of its own flash', async (version) => {
    expect(await boot(sampleImage(version))).toEqual({ kind: 'line', text: healthyLine(version) });
  });

  test('starts nothing when invalidated', async () => {
    expect(await boot(patched(sampleImage('2.0.0'), 0, 8, () => 0))).toMatchObject({ kind: 'fault' });
  });

  test('starts nothing when sector 0 is erased', async () => {
    expect(await boot(patched(sampleImage('2.0.0'), 0, sector(0).end, () => 0xff))).toMatchObject({ kind: 'fault' });
  });

  test.each([1, 2, 3, 4, 5])('says BAD when sector %i is erased behind valid vectors', async (index) => {
    const half = patched(sampleImage('2.0.0'), sector(index).start, sector(index).end, () => 0xff);
    const result = await boot(half);
    expect(result.kind).toBe('line');
    expect(result.text).toMatch(/ BAD$/);
  });

  test('says BAD when one sector still holds the other version', async () => {
    const old = sampleImage('1.0.0');
    const mixed = patched(sampleImage('2.0.0'), sector(4).start, sector(4).end, (offset) => old[offset] ?? 0xff);
    expect((await boot(mixed)).text).toMatch(/^odflash sample 2\.0\.0 crc 0x[0-9A-F]{8} BAD$/);
  });

  test('says BAD when a single bit is wrong', async () => {
    const image = sampleImage('1.0.0');
    const flipped = patched(image, 200_000, 200_001, (offset) => (image[offset] ?? 0) ^ 1);
    expect((await boot(flipped)).text).toMatch(/ BAD$/);
  });
});
