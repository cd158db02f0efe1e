// Axes that hold, calibrate and start by themselves.

import { idleAxes, readEvidence, saveConfiguration } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { bench, connect } from './bench.ts';

describe('the axes', () => {
  async function calibrated(it: ReturnType<typeof bench>) {
    const device = await connect(it);
    await device.write('axis0.requested_state', 3);
    await it.clock.sleep(15_000);
    return device;
  }

  it('calibrate, hold a load, and let go when told to', async () => {
    const it = bench('v3.6-56V');
    await using device = await calibrated(it);
    expect(await device.read('axis0.encoder.is_ready')).toBe(true);
    await device.write('axis0.requested_state', 8);
    expect(await device.read('axis0.motor.is_armed')).toBe(true);
    expect((await readEvidence(device)).axes.map(({ idle }) => idle)).toEqual([false, true]);
    expect(await idleAxes(device, it.clock)).toBe(true);
    expect(await device.read('axis0.motor.is_armed')).toBe(false);
  });

  it('hold a load, or move by themselves, where the profile says so', async () => {
    const it = bench('v3.6-56V,motor=armed,startup=closed-loop');
    await using device = await connect(it);
    const { axes } = await readEvidence(device);
    expect(axes[0]).toMatchObject({ idle: false, stateName: 'closed loop control' });
    expect(axes[0]?.startup).toHaveLength(3);
    expect(await saveConfiguration(device)).toBe('refused');
    expect(await idleAxes(device, it.clock)).toBe(true);
    it.board.reset();
    await it.clock.sleep(20_000);
    await using again = await connect(it);
    expect((await readEvidence(again)).axes.map(({ idle }) => idle)).toEqual([false, true]);
  });

  it('refuse closed loop control uncalibrated, with an error that can be cleared', async () => {
    await using device = await connect(bench('v3.6-56V'));
    await device.write('axis1.requested_state', 8);
    expect(await device.read('axis1.current_state')).toBe(1);
    expect(await device.read('axis1.error')).toBe(1);
    await device.call('clear_errors');
    expect(await device.read('axis1.error')).toBe(0);
  });

  it('act by themselves after a restart where a startup flag is set', async () => {
    const it = bench('v3.6-56V');
    const device = await connect(it);
    await device.write('axis0.config.startup_motor_calibration', true);
    await saveConfiguration(device);
    await device[Symbol.asyncDispose]();
    await using again = await connect(it);
    expect((await readEvidence(again)).axes[0]?.startup).toEqual(['axis0.config.startup_motor_calibration']);
    await it.clock.sleep(2_000);
    expect(await again.read('axis0.motor.is_calibrated')).toBe(false);
    await it.clock.sleep(4_000);
    expect(await again.read('axis0.motor.is_calibrated')).toBe(true);
    expect(await again.read('axis0.current_state')).toBe(1);
  });
});
