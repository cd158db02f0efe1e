// Images without vectors where nothing would start, beside a firmware, in the sector of the vectors, and in an update.

import { flash, update } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { bench, failure, firmware, flashBase, imageOf, sectorOf } from '../bench.ts';
import { ask, equal, holds, part, wanted } from './bench.ts';

describe('a part where nothing would start, or nothing is overwritten', () => {
  test('is written onto a blank board after a yes, and starts nothing', async () => {
    const { env, board } = bench();
    expect(await failure(flash(env, { image: part }))).toMatchObject({ code: 'not-confirmed' });
    expect(await flash(env, { image: part, ask })).toMatchObject({ part: true, start: 'not-startable' });
    expect(board.bootVerdict().starts).toBe(false);
  });

  test('is written into a blank sector beside a firmware, whose own sectors stay as they are', async () => {
    const made = bench({ holds });
    const before = made.board.flash.slice();
    const beside = imageOf(firmware(4, 300), flashBase + 0xa_0000);
    expect(await flash(made.env, { image: beside, ask })).toMatchObject({ part: true, start: 'not-checked' });
    expect(equal(sectorOf(made.board.flash, 0), sectorOf(before, 0))).toBe(true);
    const erased = made.board.recorder.operations.filter(({ kind }) => kind === 'erase');
    expect(erased).toHaveLength(1);
  });

  test('a configuration alone is no part: its board is started as ever', async () => {
    const { env, board } = bench({ holds });
    const configuration = imageOf(firmware(4, 300).subarray(8), flashBase + 0xc_0000);
    const consent = [{ what: 'raw-config', serial: board.serial }] as const;
    expect(await flash(env, { image: configuration, ask, consent })).toMatchObject({ part: false, start: 'started' });
  });
});

describe('an image with something in the sector of the vectors, but not the vectors', () => {
  const inside = imageOf(firmware(6, 600).subarray(300), flashBase + 300);

  test('is refused as one that would not start, and written into what is there if that is wanted', async () => {
    const made = bench({ holds });
    const before = made.board.flash.slice();
    expect(await failure(flash(made.env, { image: inside, ask }))).toMatchObject({ code: 'image-implausible' });
    await flash(made.env, wanted(inside));
    before.set(inside.segments[0]!.data, 300);
    expect(equal(made.board.flash, before)).toBe(true);
    expect(made.board.bootVerdict().starts).toBe(true);
  });

  test('is always refused with a part of the vectors', async () => {
    const { env } = bench({ holds });
    const torn = imageOf(firmware(6, 600).subarray(4), flashBase + 4);
    expect(await failure(flash(env, wanted(torn)))).toMatchObject({ code: 'image-implausible', board: undefined });
  });
});

test.each(['v3.6-56V', 'v3.6-56V+dfu'])(
  'an update writes no part over the firmware of a board (%s)',
  async (profile) => {
    const { env, clock, board } = bench({ profile });
    await clock.sleep(3000);
    const before = board.flash.slice();
    const error = await failure(update(env, { firmware: { image: part, name: 'part.hex' }, ask }));
    expect(error).toMatchObject({ code: 'partial-image', board: 'untouched' });
    expect(equal(board.flash, before)).toBe(true);
  },
);
