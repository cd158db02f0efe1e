// Which changes take protection away, and from when on two numbers count as the same: what a person is asked about.

import { describe, expect, it } from 'vitest';
import { nearlyEqual } from '../../../src/configuration/rules/judge.ts';
import { isWeaker } from '../../../src/configuration/rules/weaker.ts';

/** Whether a change is weaker: one way, the other way, and none. */
const weaker = (path: string, low: number | boolean, high: number | boolean, hasSwitch = true) => [
  isWeaker(path, low, high, hasSwitch),
  isWeaker(path, high, low, hasSwitch),
  isWeaker(path, low, low, hasSwitch) || isWeaker(path, high, high, hasSwitch),
];

describe('a protection is weaker', () => {
  it.each([
    'config.dc_bus_overvoltage_trip_level',
    'config.dc_max_positive_current',
    'axis0.motor.config.current_lim',
    'axis1.motor.config.current_lim_margin',
    'axis0.motor.config.current_lim_tolerance',
    'axis0.motor.config.requested_current_range',
    'axis0.motor.config.I_bus_hard_max',
    'axis0.motor.config.inverter_temp_limit_upper',
    'axis0.fet_thermistor.config.temp_limit_lower',
    'axis1.motor.motor_thermistor.config.temp_limit_upper',
  ])('the higher %s is', (path) => {
    expect(weaker(path, 10, 20)).toEqual([true, false, false]);
  });

  it.each([
    'config.dc_bus_undervoltage_trip_level',
    'config.dc_max_negative_current',
    'axis0.motor.config.I_bus_hard_min',
  ])('the lower %s is', (path) => {
    expect(weaker(path, -20, 10)).toEqual([false, true, false]);
  });

  it.each([
    'axis0.config.enable_watchdog',
    'axis1.fet_thermistor.config.enabled',
    'axis0.motor.motor_thermistor.config.enabled',
  ])('where %s is switched off', (path) => {
    expect(weaker(path, false, true)).toEqual([false, true, false]);
  });

  it.each(['config.enable_brake_resistor', 'config.enable_dc_bus_overvoltage_ramp'])(
    'or another danger takes its place, where %s is switched at all',
    (path) => {
      expect(weaker(path, false, true)).toEqual([true, true, false]);
    },
  );

  it('where the time of a watchdog without a switch becomes zero', () => {
    const path = 'axis0.config.watchdog_timeout';
    expect(weaker(path, 0, 3, false)).toEqual([false, true, false]);
    expect(weaker(path, 0, 0.5, false)).toEqual([false, true, false]);
    expect(weaker(path, 0, 3, true)).toEqual([false, false, false]);
    expect(weaker(path, 2, 3, false)).toEqual([false, false, false]);
  });

  it('by nothing else, and not by a value that is no number', () => {
    expect(weaker('axis0.controller.config.vel_limit', 1, 2)).toEqual([false, false, false]);
    for (const odd of [false, true]) {
      expect(weaker('axis0.motor.config.current_lim', odd, 20)).toEqual([false, false, false]);
      expect(weaker('config.dc_max_negative_current', -20, odd)).toEqual([false, false, false]);
    }
  });
});

describe('two numbers are the same', () => {
  it('up to a hundred-thousandth of the larger one, as a float is shown in a file', () => {
    expect([nearlyEqual(0.47, Math.fround(0.47)), nearlyEqual(-59.92, Math.fround(-59.92))]).toEqual([true, true]);
    expect([nearlyEqual(100_000, 100_001), nearlyEqual(100_000, 100_002), nearlyEqual(-1, 1)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([nearlyEqual(1e-6, 2e-6), nearlyEqual(0, 1e-9), nearlyEqual(0, 0)]).toEqual([false, false, true]);
  });

  it('if neither is infinite or no number, unless they are the same infinity', () => {
    const { POSITIVE_INFINITY: infinite, NaN: none } = Number;
    expect([nearlyEqual(infinite, infinite), nearlyEqual(infinite, -infinite)]).toEqual([true, false]);
    expect([nearlyEqual(infinite, 1e30), nearlyEqual(1, infinite), nearlyEqual(none, none)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
