// odflash on boards that do what real ones were recorded to do (packages/virtual/test/fixtures/witnesses.json): it works, or
// says what is the matter and what helps.

import { flash, inspectBoard, unlockBoard } from '@odflash/core';
import { findSymptoms } from '@odflash/core/diagnosis';
import { connectOdrive, openUsbChannel, readEvidence } from '@odflash/core/odrive';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import {
  type Bench,
  bench,
  failure,
  firmware,
  holdsImage,
  imageOf,
  memoryVault,
} from '../../packages/core/test/flash/bench.ts';
import { run, bench as updateBench } from '../../packages/core/test/update/bench.ts';
import { factsOf } from '../../packages/virtual/test/witnesses/witness.ts';
import { causesOf, inEnglish } from '../support/in-english.ts';

const next = imageOf(firmware(2));

const inDfu = (boardOptions: string): Bench =>
  bench({ holds: firmware(1), profile: `v3.6-56V+dfu,flash=blank,${boardOptions}` });

const unlockOf = ({ board }: Bench) => ({ consent: [{ what: 'unlock', serial: board.serial }] }) as const;

describe('a read-protected chip whose bootloader refuses pointers', () => {
  test.each(['otp+options', 'none', 'all'])('to %s is reported as that, unlocked and flashed', async (memories) => {
    const made = inDfu(`rdp=1,refused-pointers=${memories}`);
    const told = await inspectBoard(made.env, {});
    expect(told.identity).toMatchObject({ readProtected: true, board: { why: 'otp-unreadable' } });
    const refused = await failure(flash(made.env, { image: next }));
    expect(refused).toMatchObject({ code: 'read-protected', board: 'untouched' });
    expect(made.board.recorder.operations).toEqual([]);
    expect(await unlockBoard(made.env, unlockOf(made))).toMatchObject({ removed: ['read'], erased: true });
    expect(await flash(made.env, { image: next })).toMatchObject({ board: 'verified' });
    expect(holdsImage(made.board.flash, next)).toBe(true);
  });

  test.each(['otp+options', 'none', 'all'])(
    'to %s gets its old firmware back after an update was refused',
    async (memories) => {
      const it = updateBench(`v3.6-56V,rdp=1,refused-pointers=${memories}`);
      expect(await failure(run(it))).toMatchObject({ code: 'read-protected', board: 'untouched' });
      await it.clock.sleep(1_000);
      expect(it.board.running()).toBe('odrive');
    },
  );
});

describe('a supply that failed while the firmware saved its configuration', () => {
  const cutWhileSaving = async (damage: string) => {
    const it = updateBench(`v3.6-56V,save-cut=${damage},seed=5`);
    const [info] = await it.env.bus.list();
    const device = await connectOdrive(await openUsbChannel(() => it.env.bus.open(info!)), it.env);
    const saving = device.call('save_configuration').catch(() => undefined);
    await it.clock.sleep(3);
    it.board.cutPower();
    await saving;
    await device[Symbol.asyncDispose]();
    return it;
  };

  test.each([
    ['read-protected', 'read-protected', ['read']],
    ['write-protected', 'write-protected', ['write']],
  ])('leaves the chip %s: update says so, unlock removes it, flash works', async (damage, code, removed) => {
    const it = await cutWhileSaving(damage);
    it.board.power(true);
    await it.clock.sleep(1_000);
    const error = await failure(run(it));
    expect(error).toMatchObject({ code, board: 'untouched' });
    expect(inEnglish(error.next)).toContain('unlock');
    await it.clock.sleep(1_000);
    expect(it.board.running()).toBe('odrive');
    it.board.setSwitch('dfu');
    it.board.powerCycle();
    await it.clock.sleep(1_000);
    const consent = [{ what: 'unlock', serial: it.board.serial }] as const;
    expect(await unlockBoard(it.env, { consent })).toMatchObject({ removed });
    expect(await flash(it.env, { image: next })).toMatchObject({ board: 'verified' });
  });
});

describe('a bootloader that lacks its first string after a jump from the firmware', () => {
  const boardOption = 'software-entry=no-first-string';

  test('is not taken for another chip: the DIP switch is the way, and the old firmware runs meanwhile', async () => {
    const it = updateBench(`v3.6-56V,${boardOption}`);
    const error = await failure(run(it));
    expect(error).toMatchObject({ code: 'board-unknown', board: 'untouched', details: { why: 'layout-untold' } });
    expect(inEnglish(error.text)).not.toContain('STM32F405');
    expect(inEnglish(error.next)).toContain('DIP switch');
    await it.clock.sleep(1_000);
    expect(it.board.running()).toBe('odrive');
  });

  test('is flashed after the switch and a power cycle', async () => {
    const made = bench({ holds: firmware(1), profile: `v3.6-56V,flash=blank,${boardOption}` });
    made.board.enterBootloader();
    await made.clock.sleep(500);
    expect(await failure(flash(made.env, { image: next }))).toMatchObject({ details: { why: 'layout-untold' } });
    expect(made.board.recorder.operations).toEqual([]);
    made.board.setSwitch('dfu');
    made.board.powerCycle();
    await made.clock.sleep(500);
    expect(await flash(made.env, { image: next })).toMatchObject({ board: 'verified' });
  });
});

