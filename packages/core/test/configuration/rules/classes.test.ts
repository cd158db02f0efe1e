// Which class every configuration value of a release has, and from which release a file is.

import { describe, expect, it } from 'vitest';
import { releasesOfFile } from '../../../src/configuration/file/file-release.ts';
import { classOf, type SettingClass, sameTrait } from '../../../src/configuration/rules/classes.ts';
import { boardVersion } from '../../../src/index.ts';
import { configurationProperties } from '../../../src/odrive/index.ts';
import { configurationGeneration } from '../../../src/odrive/release-order.ts';
import { bench, connect } from '../../update/bench.ts';

async function pathsOf(release: string): Promise<string[]> {
  await using odrive = await connect(bench(`v3.6-56V,firmware=${release}`));
  return configurationProperties(odrive.tree.root).map(({ path }) => path);
}

/** Paths of axis 0 and of the board, by class. */
async function byClass(release: string): Promise<Partial<Record<SettingClass, string[]>>> {
  const generation = configurationGeneration(release, () => false);
  const classes: Partial<Record<SettingClass, string[]>> = {};
  for (const path of (await pathsOf(release)).filter((name) => !name.startsWith('axis1'))) {
    const { class: name } = classOf(path, generation);
    classes[name] = [...(classes[name] ?? []), path.replace(/^axis0\./, '')];
  }
  return classes;
}

describe('the table of classes', () => {
  it('of 0.4.12 has every value that belongs to a board, a supply, a motor or an encoder', async () => {
    const { variant, supply, identity, startup, motor, encoder, plain } = await byClass('0.4.12');
    expect({ variant, supply, identity, startup, motor, encoder, plain }).toMatchInlineSnapshot(`
      {
        "encoder": [
          "motor.config.direction",
          "encoder.config.pre_calibrated",
          "encoder.config.offset",
          "encoder.config.offset_float",
        ],
        "identity": undefined,
        "motor": [
          "motor.config.pre_calibrated",
          "motor.config.phase_inductance",
          "motor.config.phase_resistance",
        ],
        "plain": [
          "config.enable_ascii_protocol_on_usb",
        ],
        "startup": [
          "config.startup_motor_calibration",
          "config.startup_encoder_index_search",
          "config.startup_encoder_offset_calibration",
          "config.startup_closed_loop_control",
          "config.startup_sensorless_control",
        ],
        "supply": [
          "config.dc_bus_undervoltage_trip_level",
        ],
        "variant": [
          "config.brake_resistance",
          "config.dc_bus_overvoltage_trip_level",
          "motor.config.requested_current_range",
        ],
      }
    `);
  });

  it('of 0.5.6 has every value that belongs to a board, a supply, a motor or an encoder', async () => {
    const { variant, supply, identity, startup, motor, encoder, plain } = await byClass('0.5.6');
    expect({ variant, supply, identity, startup, motor, encoder, plain }).toMatchInlineSnapshot(`
      {
        "encoder": [
          "controller.config.anticogging.pre_calibrated",
          "encoder.config.index_offset",
          "encoder.config.phase_offset",
          "encoder.config.phase_offset_float",
          "encoder.config.direction",
          "encoder.config.pre_calibrated",
          "encoder.config.hall_polarity",
          "encoder.config.hall_polarity_calibrated",
        ],
        "identity": [
          "config.can.node_id",
        ],
        "motor": [
          "motor.config.pre_calibrated",
          "motor.config.phase_inductance",
          "motor.config.phase_resistance",
        ],
        "plain": [
          "config.usb_cdc_protocol",
        ],
        "startup": [
          "config.startup_motor_calibration",
          "config.startup_encoder_index_search",
          "config.startup_encoder_offset_calibration",
          "config.startup_closed_loop_control",
          "config.startup_homing",
        ],
        "supply": [
          "config.max_regen_current",
          "config.dc_bus_undervoltage_trip_level",
          "config.dc_max_positive_current",
          "config.dc_max_negative_current",
        ],
        "variant": [
          "config.brake_resistance",
          "config.enable_brake_resistor",
          "config.dc_bus_overvoltage_trip_level",
          "config.enable_dc_bus_overvoltage_ramp",
          "config.dc_bus_overvoltage_ramp_start",
          "config.dc_bus_overvoltage_ramp_end",
          "config.gpio6_mode",
          "config.gpio7_mode",
          "config.gpio8_mode",
          "motor.config.requested_current_range",
        ],
      }
    `);
  });

  it.each([
    ['config.gpio3_mode', '0.5.2', 'wiring'],
    ['config.gpio6_mode', '0.5.2', 'variant'],
    ['config.gpio1_pwm_mapping.endpoint', '0.4', 'wiring'],
    ['axis1.config.step_gpio_pin', '0.4', 'variant'],
    ['axis0.config.step_gpio_pin', '0.5.1', 'wiring'],
    ['axis0.config.can_node_id', '0.5.1', 'identity'],
    ['axis0.config.can_heartbeat_rate_ms', '0.5.1', 'wiring'],
    ['axis0.motor.config.direction', '0.4', 'encoder'],
    ['axis0.motor.config.direction', '0.5.1', 'encoder'],
    ['axis1.encoder.config.offset', '0.5.1', 'encoder'],
    ['axis1.encoder.config.phase_offset', '0.5.2', 'encoder'],
    ['axis0.fet_thermistor.config.temp_limit_lower', '0.5.1', 'machine'],
    ['axis0.motor.motor_thermistor.config.gpio_pin', '0.5.2', 'wiring'],
    ['axis0.config.watchdog_timeout', '0.4', 'machine'],
    ['axis0.min_endstop.config.offset', '0.5.2', 'machine'],
    ['axis0.min_endstop.config.gpio_num', '0.5.2', 'wiring'],
    ['config.usb_cdc_protocol', '0.5.2', 'plain'],
    ['config.no_such_thing', '0.5.2', 'plain'],
  ] as const)('%s of %s is %s', (path, generation, expected) => {
    expect(classOf(path, generation).class).toBe(expected);
  });

  it.each([
    ['0.4.1', '0.4'],
    ['0.5.0', '0.5.1'],
    ['0.5.1', '0.5.1'],
    ['0.5.2', '0.5.2'],
    ['0.5.6-dev', '0.5.2'],
  ])('of release %s is that of %s', (release, generation) => {
    expect(configurationGeneration(release, () => false)).toBe(generation);
  });

  it('of firmware without a version is determined by its paths', () => {
    const having = (...paths: string[]) => configurationGeneration('0.0.0', (path) => paths.includes(path));
    expect(having('config.enable_brake_resistor')).toBe('0.5.2');
    expect(having('axis0.motor.config.torque_constant')).toBe('0.5.1');
    expect(having()).toBe('0.4');
  });
});

