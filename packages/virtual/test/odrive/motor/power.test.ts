// The DC bus of a running board: what firmware of which voltage class makes of it, what it does about it, and when the brake
// resistor conducts.

import { boardVersion } from '@odflash/core';
import { defaultOf } from '@odflash/core/configuration';
import { initialValuesOf } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { factoryFirmware } from '../../../src/index.ts';
import { releases } from '../../../src/odrive/releases.ts';
import { type Bench, bench, connect } from '../bench.ts';

/** A board that runs firmware of another version or voltage. */
function boardWith(profile: string, image: string, release: string): Bench {
  return bench(profile, 'linux', (board) => {
    board.power(false);
    board.flash.set(factoryFirmware(boardVersion(image)!, 3, undefined, release));
    board.power(true);
  });
}

describe('firmware of another voltage class', () => {
  it.each([
    ['0.5.1', 'v3.6-56V,bus=24', 'v3.6-24V', 11 / 19],
    ['0.4.12', 'v3.5-48V,bus=36', 'v3.5-24V', 11 / 19],
    ['0.5.1', 'v3.6-24V,bus=24', 'v3.6-56V', 19 / 11],
    ['0.5.6', 'v3.6-56V,bus=24,otp=blank', 'v3.6-24V', 11 / 19],
  ])('of %s on a %s, built for %s, reads %f of the bus', async (release, profile, image, ratio) => {
    const it = boardWith(profile, image, release);
    await using device = await connect(it);
    const truth = Number(/bus=(\d+)/.exec(profile)?.[1]);
    expect(Number(await device.read('vbus_voltage'))).toBeCloseTo(truth * ratio, 0);
  });

  it('acts at 44.4 V of the true bus where a 24 V build guards a 56 V board', async () => {
    for (const [bus, trips] of [
      [44, false],
      [45, true],
    ] as const) {
      await using device = await connect(boardWith(`v3.6-56V,bus=${bus}`, 'v3.6-24V', '0.5.1'));
      expect(await device.read('axis0.error'), `${bus} V`).toBe(trips ? 4 : 0);
    }
  });

  it('takes 12 V of a 56 V board for too little', async () => {
    await using device = await connect(boardWith('v3.6-56V,bus=12', 'v3.6-24V', '0.4.12'));
    expect(await device.read('axis0.error')).toBe(2);
  });
});

describe('a bus voltage outside its limits', () => {
  it.each([
    ['0.4.12', 'axis0.error', 4, 2],
    ['0.5.1', 'axis0.error', 4, 2],
    ['0.5.6', 'error', 4, 2],
  ])('is an error of %s in %s, and disarms', async (release, path, over, under) => {
    const it = bench(`v3.6-56V,firmware=${release},motor=armed`);
    await using device = await connect(it);
    expect(await device.read(path)).toBe(0);
    it.board.supply(61);
    expect(await device.read(path)).toBe(over);
    expect(await device.read('axis0.current_state')).toBe(1);
    it.board.supply(7);
    expect(await device.read(path)).toBe(over | under);
  });

  it('is an error of the whole board from 0.5.2 on; the axes say so only from 0.5.5 on', async () => {
    for (const [release, axis] of [
      ['0.5.4', 0],
      ['0.5.5', 64],
    ] as const) {
      await using device = await connect(bench(`v3.6-56V,firmware=${release},bus=61`));
      expect(await device.read('axis1.motor.error')).toBe(1n << 24n);
      expect(await device.read('axis1.error')).toBe(axis);
    }
  });

  it('is forgotten by clear_errors when it is over, and not before', async () => {
    const it = bench('v3.6-56V,bus=61');
    await using device = await connect(it);
    await device.call('clear_errors');
    expect(await device.read('error')).toBe(4);
    it.board.supply(36);
    await device.call('clear_errors');
    expect(await device.read('error')).toBe(0);
  });
});

