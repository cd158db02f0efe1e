// What an update needs of a running board comes when it is needed, and always before the first change that depends on it.

import { FlasherError, readImage, type UpdateReport } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { runningStages, type UpdateParts, updateWith } from '@odflash/core/update';
import { expect, test } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { type Bench, bench, firmwareImage, run, when } from './bench.ts';
import { killable } from './killable.ts';

const image = firmwareImage('v3.6-56V', '0.5.6', 7, 40 * 1024);

/** Runs an update and tells the stage in which the part for running boards was asked for. */
async function updated(it: Bench, running: UpdateParts['running']) {
  const loads: string[] = [];
  let stage = '';
  const parts: UpdateParts = {
    running: () => {
      loads.push(stage);
      return running();
    },
    readImage,
  };
  const result: UpdateReport | unknown = await updateWith(parts, it.env, {
    firmware: { image, name: 'firmware.hex' },
    ask: acceptWarnings,
    onEvent: (event) => {
      if (event.type === 'stage') stage = event.stage;
    },
  }).catch((error: unknown) => error);
  return { result, loads };
}

const unreachable = async () => {
  throw new FlasherError('download-failed', message('release.page-part-missing'));
};

test('a board in DFU mode is verified before the part for running boards is asked for, and that comes once', async () => {
  const it = bench('v3.6-56V+dfu,flash=blank');
  it.board.setSwitch('run');
  const { result, loads } = await updated(it, () => runningStages);
  expect(result).toMatchObject({ outcome: 'changed', board: 'verified' });
  expect(loads).toEqual(['restore']);
});

test('a board that stays in DFU mode needs no part for running boards', async () => {
  const { result, loads } = await updated(bench('v3.6-56V+dfu,flash=blank'), unreachable);
  expect(result).toMatchObject({ outcome: 'changed', board: 'verified' });
  expect(loads).toEqual([]);
});

test('a part that cannot be had after the flash leaves the board verified, and says so', async () => {
  const it = bench('v3.6-56V+dfu,flash=blank');
  it.board.setSwitch('run');
  const { result } = await updated(it, unreachable);
  expect(result).toMatchObject({ code: 'download-failed', board: 'verified' });
});

test('where a configuration will be put back, the part is there before anything is changed, or nothing is', async () => {
  const it = bench('v3.6-56V,firmware=0.5.5');
  const victim = killable(it.env);
  const ended = run({ ...it, env: victim.env }, { image, ...when(it, 'write', victim.doom) });
  expect(await Promise.race([victim.death, ended])).toBe('dead');
  await it.clock.sleep(3_000);
  const before = it.board.flash.slice();
  const { result, loads } = await updated(it, unreachable);
  expect(result).toMatchObject({ code: 'download-failed', board: 'untouched' });
  expect(loads).not.toContain('start');
  expect(Buffer.from(it.board.flash).equals(before)).toBe(true);
  expect((await updated(it, () => runningStages)).result).toMatchObject({ board: 'verified' });
});
