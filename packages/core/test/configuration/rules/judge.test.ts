// What may be on a board, whatever way it takes there.

import { describe, expect, it } from 'vitest';
import { type JudgedBoard, judgeSettings } from '../../../src/configuration/rules/judge.ts';
import { voltageLimit } from '../../../src/configuration/rules/limits.ts';
import type { PropertyValue } from '../../../src/odrive/index.ts';

const trip = 'config.dc_bus_overvoltage_trip_level';
const under = 'config.dc_bus_undervoltage_trip_level';
const start = 'config.dc_bus_overvoltage_ramp_start';
const end = 'config.dc_bus_overvoltage_ramp_end';
const ramp = 'config.enable_dc_bus_overvoltage_ramp';
const brake = 'config.brake_resistance';
const brakeOn = 'config.enable_brake_resistor';

const board24: JudgedBoard = {
  release: '0.5.6',
  limit: voltageLimit({ otp: { voltage: 24 } }),
  minor: 6,
  bus: [24, 24.1, 24, 24, 23.9],
};
const board48: JudgedBoard = { ...board24, limit: voltageLimit({ otp: { voltage: 48 } }) };
const board56: JudgedBoard = { ...board24, limit: voltageLimit({ otp: { voltage: 56 } }) };

const judged = (values: Record<string, PropertyValue>, board: JudgedBoard = board24) =>
  judgeSettings(new Map(Object.entries(values)), board).map(({ path, level, rule }) => `${path} ${level} ${rule}`);

describe('an implausible number is refused', () => {
  it.each([
    ['axis0.controller.config.pos_gain', Number.NaN, 'not-a-number'],
    ['axis0.controller.config.pos_gain', Number.POSITIVE_INFINITY, 'infinite'],
    ['axis0.motor.config.torque_lim', Number.NEGATIVE_INFINITY, 'infinite'],
    ['axis0.motor.config.some_future_thing', Number.NaN, 'not-a-number'],
    [trip, 0, 'not-positive'],
    [trip, -1, 'not-positive'],
    [under, 0, 'not-positive'],
    ['axis1.motor.config.current_lim', 0, 'not-positive'],
    ['axis0.motor.config.requested_current_range', -60, 'not-positive'],
    ['axis0.motor.config.resistance_calib_max_voltage', 0, 'not-positive'],
    ['axis0.motor.fet_thermistor.config.temp_limit_upper', 0, 'not-positive'],
    ['axis0.motor.motor_thermistor.config.temp_limit_lower', -5, 'not-positive'],
    ['axis0.fet_thermistor.config.temp_limit_upper', 0, 'not-positive'],
    ['axis0.motor.config.inverter_temp_limit_lower', 0, 'not-positive'],
    ['config.dc_max_positive_current', 0, 'not-positive'],
    ['config.dc_max_negative_current', 0.5, 'positive'],
    ['config.max_regen_current', -1, 'negative'],
  ])('%s = %s', (path, value, rule) => {
    expect(judged({ [path]: value })).toEqual([`${path} refused ${rule}`]);
  });

  it('but not where it is the default of the firmware on the board', () => {
    const infinities = {
      'axis0.motor.config.torque_lim': Number.POSITIVE_INFINITY,
      'axis0.motor.config.I_bus_hard_min': Number.NEGATIVE_INFINITY,
      'config.dc_max_positive_current': Number.POSITIVE_INFINITY,
      'axis1.controller.config.vel_integrator_limit': Number.POSITIVE_INFINITY,
      'config.max_regen_current': 0,
      'config.dc_max_negative_current': -0.01,
    };
    expect(judged(infinities)).toEqual([]);
    expect(judged({ 'axis0.motor.config.I_bus_hard_min': Number.POSITIVE_INFINITY })).toHaveLength(1);
    expect(
      judged(
        { 'axis1.controller.config.vel_integrator_limit': Number.POSITIVE_INFINITY },
        { ...board24, release: '0.5.3' },
      ),
    ).toHaveLength(1);
  });
});

