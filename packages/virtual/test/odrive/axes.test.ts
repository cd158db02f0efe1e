// Axes that hold, calibrate and start by themselves.

import { idleAxes, readEvidence, saveConfiguration } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { bench, connect } from './bench.ts';

describe('the axes', () => {
  async function calibrated(it: ReturnType<typeof bench>) {
    const device = await connect(it);
    await device.write('axis0.requested_state', 3);
    await it.clock.sleep(15_000);
    return device;
  }

  it('calibrate, hold a load, and release it on request', async () => {
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
    expect(axes[0]).toMatchObject({ idle: false, state: 8 });
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

  it('are not told calibrated by a written flag in 0.4.12, at once in 0.5, and after a restart in both', async () => {
    for (const [release, atOnce] of [
      ['0.4.12', false],
      ['0.5.1', true],
      ['0.5.6', true],
    ] as const) {
      const it = bench(`v3.6-56V,firmware=${release}`);
      const device = await connect(it);
      await device.write('axis1.motor.config.pre_calibrated', true);
      expect(await device.read('axis1.motor.is_calibrated'), release).toBe(atOnce);
      await saveConfiguration(device);
      await device[Symbol.asyncDispose]();
      it.board.powerCycle();
      await using again = await connect(it);
      expect(await again.read('axis1.motor.is_calibrated'), release).toBe(true);
    }
  });

  it('close the loop from 0.5.2 on with a motor and a direction alone, and then fail without a phase', async () => {
    for (const [release, axis, motor] of [
      ['0.5.6', 64, 1n << 26n],
      ['0.5.2', 0, 1n << 26n],
      ['0.5.1', 1, 0],
    ] as const) {
      const it = bench(`v3.6-56V,firmware=${release},calibration=full`);
      await using device = await connect(it);
      await device.write('axis0.requested_state', 8);
      expect(await device.read('axis0.current_state'), release).toBe(1);
      expect(await device.read('axis0.error'), release).toBe(axis);
      expect(await device.read('axis0.motor.error'), release).toBe(motor);
    }
  });

  it('refuse states that their firmware does not have', async () => {
    for (const [release, state, error] of [
      ['0.5.6', 77, 1],
      ['0.5.6', 11, 1 << 17],
      ['0.4.12', 11, 1],
    ] as const) {
      await using device = await connect(bench(`v3.6-56V,firmware=${release}`));
      await device.write('axis0.requested_state', state);
      expect(await device.read('axis0.error'), `${release} ${state}`).toBe(error);
      expect(await device.read('axis0.current_state')).toBe(1);
    }
  });
});
