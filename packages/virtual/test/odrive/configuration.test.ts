// What the running firmware remembers, and what it forgets.

import { boardVersion } from '@odflash/core';
import {
  applyRestore,
  backupOf,
  collectConfiguration,
  knownBoard,
  planRestore,
  readTarget,
} from '@odflash/core/configuration';
import { eraseConfiguration, readEvidence, rebootOdrive, saveConfiguration } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { createVirtualBoard, factoryFirmware } from '../../src/index.ts';
import { bench, connect } from './bench.ts';

describe('the configuration', () => {
  const change = 'axis0.motor.config.current_lim';

  it.each(['0.4.12', '0.5.1', '0.5.6'])('of release %s is there again after saving and a restart', async (release) => {
    const it = bench(`v3.6-56V,firmware=${release}`);
    const device = await connect(it);
    expect(await device.read(change)).toBe(25);
    await device.write(change, 33);
    const outcome = await saveConfiguration(device);
    expect(outcome).toBe(release === '0.5.6' ? 'restarting' : 'done');
    await device[Symbol.asyncDispose]();
    it.board.powerCycle();
    await using again = await connect(it);
    expect(await again.read(change)).toBe(33);
    expect(Number(await again.read('user_config_loaded'))).toBeGreaterThan(0);
  });

  it('is lost when it was not saved', async () => {
    const it = bench('v3.6-56V');
    const device = await connect(it);
    await device.write(change, 33);
    expect(await rebootOdrive(device)).toBe('restarting');
    await device[Symbol.asyncDispose]();
    await using again = await connect(it);
    expect(await again.read(change)).toBe(25);
  });

  it.each([
    ['0.4.12', 'done'],
    ['0.5.1', 'restarting'],
    ['0.5.6', 'restarting'],
  ])('of release %s is erased: %s', async (release, expected) => {
    const it = bench(`v3.6-56V,firmware=${release}`);
    const device = await connect(it);
    expect(await eraseConfiguration(device)).toBe(expected);
    await device[Symbol.asyncDispose]();
    it.board.powerCycle();
    await using again = await connect(it);
    expect(await again.read(change)).toBe(10);
    expect((await readEvidence(again)).configurationLoaded).toBe(false);
    expect(it.board.flash.subarray(0xc0000).every((byte) => byte === 0xff)).toBe(true);
  });

  it('is not saved while an axis is armed', async () => {
    const it = bench('v3.6-56V');
    await using device = await connect(it);
    await device.write('axis0.requested_state', 4);
    expect(await saveConfiguration(device)).toBe('refused');
  });

  it('survives a power cut at any moment of saving, old or new', async () => {
    for (let ms = 0; ms < 160; ms += 13) {
      const it = bench('v3.6-56V');
      const device = await connect(it);
      await device.write(change, 33);
      const saving = saveConfiguration(device).catch(() => 'cut');
      await it.clock.sleep(ms);
      it.board.cutPower();
      await saving;
      await device[Symbol.asyncDispose]();
      it.board.power(true);
      await using again = await connect(it);
      expect([25, 33]).toContain(await again.read(change));
    }
  });

  const flashRelease = (it: ReturnType<typeof bench>, release: string) => {
    const version = boardVersion('v3.6-56V')!;
    it.board.power(false);
    it.board.flash.fill(0xff, 0, 0xc0000);
    it.board.flash.set(factoryFirmware(version, 9, undefined, release));
    it.board.power(true);
  };

  it.each([
    ['0.5.5', '0.5.6'],
    ['0.5.3', '0.5.4'],
    ['0.4.12', '0.5.6'],
  ])('of %s cannot be read by %s, and is there again when the old firmware is', async (old, next) => {
    const it = bench(`v3.6-56V,firmware=${old}`);
    flashRelease(it, next);
    const after = await connect(it);
    expect((await readEvidence(after)).configurationLoaded).toBe(false);
    expect(await after.read(change)).toBe(10);
    await after[Symbol.asyncDispose]();
    flashRelease(it, old);
    await using back = await connect(it);
    expect(await back.read(change)).toBe(25);
  });

  it('goes from 0.5.5 to 0.5.6 by backup and restore, except what the firmware resets', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const before = await connect(it);
    const values = await collectConfiguration(before);
    const { serial } = await readEvidence(before);
    const backup = backupOf(before.tree, values, { serial, firmware: '0.5.5' });
    await before[Symbol.asyncDispose]();
    flashRelease(it, '0.5.6');
    await using after = await connect(it);
    const evidence = await readEvidence(after);
    const target = await readTarget(after, evidence, { known: knownBoard(evidence) });
    const plan = planRestore({ backup, target, origin: 'same-chip' });
    if (plan.kind !== 'plan') throw new Error('refused');
    expect(new Set(plan.skipped.map(({ reason }) => reason))).toEqual(new Set(['read-only']));
    const outcome = await applyRestore(after, plan.writes);
    expect(outcome.values.filter((value) => value.outcome === 'not-kept')).toEqual([]);
    expect(outcome.written).toBeGreaterThan(10);
    expect(await after.read(change)).toBe(25);
    expect(await saveConfiguration(after)).toBe('restarting');
  });

  it('never accepts a pre_calibrated encoder, like a real board', async () => {
    await using device = await connect(bench('v3.6-56V'));
    await device.write('axis0.encoder.config.pre_calibrated', true);
    expect(await device.read('axis0.encoder.config.pre_calibrated')).toBe(false);
    await device.write('axis0.motor.config.pre_calibrated', true);
    expect(await device.read('axis0.motor.is_calibrated')).toBe(true);
  });
});

describe('a board kept between processes', () => {
  it('is in the state it was left in', async () => {
    const it = bench('v3.6-56V');
    expect(createVirtualBoard('v3.6-56V', { clock: it.clock }).running()).toBe('odrive');
  });
});
