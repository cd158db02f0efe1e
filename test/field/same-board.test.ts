// The very board on which odrivetool gave up, in the state in which it left it: erased or half written, answers still one
// behind, a command still waiting in the bootloader. odflash ends verified there. How odrivetool fails: out-of-step.test.ts.

import { acceptWarnings, flash, inspectBoard, type MemoryImage, writeImage } from '@odflash/core';
import { findSymptoms } from '@odflash/core/diagnosis';
import { type HostName, virtualBus } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { firmware, holdsImage, imageOf } from '../../packages/core/test/flash/bench.ts';
import { configurationKept, type FieldBench, fieldBench, old } from './bench.ts';
import { runOdrivetool } from './recorded-tool.ts';

const sectorLength = 16 * 1024;
const bytes = firmware(2, 2 * sectorLength);
const next = imageOf(bytes);
const sectors = [bytes.subarray(0, sectorLength), bytes.subarray(sectorLength)];

/** Lets odrivetool try it; what it said when it gave up. */
async function afterOdrivetool({ clock, board }: FieldBench): Promise<string> {
  return await runOdrivetool({ clock, board, sectors }).then(
    () => 'done',
    (error: Error) => error.message,
  );
}

async function expectVerified(it: FieldBench, host: HostName): Promise<void> {
  const env = { ...it.env, bus: virtualBus([it.board], { clock: it.clock, host }) };
  expect(await flash(env, { image: next, ask: acceptWarnings }), host).toMatchObject({
    board: 'verified',
    start: 'started',
    human: [],
  });
  expect(holdsImage(it.board.flash, next), host).toBe(true);
  expect(configurationKept(it), host).toBe(true);
}

describe('after (0, 2, 0, 0): erased but for what was written until then', () => {
  test.each<[string, string, HostName, blankFrom: number]>([
    ['ODrive #585, forum 866, 932, 1604, 5447: sector 0', 'stale-abort=3', 'windows', 2048],
    ['Nate711/ODrive #9, forum 929, 2574: a later sector', 'stale-abort=4', 'windows', sectorLength + 2048],
    ['where only a reset puts the answers in step again', 'stale-abort=3,stale-until=never', 'chrome', 2048],
  ])('%s', async (_where, boardOptions, host, blankFrom) => {
    const it = fieldBench(boardOptions);
    const said = await afterOdrivetool(it);
    const tuple = /Device Status: \(0, 2, 0, 0\)/.exec(said)?.[0] ?? '';
    expect(findSymptoms(tuple)[0]?.id).toBe('out-of-step');
    expect(it.board.flash.subarray(blankFrom, 2 * sectorLength).every((byte) => byte === 0xff)).toBe(true);
    expect(holdsImage(it.board.flash, old)).toBe(false);
    // What the tool left armed in endpoint 0 is still there.
    await expectVerified(it, host);
  });
});

describe('after an IndexError', () => {
  test.each<[string, string, HostName, MemoryImage]>([
    ['forum 7781, ODrive #179: at the OTP; nothing was erased', 'stale-abort=all', 'linux', old],
    ['ODrive #568: arrays must be same size; all was written', 'stale-abort=5', 'windows', next],
    ['ODrive #508: get_state at "Verifying"; all was written', 'stale-abort=6', 'chrome', next],
  ])('%s', async (_where, boardOptions, host, there) => {
    const it = fieldBench(boardOptions);
    expect(await afterOdrivetool(it)).toMatch(/IndexError|arrays must be same size/);
    expect(holdsImage(it.board.flash, there)).toBe(true);
    await expectVerified(it, host);
  });
});

test('ODrive #572 (fractions.gcd is gone): erased, nothing written', async () => {
  const it = fieldBench();
  it.board.flash.fill(0xff, 0, 12 * sectorLength);
  expect(it.board.bootVerdict().starts).toBe(false);
  await expectVerified(it, 'linux');
});

test('forum 1615: a HEX file was written as if it were a binary, which odflash reports before it corrects it', async () => {
  const it = fieldBench();
  it.board.flash.set(writeImage(next, 'intel-hex'));
  const { vectors } = await inspectBoard(it.env, {});
  expect(vectors).toMatchObject({ plausible: false });
  await expectVerified(it, 'linux');
});
