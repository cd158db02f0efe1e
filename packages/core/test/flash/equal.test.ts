// What counts as equal is not written: one byte that was overlooked, and the board would be called verified with it.

import { acceptWarnings, flash, type MemoryImage } from '@odflash/core';
import { sectors } from '@odflash/core/board';
import { describe, expect, test } from 'vitest';
import { firmware, flashBase, holdsImage, imageOf } from './bench.ts';
import { environmentOf, fakeTarget } from './fake-target.ts';

const data = firmware(1, 40 * 1024);
const image = imageOf(data);

/** What becomes of a board that differs from the image in one byte. */
async function written(wanted: MemoryImage, offset: number, backup: boolean) {
  const target = fakeTarget({ holds: data });
  for (const { address, data: bytes } of wanted.segments) target.flash.set(bytes, address - flashBase);
  target.flash[offset]! ^= 0x10;
  const report = await flash(environmentOf(target), { image: wanted, backup, ask: acceptWarnings });
  expect(report.board).toBe('verified');
  return {
    holds: holdsImage(target.flash, wanted),
    outcome: report.outcome,
    rewritten: report.plan.sectors.filter(({ why }) => why === 'differs').map(({ sector }) => sector.index),
  };
}

describe.each([
  ['with an undo backup', true],
  ['without an undo backup', false],
] as const)('%s, a single byte that differs is found and its sector written', (_how, backup) => {
  test.each([
    ['in the vectors', 2, 0],
    ['after them', 8, 0],
    ['at the end of the first block', 2047, 0],
    ['at the beginning of the second block', 2048, 0],
    ['at the end of the first sector', 0x3fff, 0],
    ['at the beginning of the second sector', 0x4000, 1],
    ['in the middle of the last sector', 0x8000 + 5000, 2],
    ['in the last byte of all', 40 * 1024 - 1, 2],
  ])('%s', async (_where, offset, sector) => {
    expect(await written(image, offset, backup)).toEqual({ holds: true, outcome: 'changed', rewritten: [sector] });
  });

  const pieces = [0, 3000, 9000].map((offset) => ({
    address: flashBase + 0x4000 + offset,
    data: firmware(3).slice(offset, offset + 2500),
  }));
  const holed: MemoryImage = { ...image, segments: [{ address: flashBase, data: data.slice(0, 3000) }, ...pieces] };

  test.each([
    ['in the first of several pieces of a sector', 0x4000 + 2100],
    ['in the second one', 0x4000 + 3000 + 2400],
    ['in the last byte of the last one', 0x4000 + 9000 + 2499],
  ])('%s', async (_where, offset) => {
    expect(await written(holed, offset, backup)).toEqual({ holds: true, outcome: 'changed', rewritten: [1] });
  });

  test('and one between the pieces, which was not specified, makes no difference', async () => {
    expect(await written(holed, 0x4000 + 2900, backup)).toMatchObject({ outcome: 'unchanged', rewritten: [] });
  });

  test('and nothing is written where everything is there', async () => {
    const target = fakeTarget({ holds: data });
    const report = await flash(environmentOf(target), { image, backup });
    expect(report).toMatchObject({ outcome: 'unchanged', board: 'verified' });
    expect(target.calls.filter(({ what }) => what === 'program' || what === 'erase')).toEqual([]);
    expect(sectors.length).toBe(12);
  });
});
