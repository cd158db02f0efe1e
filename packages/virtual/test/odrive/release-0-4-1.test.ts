// Firmware 0.4.1: what it does otherwise than 0.4.12 (motor.hpp, low_level.cpp, encoder.hpp and axis.hpp at fw-v0.4.1).

import { describe, expect, it } from 'vitest';
import { bench, connect } from './bench.ts';

const profile = 'v3.5-48V,firmware=0.4.1';

describe('firmware 0.4.1', () => {
  it('measures 72 A with the range it starts with, and trips 8 % above its voltage', async () => {
    await using device = await connect(bench(profile));
    expect(await device.read('axis0.motor.config.requested_current_range')).toBe(70);
    expect(await device.read('axis0.motor.current_control.max_allowed_current')).toBeCloseTo(72, 3);
    expect(await device.read('config.dc_bus_overvoltage_trip_level')).toBeCloseTo(51.84, 3);
    expect(await device.read('axis0.motor.config.direction')).toBe(1);
  });

  it('keeps that the encoder is calibrated where 0.4.12 takes it back', async () => {
    for (const [release, kept] of [
      ['0.4.1', true],
      ['0.4.12', false],
    ] as const) {
      await using device = await connect(bench(`v3.5-48V,firmware=${release}`));
      await device.write('axis0.encoder.config.pre_calibrated', true);
      expect(await device.read('axis0.encoder.config.pre_calibrated')).toBe(kept);
    }
  });

  it('turns the brake off, and says nothing of it, where its resistance gives no duty cycle', async () => {
    await using device = await connect(bench(profile));
    await device.write('config.brake_resistance', Number.NaN);
    expect(await device.read('brake_resistor_armed')).toBe(false);
    expect(await device.read('axis0.motor.error')).toBe(0);
  });

  it('calls the speed pll_vel, and stays armed without a client: it has no watchdog', async () => {
    const it = bench(`${profile},motor=turning`);
    await using device = await connect(it);
    await it.clock.sleep(60_000);
    expect(await device.read('axis0.current_state')).toBe(8);
    expect(await device.read('axis0.encoder.pll_vel')).toBeGreaterThan(1_000);
    expect(device.tree.nodes.has('axis0.config.watchdog_timeout')).toBe(false);
  });
});
