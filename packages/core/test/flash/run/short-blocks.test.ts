// Chips that take only short blocks, whatever they say: the flash is finished, or refused before the first change.

import { flash } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { bench, failure, firmware, holdsImage, imageOf } from '../bench.ts';

const old = firmware(1);
const image = imageOf(firmware(2));

describe('a chip that takes at most', () => {
  test.each([512, 511, 256, 64, 24, 8])('%i bytes is flashed', async (longest) => {
    const { env, board } = bench({ profile: `v3.6-56V+dfu,flash=blank,max-transfer=${longest}`, holds: old });
    expect(await flash(env, { image, ask: acceptWarnings })).toMatchObject({ board: 'verified', start: 'started' });
    expect(holdsImage(board.flash, image)).toBe(true);
  });

  test.each([7, 5, 4])('%i bytes is flashed, or refused before the first change', async (longest) => {
    const { env, board } = bench({ profile: `v3.6-56V+dfu,flash=blank,max-transfer=${longest}`, holds: old });
    const before = board.flash.slice();
    const ended = await flash(env, { image }).catch((error: unknown) => error);
    if (holdsImage(board.flash, image)) expect(ended).toMatchObject({ board: 'verified' });
    else {
      expect(ended).toMatchObject({ board: 'untouched' });
      expect(Buffer.compare(board.flash, before)).toBe(0);
    }
  });
});

test('a chip that accepts only the shortest command ends in an error, with its flash unchanged', async () => {
  const { env, board } = bench({ profile: 'v3.6-56V+dfu,flash=blank,max-transfer=4', holds: old });
  const before = board.flash.slice();
  expect(await failure(flash(env, { image }))).toMatchObject({ board: 'untouched' });
  expect(Buffer.compare(board.flash, before)).toBe(0);
});
