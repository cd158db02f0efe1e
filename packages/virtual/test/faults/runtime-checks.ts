// The options of a running board.

import { type PropertyValue, readEvidence } from '@odflash/core/odrive';
import { expect } from 'vitest';
import { parseProfile } from '../../src/index.ts';
import { connect, bench as running } from '../odrive/bench.ts';
import type { Checks } from './bench.ts';

/** Values of a running board. */
async function valuesOf(profile: string, ...paths: readonly string[]): Promise<(PropertyValue | undefined)[]> {
  await using device = await connect(running(profile));
  const values: PropertyValue[] = [];
  for (const path of paths) values.push(await device.read(path));
  return values;
}

const volts = async (profile: string) => Number((await valuesOf(profile, 'vbus_voltage'))[0]);

export const runtimeChecks: Checks = {
  firmware: async () => {
    await using device = await connect(running('v3.6-56V,firmware=0.4.11'));
    expect((await readEvidence(device)).firmware).toMatchObject({ release: '0.4.11' });
  },
  motor: async () => {
    expect(await valuesOf('v3.6-56V,motor=armed', 'axis0.current_state', 'axis1.current_state')).toEqual([8, 1]);
    for (const firmware of ['0.4.12', '0.5.6']) {
      const it = running(`v3.6-56V,motor=turning,firmware=${firmware}`);
      await using device = await connect(it);
      await it.clock.sleep(2_000);
      const [speed, cpr] = await device.readMany(['axis0.encoder.vel_estimate', 'axis0.encoder.config.cpr']);
      expect(Number(speed) / (firmware === '0.4.12' ? Number(cpr) : 1)).toBeCloseTo(1.5, 1);
    }
  },
  startup: async () => {
    const flag = 'axis0.config.startup_closed_loop_control';
    expect(await valuesOf('v3.6-56V,startup=closed-loop', flag)).toEqual([true]);
    expect(await valuesOf('v3.6-56V,startup=calibration', flag)).toEqual([false]);
  },
  calibration: async () => {
    const paths = ['motor.config.pre_calibrated', 'motor.is_calibrated', 'encoder.config.pre_calibrated'].map(
      (path) => `axis0.${path}`,
    );
    const direction = 'axis0.encoder.config.direction';
    expect(await valuesOf('v3.6-56V', ...paths, direction)).toEqual([false, false, false, 0]);
    expect(await valuesOf('v3.6-56V,calibration=motor', ...paths, direction)).toEqual([true, true, false, 0]);
    expect(await valuesOf('v3.6-56V,calibration=full', ...paths, direction)).toEqual([true, true, true, 1]);
    const older = 'axis0.motor.config.direction';
    expect(await valuesOf('v3.6-56V,firmware=0.4.12,calibration=full', ...paths, older)).toEqual([true, true, true, 1]);
    // An incremental encoder is not ready before it has seen its index.
    expect(await valuesOf('v3.6-56V,calibration=full', 'axis0.encoder.is_ready')).toEqual([false]);
  },
  error: async () => {
    const profile = 'v3.6-56V,axis0.motor.error=0x400000001,axis1.error=64,error=2,can.error=1';
    const paths = ['axis0.motor.error', 'axis1.error', 'error', 'can.error', 'axis1.motor.error'];
    expect(await valuesOf(profile, ...paths)).toEqual([0x4_0000_0001n, 64, 2, 1, 0n]);
    // A restart clears it; a release without such an error has none.
    const it = running(profile);
    it.board.powerCycle();
    await using device = await connect(it);
    expect(await device.read('axis1.error')).toBe(0);
    expect(await valuesOf('v3.6-56V,firmware=0.4.12,error=2,axis0.error=1', 'axis0.error')).toEqual([1]);
    for (const wrong of ['axis2.error=1', 'axis0.foo.error=1', 'axis0.error=-1', 'error=0x1ffffffffffffffff']) {
      expect(() => parseProfile(`v3.6-56V,${wrong}`)).toThrow();
    }
  },
  'start-error': async () => {
    const it = running('v3.6-56V,start-error=axis0.encoder.error:0x4,start-error=axis1.motor.error:8');
    const errors = async () => {
      await using device = await connect(it);
      return [await device.read('axis0.encoder.error'), await device.read('axis1.motor.error')];
    };
    expect(await errors()).toEqual([0, 0n]);
    it.board.powerCycle();
    expect(await errors()).toEqual([4, 8n]);
    for (const wrong of ['error', 'axis0.encoder.error', 'axis0.foo.error:1', 'axis0.encoder.error:x'])
      expect(() => parseProfile(`v3.6-56V,start-error=${wrong}`)).toThrow();
  },
  bus: async () => {
    expect(await volts('v3.6-24V')).toBeCloseTo(24, 0);
    expect(await volts('v3.5-48V')).toBeCloseTo(36, 0);
    expect(await volts('v3.6-56V,bus=50.5')).toBeCloseTo(50.5, 0);
    // A little noise, which is the same the next time.
    const readings = async () => {
      const it = running('v3.6-56V,bus=50.5,seed=3');
      await using device = await connect(it);
      const list: number[] = [];
      for (let n = 0; n < 20; n++) {
        list.push(Number(await device.read('vbus_voltage')));
        await it.clock.sleep(7);
      }
      return list;
    };
    const list = await readings();
    expect(new Set(list).size).toBeGreaterThan(2);
    for (const reading of list) expect(Math.abs(reading - 50.5)).toBeLessThan(0.05);
    expect(await readings()).toEqual(list);
    // No more can be measured than the ADC has steps.
    expect(await volts('v3.6-24V,bus=48')).toBeCloseTo((3.3 * 11 * 4095) / 4096, 4);
    expect(() => parseProfile('v3.6-56V,bus=101')).toThrow();
  },
  divider: async () => {
    expect(await volts('v3.6-56V,divider=60,bus=38')).toBeCloseTo(12, 0);
    expect(await volts('v3.6-56V,divider=11,bus=24')).toBeCloseTo((24 * 19) / 11, 0);
  },
};