describe('a value that depends on the board', () => {
  const board = (name: string) => boardVersion(name);
  it.each([
    ['voltage', 'v3.5-24V', 'v3.3', true],
    ['voltage', 'v3.6-56V', 'v3.5-48V', false],
    ['voltage', 'v3.6-24V', 'v3.6-56V', false],
    ['shunt', 'v3.3', 'v3.4-24V', false],
    ['shunt', 'v3.4-24V', 'v3.6-56V', true],
    ['minor', 'v3.4-48V', 'v3.5-48V', false],
    ['minor', 'v3.5-48V', 'v3.6-56V', true],
  ] as const)('by %s: %s and %s the same is %s', (trait, one, other, expected) => {
    expect(sameTrait(trait, board(one), board(other))).toBe(expected);
    expect(sameTrait(trait, board(other), board(one))).toBe(expected);
    expect(sameTrait(trait, board(one), undefined)).toBeUndefined();
    expect(sameTrait(trait, undefined, board(one))).toBeUndefined();
  });
});

describe('the release a file is from', () => {
  const from = (paths: string[], origin = {}) => releasesOfFile(origin, paths);

  it.each(['0.4.11', '0.4.12', '0.5.2', '0.5.3', '0.5.4', '0.5.5', '0.5.6'])(
    'is found among others for %s',
    async (release) => {
      const paths = await pathsOf(release);
      expect(from(paths)).toContain(release);
      // What is not distinguished has the same rules.
      expect(new Set(from(paths).map((one) => configurationGeneration(one, () => false))).size).toBe(1);
      expect(from(paths, { firmware: release })[0]).toBe(release);
    },
  );

  it('is determined by its paths where the number is wrong', () => {
    const recent = ['config.enable_brake_resistor', 'axis0.motor.config.torque_constant'];
    expect(from(recent, { firmware: '0.5.1' })).toEqual(['0.5.2']);
    expect(from([...recent, 'axis0.controller.config.vel_integrator_limit'], { firmware: '0.5.3' })).toEqual(['0.5.4']);
    expect(from(recent, { firmware: '0.4.12' })).toEqual(['0.5.2', '0.5.3', '0.5.4', '0.5.5', '0.5.6']);
  });

  it('is determined by the checksum of the descriptor before anything else', () => {
    expect(from(['config.brake_resistance'], { descriptor: 0x7411 })).toEqual(['0.4.12']);
    expect(from(['config.brake_resistance'], { descriptor: 0x9b40 })).toEqual(['0.5.1']);
    expect(from(['config.brake_resistance'], { descriptor: 0xc1a0 })).toEqual(['0.5.6']);
    expect(from(['config.enable_brake_resistor'], { descriptor: 0x1234, firmware: '0.5.5' })).toEqual(['0.5.5']);
  });

  it('may be one of several where the paths do not decide', () => {
    expect(from(['config.brake_resistance'])).toHaveLength(20);
    expect(from(['axis0.encoder.config.zero_count_on_find_idx', 'axis0.motor.config.torque_lim'])).toEqual(['0.5.1']);
    expect(from(['axis0.encoder.config.zero_count_on_find_idx'])).toContain('0.4.7');
    expect(from(['axis0.config.watchdog_timeout', 'axis0.config.counts_per_step'])[0]).toBe('0.4.9');
  });

  it('is unknown if the file mixes names of several generations, or has none', () => {
    const mixed = ['config.enable_brake_resistor', 'config.enable_uart'];
    expect(from(mixed)).toEqual([]);
    expect(from(mixed, { firmware: '0.5.6' })).toEqual(['0.5.6']);
  });
});
