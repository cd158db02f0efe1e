// What kind of thing a configuration value is, and therefore what becomes of it on another board: one table per generation
// of firmware. A path that is in no row is plain. Names at the fw-v* tags of odriverobotics/ODrive
// (Firmware/communication/communication.cpp for 0.4, Firmware/odrive-interface.yaml from 0.5 on).

import { globTable } from '../../odrive/glob.ts';
import type { ConfigurationGeneration } from '../../odrive/release-order.ts';
import type { BoardTraits } from './defaults.ts';
import { voltageOf } from './defaults.ts';

/**
 * `variant`: right for one voltage, shunt or version of the board · `supply`: for one power supply or battery · `wiring`:
 * for what is connected to the pins · `machine`: for what is driven · `identity`: distinguishes boards · `startup`: what an
 * axis does by itself after a start · `motor`, `encoder`: measured on one motor, one encoder and its mounting · `plain`: the rest.
 */
export type SettingClass =
  | 'variant'
  | 'supply'
  | 'wiring'
  | 'machine'
  | 'identity'
  | 'startup'
  | 'motor'
  | 'encoder'
  | 'plain';

/** What of the board a variant-bound value depends on. */
export type BoardTrait = 'voltage' | 'shunt' | 'minor';

export interface Classification {
  readonly class: SettingClass;
  /** Of a variant-bound value. */
  readonly trait?: BoardTrait | undefined;
  /** The value is the number of a pin: GPIO 6 to 8 do not exist up to v3.4. */
  readonly isPin?: boolean | undefined;
}

interface Row extends Classification {
  readonly paths: readonly string[];
}

const everywhere: readonly Row[] = [
  { class: 'variant', trait: 'voltage', paths: ['config.dc_bus_overvoltage_trip_level', 'config.brake_resistance'] },
  { class: 'variant', trait: 'shunt', paths: ['axis*.motor.config.requested_current_range'] },
  { class: 'variant', trait: 'minor', paths: ['axis1.config.step_gpio_pin', 'axis1.config.dir_gpio_pin'] },
  { class: 'supply', paths: ['config.dc_bus_undervoltage_trip_level'] },
  { class: 'startup', paths: ['axis*.config.startup_*'] },
  { class: 'wiring', isPin: true, paths: ['axis*.config.step_gpio_pin', 'axis*.config.dir_gpio_pin'] },
  {
    class: 'wiring',
    paths: [
      'config.gpio*_pwm_mapping.*',
      'config.gpio*_analog_mapping.*',
      'axis*.config.enable_step_dir',
      'axis*.config.counts_per_step',
      'axis*.config.turns_per_step',
    ],
  },
  {
    class: 'motor',
    paths: ['phase_resistance', 'phase_inductance', 'pre_calibrated'].map((name) => `axis*.motor.config.${name}`),
  },
  { class: 'encoder', paths: ['axis*.encoder.config.pre_calibrated'] },
  {
    class: 'machine',
    paths: [
      'axis*.config.watchdog_timeout',
      'axis*.config.enable_watchdog',
      'axis*.config.*.*',
      'axis*.motor.config.*',
      'axis*.controller.config.*',
      'axis*.encoder.config.*',
      'axis*.sensorless_estimator.config.*',
      'axis*.trap_traj.config.*',
    ],
  },
];

/** Rows of 0.4 and 0.5.1 alike: the names 0.5.2 changed. */
const upTo051: readonly Row[] = [
  {
    class: 'wiring',
    paths: ['config.enable_uart', 'config.uart_baudrate', 'config.enable_i2c_instead_of_can', 'can.config.*'],
  },
  { class: 'identity', paths: ['axis*.config.can_node_id'] },
  { class: 'wiring', paths: ['axis*.config.can_*'] },
  {
    class: 'encoder',
    paths: ['axis*.motor.config.direction', 'axis*.encoder.config.offset', 'axis*.encoder.config.offset_float'],
  },
  {
    class: 'machine',
    paths: [
      'axis*.config.ramp_up_*',
      'axis*.config.spin_up_*',
      'axis*.fet_thermistor.config.*',
      'axis*.motor_thermistor.config.*',
    ],
  },
];