describe('DNLOADs that stall at random', () => {
  test.each([2, 10, 25])('do not prevent an update from finishing: %i of a hundred', async (percent) => {
    let stalls = 0;
    for (const seed of [1, 2, 3, 4]) {
      const it = updateBench(`v3.6-56V,flaky-download=${percent},seed=${seed}`);
      expect(await run(it)).toMatchObject({ board: 'verified' });
      stalls += it.board.recorder.strikes.length;
      expect(it.board.recorder.violations.map(({ rule }) => rule)).not.toContain('a mass erase');
    }
    expect(stalls).toBeGreaterThan(0);
  });

  test('all of them: the board is not changed, and another USB port or a hub is suggested', async () => {
    const made = inDfu('flaky-download=100');
    const error = await failure(flash(made.env, { image: next }));
    expect(error).toMatchObject({ code: 'stalled', board: 'untouched' });
    expect(inEnglish(error.next)).toContain('another USB port');
    expect(made.board.recorder.operations).toEqual([]);
  });
});

test('an unlock whose supply fails is made again, and the board is flashed', async () => {
  for (const cutAt of [100, 9_000, 16_300]) {
    const made = inDfu('rdp=1,seed=3');
    const unlocking = unlockBoard(made.env, unlockOf(made)).catch((error: unknown) => error);
    made.clock.after(cutAt, () => made.board.powerCycle());
    await unlocking;
    await made.clock.sleep(1_000);
    const again = await inspectBoard(made.env, {});
    if (again.identity.readProtected) await unlockBoard(made.env, unlockOf(made));
    expect(await flash(made.env, { image: next })).toMatchObject({ board: 'verified' });
  }
});

test('two boards with the serial number of a blank unique id are distinguished by their path', async () => {
  const clock = virtualClock();
  const serial = String(factsOf('serial-blank-uid').serial);
  const boards = ['1-1', '1-2'].map((path) => {
    const board = createVirtualBoard(`v3.6-56V+dfu,flash=blank,serial=${serial}`, { clock, path });
    board.flash.set(firmware(1));
    return board;
  });
  const env = { bus: virtualBus(boards, { clock, host: 'linux' }), clock, vault: memoryVault() };
  expect(await failure(flash(env, { image: next, selection: { serial } }))).toMatchObject({ code: 'several-devices' });
  expect(await flash(env, { image: next, selection: { path: '1-2' } })).toMatchObject({ board: 'verified' });
  expect(boards.map(({ flash: bytes }) => holdsImage(bytes, next))).toEqual([false, true]);
});

describe('a cable pulled midway', () => {
  test('leaves a board that the same command finishes', async () => {
    for (const at of [60, 90, 120]) {
      const made = inDfu(`gone-at=${at}`);
      const error = await failure(flash(made.env, { image: next }));
      expect(error).toMatchObject({ code: 'device-did-not-return' });
      made.board.injectFaults('');
      made.board.cable(true);
      await made.clock.sleep(500);
      expect(await flash(made.env, { image: next })).toMatchObject({ board: 'verified' });
    }
  });

  test.each(factsOf('unplugged-midway').texts as string[])('is explained by what dfu-util prints: %s', (text) => {
    expect(findSymptoms(text, causesOf).length).toBeGreaterThan(0);
  });
});

test('a board with firmware 0.5.1 is updated, and its configuration is restored', async () => {
  const it = updateBench('v3.6-56V,firmware=0.5.1');
  expect(await run(it)).toMatchObject({ outcome: 'changed', board: 'verified' });
  expect(it.board.recorder.brake).toEqual([]);
  const [info] = await it.env.bus.list();
  await using device = await connectOdrive(await openUsbChannel(() => it.env.bus.open(info!)), it.env);
  expect((await readEvidence(device)).firmware).toMatchObject({ release: '0.5.6' });
  expect(await device.read('axis0.motor.config.pole_pairs')).toBe(14);
  expect(await device.read('axis1.encoder.config.cpr')).toBe(16_384);
});
