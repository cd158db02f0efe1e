// A board that is named without its voltage: no release can be chosen for it, and the voltage is not guessed.

import { update } from '@odflash/core';
import { readBoardVersion } from '@odflash/core/board';
import { expect, test } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { failure } from '../../flash/bench.ts';
import { bench } from '../bench.ts';

test('a release is not chosen for a board of unknown voltage, and nothing is asked of the list', async () => {
  const it = bench('v3.6-56V,firmware=0.4.12,otp=blank');
  const asked: string[] = [];
  const releases = async ({ name }: { readonly name: string }) => {
    asked.push(name);
    return [];
  };
  const fetch = async () => {
    throw new Error('nothing is to be fetched');
  };
  const env = { ...it.env, firmware: { releases, fetch } };
  const error = await failure(update(env, { board: readBoardVersion('v3.6')!, firmware: { release: 'newest' } }));
  expect(error).toMatchObject({ code: 'board-unknown', board: 'untouched' });
  expect(inEnglish(error.next)).toContain('--board v3.6-24V or --board v3.6-56V');
  expect(asked).toEqual([]);
});