describe('the over-voltage trip level', () => {
  it.each([
    [25.68, board24, undefined],
    [25.69, board24, undefined],
    [26, board24, 'asked above-default'],
    [36.2, board24, 'asked above-default'],
    [36.25, board24, 'refused above-limit'],
    [51.36, board24, 'refused above-limit'],
    [51.36, board48, undefined],
    [59.92, board48, 'asked above-default'],
    [59.92, board56, undefined],
    [60, board56, 'asked above-default'],
    [60.1, board56, 'refused above-limit'],
    [12, board56, undefined],
  ] as const)('%d V on a board is judged by what it can measure and stand', (volts, board, verdict) => {
    expect(judged({ [trip]: volts }, board)).toEqual(verdict ? [`${trip} ${verdict}`] : []);
  });

  it('is held against 1.08 times the voltage up to 0.4.8 and 1.07 times later', () => {
    expect(judged({ [trip]: 25.92 }, { ...board24, release: '0.4.8' })).toEqual([]);
    expect(judged({ [trip]: 25.92 }, { ...board24, release: '0.4.9' })).toEqual([`${trip} asked above-default`]);
  });

  it('is held against the lower of the board and the firmware on it', () => {
    const mixed = { ...board24, limit: voltageLimit({ otp: { voltage: 24 }, firmware: { voltage: 56 } }) };
    expect(judged({ [trip]: 59.92 }, mixed)).toEqual([`${trip} refused above-limit`]);
    const other = { ...board24, limit: voltageLimit({ otp: { voltage: 56 }, firmware: { voltage: 24 } }) };
    expect(judged({ [trip]: 59.92 }, other)).toEqual([`${trip} refused above-limit`]);
  });

  it('of a board of which nothing is known is judged as on a 24 V board, and asked', () => {
    const unknown = { ...board24, limit: voltageLimit({}) };
    expect(judged({ [trip]: 51.36 }, unknown)).toEqual([`${trip} asked above-limit`]);
    expect(judged({ [trip]: 25.68 }, unknown)).toEqual([]);
  });

  it('of a board with blank OTP is judged by what its firmware reports', () => {
    const clone = { ...board24, limit: voltageLimit({ firmware: { voltage: 56 } }) };
    expect(clone.limit.by).toBe('firmware');
    expect(judged({ [trip]: 59.92 }, clone)).toEqual([]);
  });
});

describe('the over-voltage ramp', () => {
  const ends = (from: number, to: number, on = true) => ({ [ramp]: on, [start]: from, [end]: to });

  it('may start above the bus', () => {
    expect(judged(ends(25.4, 25.6))).toEqual([]);
  });

  it.each([
    ['below the bus', ends(20, 25), [`${ramp} refused ramp-below-bus`]],
    ['at the highest reading of the bus', ends(24.1, 25), [`${ramp} refused ramp-below-bus`]],
    ['after it ends', ends(25.6, 25.4), [`${ramp} refused ramp-reversed`]],
    ['where it ends', ends(25.5, 25.5), [`${ramp} refused ramp-reversed`]],
    ['nowhere', { [ramp]: true }, [`${ramp} refused ramp-below-bus`]],
  ])('is not switched on if it starts %s', (_, values, verdicts) => {
    // The ends alone may be near the bus, too; what is asked beside it does not matter here.
    expect(judged(values).filter((verdict) => verdict.includes('refused'))).toEqual(verdicts);
  });

  it('is asked if it starts less than 5 % above the bus', () => {
    expect(judged(ends(24.5, 25.6))).toEqual([`${start} asked ramp-near-bus`]);
  });

  it.each([[[]], [[0, 0, 0, 0, 0]], [[7.9, 7.9]]])('is not judged while the bus reads %j', (bus) => {
    expect(judged(ends(25.4, 25.6), { ...board24, bus })).toEqual([`${ramp} refused ramp-not-judged`]);
  });

  it('that is off may start and end at any plausible voltage', () => {
    expect(judged(ends(20, 19, false))).toEqual([]);
    expect(judged(ends(0, 0, false))).toEqual([]);
    expect(judged(ends(40, 40, false))).toEqual([`${start} refused above-limit`, `${end} refused above-limit`]);
  });
});

describe('the brake resistance', () => {
  it('is above zero where the brake is switched on', () => {
    expect(judged({ [brake]: 0, [brakeOn]: true })).toEqual([`${brake} refused not-positive`]);
    expect(judged({ [brake]: 0, [brakeOn]: false })).toEqual([]);
    expect(judged({ [brake]: 0.5, [brakeOn]: true })).toEqual([]);
  });

  it('of firmware without a switch may be zero, which means none, and not less', () => {
    expect(judged({ [brake]: 0 }, { ...board24, release: '0.4.12' })).toEqual([]);
    expect(judged({ [brake]: -0.5 }, { ...board24, release: '0.4.12' })).toEqual([`${brake} refused negative`]);
  });
});