/** What came with 0.5 and is still there. */
const since05: readonly Row[] = [
  {
    class: 'variant',
    trait: 'voltage',
    paths: ['config.dc_bus_overvoltage_ramp_start', 'config.dc_bus_overvoltage_ramp_end'],
  },
  // What switches a set follows the values of that set, see sets.ts.
  { class: 'variant', paths: ['config.enable_dc_bus_overvoltage_ramp'] },
  { class: 'supply', paths: ['config.dc_max_*', 'config.max_regen_current'] },
  {
    class: 'wiring',
    isPin: true,
    paths: [
      'axis*.encoder.config.*_gpio_pin*',
      'axis*.*_endstop.config.gpio_num',
      'axis*.motor_thermistor.config.gpio_pin',
      'axis*.motor.motor_thermistor.config.gpio_pin',
      'axis*.mechanical_brake.config.gpio_num',
      'config.error_gpio_pin',
    ],
  },
  { class: 'wiring', paths: ['axis*.config.step_dir_always_on', 'axis*.mechanical_brake.config.is_active_low'] },
  { class: 'encoder', paths: ['axis*.controller.config.anticogging.pre_calibrated'] },
  {
    class: 'machine',
    paths: [
      'axis*.config.enable_sensorless_mode',
      'axis*.controller.config.anticogging.*',
      'axis*.*_endstop.config.*',
      'axis*.acim_estimator.config.*',
    ],
  },
];

const since052: readonly Row[] = [
  { class: 'variant', paths: ['config.enable_brake_resistor'] },
  { class: 'variant', trait: 'minor', paths: [6, 7, 8].map((pin) => `config.gpio${pin}_mode`) },
  { class: 'identity', paths: ['axis*.config.can.node_id'] },
  {
    class: 'wiring',
    paths: [
      'config.gpio*_mode',
      'config.enable_uart*',
      'config.enable_can*',
      'config.enable_i2c*',
      'config.uart*_baudrate',
      'config.uart*_protocol',
      'can.config.*',
      'axis*.config.can.*',
    ],
  },
  {
    class: 'encoder',
    paths: [
      'direction',
      'phase_offset',
      'phase_offset_float',
      'index_offset',
      'hall_polarity',
      'hall_polarity_calibrated',
    ].map((name) => `axis*.encoder.config.${name}`),
  },
  { class: 'machine', paths: ['axis*.motor.fet_thermistor.config.*', 'axis*.motor.motor_thermistor.config.*'] },
];

/** The table of each generation. Of several rows that fit the first one counts. */
const tables: Readonly<Record<ConfigurationGeneration, (path: string) => Row | undefined>> = {
  '0.4': globTable([...upTo051, ...everywhere]),
  '0.5.1': globTable([...upTo051, ...since05, ...everywhere]),
  '0.5.2': globTable([...since05, ...since052, ...everywhere]),
};

const plain: Classification = { class: 'plain' };

/** What `path` is in firmware of that generation. */
export function classOf(path: string, generation: ConfigurationGeneration): Classification {
  return tables[generation](path) ?? plain;
}

/** GPIO 6 to 8 came with v3.5. */
const youngPins = [6, 7, 8];
/** More than 40 A on M0 of a v3.4 ends in DRV_FAULT (ODrive documentation, "getting started"). */
const mostOnOldM0 = 40;

/** The trait a value depends on, which may be so for some values of a path only. */
export function traitOf(
  path: string,
  { trait, isPin }: Classification,
  value: unknown,
  target: BoardTraits | undefined,
): BoardTrait | undefined {
  if (trait) return trait;
  if (isPin && youngPins.includes(Number(value))) return 'minor';
  const isOld = target === undefined || target.minor === 4;
  const isHigh = path === 'axis0.motor.config.current_lim' && Number(value) > mostOnOldM0;
  return isOld && isHigh ? 'minor' : undefined;
}

/** Whether a value that depends on `trait` means the same on both boards; `undefined` where one of them is unknown. */
export function sameTrait(
  trait: BoardTrait,
  source: BoardTraits | undefined,
  target: BoardTraits | undefined,
): boolean | undefined {
  if (!source || !target) return undefined;
  if (trait === 'voltage') return voltageOf(source) === voltageOf(target);
  // 675 microohms up to v3.3, 500 after it.
  if (trait === 'shunt') return source.minor >= 4 === target.minor >= 4;
  return source.minor >= 5 === target.minor >= 5;
}
