// The engine over an ST-Link: the same plan, order, records and report as over DFU, on a virtual board with its chip, probe
// and wires.

import {
  type Ask,
  acceptWarnings,
  boardVersion,
  eraseFlash,
  type FlashEnv,
  flash,
  inspectBoard,
  readFlash,
  verifyImage,
} from '@odflash/core';
import { restartChip } from '@odflash/core/flash';
import { swdProvider } from '@odflash/core/swd';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { configuration, failure, firmware, holdsImage, imageOf, memoryVault, outcome } from '../flash/bench.ts';
import { next, runningBoard, swdBench } from './engine-bench.ts';

const ask: Ask = acceptWarnings;

test('a board is flashed, verified and started through the probe', async () => {
  const { env, board } = swdBench();
  const kept = configuration(board.flash).slice();
  const report = await flash(env, { image: next, ask });
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified', width: 32, start: 'started', recoveries: [] });
  expect(report.identity.key.serial).toBe(board.serial);
  expect(holdsImage(board.flash, next)).toBe(true);
  expect(configuration(board.flash)).toEqual(kept);
  expect(board.recorder.violations).toEqual([]);
});

test('a clone with blank OTP and --board is programmed in words, or in bytes on request', async () => {
  const named = { image: imageOf(firmware(2), undefined, 'v3.6-56V'), ask, board: boardVersion('v3.6-56V')! };
  for (const [wanted, width] of [
    [{}, 32],
    [{ x32: false }, 8],
  ] as const) {
    const { env } = swdBench('otp=blank');
    expect(await flash(env, { ...named, ...wanted })).toMatchObject({ width, board: 'verified' });
  }
  const { env } = swdBench('otp=blank,target-voltage=2400');
  expect(await flash(env, named)).toMatchObject({ width: 16 });
});

test('a supply too low for words, which the probe does not see, costs one sector and ends verified in bytes', async () => {
  const { env } = swdBench('otp=blank,probe=v2-clone,weak-x32=1');
  const image = imageOf(firmware(2), undefined, 'v3.6-56V');
  const report = await flash(env, { image, ask, board: boardVersion('v3.6-56V')! });
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
  expect(report.redone.length).toBeGreaterThan(0);
});

test('a dry run, a verify, a read and an info look at the chip while its firmware runs', async () => {
  const { env, board } = runningBoard();
  await outcome(flash(env, { image: next, dryRun: true, ask }));
  await verifyImage(env, { image: next });
  await readFlash(env, { range: { address: 0x08000000, length: 4096 } });
  expect((await inspectBoard(env, {})).identity.isF405).toBe(true);
  expect(board.running()).toBe('odrive');
  expect(board.recorder.violations).toEqual([]);
  expect(board.recorder.operations).toEqual([]);
});

test('a board is erased and restarted through the probe', async () => {
  const { env, board } = swdBench();
  await eraseFlash(env, { ask });
  expect(board.flash.subarray(0, 16_384).every((byte) => byte === 0xff)).toBe(true);
  expect(await failure(restartChip(env, { ask }))).toMatchObject({ code: 'image-implausible' });
  await flash(env, { image: next, ask, start: false });
  expect(await restartChip(env, { ask })).toMatchObject({ identity: { key: { serial: board.serial } } });
});

test('the serial number may be the chip’s or the probe’s; another one is not found', async () => {
  const { env, board, probe } = swdBench();
  for (const serial of [board.serial, probe.serial])
    expect((await inspectBoard(env, { selection: { serial } })).identity.key.serial).toBe(board.serial);
  expect(await failure(inspectBoard(env, { selection: { serial: '0123456789AB' } }))).toMatchObject({
    code: 'no-device',
  });
});

test('two probes are distinguished by path, by their number, and by the chip behind them', async () => {
  const clock = virtualClock();
  const boards = [1, 2].map((seed) =>
    createVirtualBoard('v3.6-56V+stlink', { clock, seed, path: `1-${seed}`, probePath: `2-${seed}` }),
  );
  const bus = virtualBus(
    boards.flatMap((board) => [board, board.probe!]),
    { clock },
  );
  const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
  expect(await failure(inspectBoard(env, {}))).toMatchObject({ code: 'several-devices' });
  const second = boards[1]!;
  for (const selection of [{ path: '2-2' }, { serial: second.serial }, { serial: second.probe!.serial }])
    expect((await inspectBoard(env, { selection })).identity.key.serial).toBe(second.serial);
});
