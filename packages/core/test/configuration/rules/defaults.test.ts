// Defaults per release and board, held against the numbers of ODrive's sources and documentation.

import { describe, expect, it } from 'vitest';
import { boardVersions } from '../../../src/board/index.ts';
import { defaultOf } from '../../../src/configuration/index.ts';
import { boardVersion } from '../../../src/index.ts';

const on = (path: string, release: string, board: string) => {
  const value = defaultOf(path, release, boardVersion(board));
  return typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(6)) : value;
};

describe('the over-voltage trip level', () => {
  it.each([
    ['0.4.1', 'v3.4-24V', 25.92],
    ['0.4.1', 'v3.5-48V', 51.84],
    ['0.4.8', 'v3.5-48V', 51.84],
    ['0.4.9', 'v3.5-48V', 51.36],
    ['0.4.12', 'v3.6-24V', 25.68],
    ['0.4.12', 'v3.6-56V', 59.92],
    ['0.5.6', 'v3.3', 25.68],
    ['0.5.6-dev', 'v3.6-56V', 59.92],
  ])('of %s on a %s is %d V', (release, board, volts) => {
    expect(on('config.dc_bus_overvoltage_trip_level', release, board)).toBe(volts);
  });

  it('is not known for a board of unknown voltage', () => {
    expect(defaultOf('config.dc_bus_overvoltage_trip_level', '0.5.6', undefined)).toBeUndefined();
  });

  it('is where the ramp starts and ends from 0.5.1 on, and there is no ramp before', () => {
    for (const end of ['start', 'end']) {
      expect(on(`config.dc_bus_overvoltage_ramp_${end}`, '0.5.1', 'v3.6-56V')).toBe(59.92);
      expect(on(`config.dc_bus_overvoltage_ramp_${end}`, '0.4.12', 'v3.6-56V')).toBeUndefined();
    }
  });
});

it('brake resistance is 2 ohms only on boards from v3.5 on that are made for 48 V or more', () => {
  const ohms = boardVersions.map(({ name }) => [name, on('config.brake_resistance', '0.5.6', name)]);
  expect(Object.fromEntries(ohms)).toEqual({
    'v3.1': 0.47,
    'v3.2': 0.47,
    'v3.3': 0.47,
    'v3.4-24V': 0.47,
    'v3.4-48V': 0.47,
    'v3.5-24V': 0.47,
    'v3.5-48V': 2,
    'v3.6-24V': 0.47,
    'v3.6-56V': 2,
  });
});

it('step/dir pins of axis 1 are 7 and 8 from v3.5 on, 3 and 4 before', () => {
  const pins = (board: string) => ['step', 'dir'].map((pin) => on(`axis1.config.${pin}_gpio_pin`, '0.5.6', board));
  expect(pins('v3.4-48V')).toEqual([3, 4]);
  expect(pins('v3.5-24V')).toEqual([7, 8]);
});

it.each([
  ['axis0.motor.config.requested_current_range', '0.4.6', 70],
  ['axis1.motor.config.requested_current_range', '0.4.7', 60],
  ['axis0.motor.config.resistance_calib_max_voltage', '0.4.4', 1],
  ['axis0.motor.config.resistance_calib_max_voltage', '0.4.5', 2],
  ['config.dc_max_negative_current', '0.5.1', -1e-6],
  ['config.dc_max_negative_current', '0.5.2', -0.01],
  ['config.dc_max_positive_current', '0.5.6', Number.POSITIVE_INFINITY],
  ['config.enable_brake_resistor', '0.5.1', undefined],
  ['config.enable_brake_resistor', '0.5.2', false],
  ['can.config.protocol', '0.5.1', 0],
  ['can.config.protocol', '0.5.2', 1],
  ['axis0.motor.config.I_bus_hard_min', '0.5.3', Number.NEGATIVE_INFINITY],
  ['axis0.controller.config.vel_integrator_limit', '0.5.3', undefined],
])('%s of %s is %s on every board', (path, release, value) => {
  for (const { name } of boardVersions) expect(on(path, release, name)).toBe(value);
  expect(defaultOf(path, release, undefined)).toBe(typeof value === 'number' ? Math.fround(value) : value);
});

it('there is no default for a path that is not in the table, or for firmware without a version', () => {
  expect(defaultOf('axis0.motor.config.pole_pairs', '0.5.6', boardVersion('v3.6-56V'))).toBeUndefined();
  expect(defaultOf('config.dc_bus_undervoltage_trip_level', '0.0.0', boardVersion('v3.6-56V'))).toBeUndefined();
  // A star in the table stands for one name only.
  expect(defaultOf('axis0.deeper.motor.config.current_lim', '0.5.6', boardVersion('v3.6-56V'))).toBeUndefined();
});