describe('the brake resistor', () => {
  const ramp = [
    ['config.dc_bus_overvoltage_ramp_start', 30],
    ['config.dc_bus_overvoltage_ramp_end', 40],
    ['config.enable_dc_bus_overvoltage_ramp', true],
  ] as const;

  it('does not conduct on a board that is left alone, whatever the release', async () => {
    for (const { release } of releases) {
      const it = bench(`v3.6-56V,firmware=${release},bus=56`);
      await using device = await connect(it);
      await device.read('vbus_voltage');
      expect(it.board.recorder.brake).toEqual([]);
    }
  });

  it.each(['0.5.1', '0.5.6'])('conducts by the ramp with all motors disarmed: %s', async (release) => {
    const it = bench(`v3.6-56V,firmware=${release},bus=36`);
    await using device = await connect(it);
    for (const [path, value] of ramp) {
      expect(it.board.recorder.brake, path).toEqual([]);
      await device.write(path, value);
    }
    const [pulse, ...more] = it.board.recorder.brake;
    expect(pulse?.duty).toBeCloseTo(0.6, 2);
    expect(more).toEqual([]);
    expect(Number(await device.read('ibus'))).toBeCloseTo((0.6 * 36) / 0.5, -1);
    // Off and on again are two pulses; the recorder counts beginnings.
    await device.write('config.enable_dc_bus_overvoltage_ramp', false);
    await device.write('config.enable_dc_bus_overvoltage_ramp', true);
    expect(it.board.recorder.brake).toHaveLength(2);
  });

  it('conducts up to 0.95 of the time, and says that it is saturated', async () => {
    const it = bench('v3.6-56V,bus=45');
    await using device = await connect(it);
    for (const [path, value] of ramp) await device.write(path, value);
    expect(it.board.recorder.brake[0]?.duty).toBe(0.95);
    expect(await device.read('brake_resistor_saturated')).toBe(true);
  });

  it('conducts for a negative max_regen_current, and for no ramp that ends before it starts', async () => {
    const it = bench('v3.6-56V');
    await using device = await connect(it);
    await device.write('config.dc_bus_overvoltage_ramp_start', 30);
    await device.write('config.dc_bus_overvoltage_ramp_end', 20);
    await device.write('config.enable_dc_bus_overvoltage_ramp', true);
    expect(it.board.recorder.brake).toEqual([]);
    await device.write('config.max_regen_current', -2);
    expect(it.board.recorder.brake[0]?.duty).toBeCloseTo((2 * 0.5) / 36, 3);
  });

  it('is there from 0.5.2 on only if enabled when the board started or cleared its errors; before it always is', async () => {
    const it = bench('v3.6-56V', 'linux', ({ flash }) => flash.fill(0xff, 0xc_0000));
    it.board.powerCycle();
    await using device = await connect(it);
    for (const [path, value] of ramp) await device.write(path, value);
    expect(it.board.recorder.brake).toEqual([]);
    await device.write('config.enable_brake_resistor', true);
    expect(await device.read('brake_resistor_armed')).toBe(false);
    expect(it.board.recorder.brake).toEqual([]);
    await device.call('clear_errors');
    expect(await device.read('brake_resistor_armed')).toBe(true);
    expect(it.board.recorder.brake).toHaveLength(1);
  });

  it.each([
    ['0.5.6', 'config.brake_resistance', 0, 'error', 128],
    ['0.5.6', 'config.max_regen_current', Number.NaN, 'error', 64],
    ['0.5.1', 'config.brake_resistance', Number.NaN, 'axis0.motor.error', 1 << 13],
    ['0.4.12', 'config.brake_resistance', Number.NaN, 'axis0.motor.error', 1 << 6],
  ])('of %s fails on %s = %f and is disarmed', async (release, path, value, error, bits) => {
    await using device = await connect(bench(`v3.6-56V,firmware=${release}`));
    await device.write(path, value);
    expect(Number(await device.read(error)) & bits).toBe(bits);
    expect(await device.read('brake_resistor_armed')).toBe(false);
  });
});

describe('defaults that depend on the board', () => {
  const after = async (profile: string) => {
    const it = bench(profile, 'linux', ({ flash }) => flash.fill(0xff, 0xc_0000));
    it.board.powerCycle();
    return await connect(it);
  };

  it.each([
    ['v3.4-48V', 0.47, 3],
    ['v3.5-24V', 0.47, 7],
    ['v3.5-48V', 2, 7],
    ['v3.6-24V', 0.47, 7],
    ['v3.6-56V', 2, 7],
  ])('%s: brake resistance %f, step of axis 1 at GPIO %i', async (profile, resistance, step) => {
    for (const release of ['0.4.12', '0.5.1', '0.5.6']) {
      await using device = await after(`${profile},firmware=${release}`);
      expect(await device.read('config.brake_resistance')).toBe(Math.fround(resistance));
      expect(await device.read('axis1.config.step_gpio_pin')).toBe(step);
      expect(await device.read('axis1.config.dir_gpio_pin')).toBe(step + 1);
    }
  });

  it('come from core, and the trees do not say otherwise', () => {
    for (const { name, minor, voltage } of ['v3.4-48V', 'v3.6-24V', 'v3.6-56V'].map((text) => boardVersion(text)!)) {
      for (const release of ['0.4.12', '0.5.1', '0.5.6']) {
        for (const [path, written] of initialValuesOf(release)) {
          const known = defaultOf(path, release, { minor, ...(voltage && { voltage }) });
          const [first = '', second = first] = written.split('|');
          if (known !== undefined)
            expect(path.startsWith('axis1') ? second : first, `${name} ${path}`).toBe(`${known}`);
        }
      }
    }
  });

  it('limit the current by the range that is asked for, at once or from the next start on', async () => {
    for (const [release, path, before] of [
      ['0.5.6', 'axis0.motor.max_allowed_current', 121.5],
      ['0.5.1', 'axis0.motor.current_control.max_allowed_current', 60.75],
      ['0.4.12', 'axis0.motor.current_control.max_allowed_current', 60.75],
    ] as const) {
      await using device = await connect(bench(`v3.6-56V,firmware=${release}`));
      expect(await device.read(path)).toBe(60.75);
      await device.write('axis0.motor.config.requested_current_range', 100);
      expect(await device.read(path)).toBe(before);
      await device.write('axis0.motor.config.current_lim', 200);
      if (release !== '0.4.12') expect(await device.read('axis0.motor.effective_current_lim')).toBe(before);
    }
  });
});
