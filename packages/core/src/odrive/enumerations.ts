// Names people and other programs write for the numbers of a board (odrive/enums.py and odrive-interface.yaml at the
// fw-v* tags). With or without the name of the enumeration before it: POSITION_CONTROL, CONTROL_MODE_POSITION_CONTROL.

import { globTable } from './glob.ts';
import type { ConfigurationGeneration } from './release-order.ts';

interface Enumeration {
  readonly paths: readonly string[];
  readonly prefixes: readonly string[];
  /** Numbers by name. */
  readonly names: Readonly<Record<string, number>>;
  /** What differs in a generation; `undefined`: it has no such name. */
  readonly but?:
    | Readonly<Partial<Record<ConfigurationGeneration, Readonly<Record<string, number | undefined>>>>>
    | undefined;
}

const numbered = (names: string, first = 0) =>
  Object.fromEntries(names.split(' ').map((name, index) => [name, first + index]));

const enumerations: readonly Enumeration[] = [
  {
    paths: ['axis*.current_state', 'axis*.requested_state'],
    prefixes: ['AXIS_STATE_'],
    names: numbered(
      'UNDEFINED IDLE STARTUP_SEQUENCE FULL_CALIBRATION_SEQUENCE MOTOR_CALIBRATION SENSORLESS_CONTROL ENCODER_INDEX_SEARCH ENCODER_OFFSET_CALIBRATION CLOSED_LOOP_CONTROL LOCKIN_SPIN ENCODER_DIR_FIND HOMING ENCODER_HALL_POLARITY_CALIBRATION ENCODER_HALL_PHASE_CALIBRATION',
    ),
    but: {
      '0.4': {
        HOMING: undefined,
        ENCODER_HALL_POLARITY_CALIBRATION: undefined,
        ENCODER_HALL_PHASE_CALIBRATION: undefined,
      },
      '0.5.1': { ENCODER_HALL_POLARITY_CALIBRATION: undefined, ENCODER_HALL_PHASE_CALIBRATION: undefined },
      '0.5.2': { SENSORLESS_CONTROL: undefined },
    },
  },
  {
    paths: ['axis*.lockin_state'],
    prefixes: ['LOCKIN_STATE_'],
    names: numbered('INACTIVE RAMP ACCELERATE CONST_VEL'),
  },
  {
    paths: ['axis*.motor.armed_state'],
    prefixes: ['ARMED_STATE_'],
    names: numbered('DISARMED WAITING_FOR_TIMINGS WAITING_FOR_UPDATE ARMED'),
  },
  {
    paths: ['axis*.controller.config.control_mode'],
    prefixes: ['CONTROL_MODE_', 'CTRL_MODE_'],
    names: numbered('VOLTAGE_CONTROL TORQUE_CONTROL VELOCITY_CONTROL POSITION_CONTROL'),
    but: { '0.4': { TORQUE_CONTROL: undefined, CURRENT_CONTROL: 1, TRAJECTORY_CONTROL: 4 } },
  },
  {
    paths: ['axis*.controller.config.input_mode'],
    prefixes: ['INPUT_MODE_'],
    names: numbered('INACTIVE PASSTHROUGH VEL_RAMP POS_FILTER MIX_CHANNELS TRAP_TRAJ TORQUE_RAMP MIRROR TUNING'),
    but: { '0.5.1': { TUNING: undefined } },
  },
  {
    paths: ['axis*.motor.config.motor_type'],
    prefixes: ['MOTOR_TYPE_'],
    names: { HIGH_CURRENT: 0, GIMBAL: 2, ACIM: 3 },
    but: { '0.4': { ACIM: undefined } },
  },
  {
    paths: ['axis*.encoder.config.mode'],
    prefixes: ['ENCODER_MODE_'],
    names: {
      ...numbered('INCREMENTAL HALL SINCOS'),
      ...numbered('SPI_ABS_CUI SPI_ABS_AMS SPI_ABS_AEAT SPI_ABS_RLS SPI_ABS_MA732', 256),
    },
    but: { '0.5.1': { SPI_ABS_MA732: undefined } },
  },
  {
    paths: ['config.gpio*_mode'],
    prefixes: ['GPIO_MODE_'],
    names: numbered(
      'DIGITAL DIGITAL_PULL_UP DIGITAL_PULL_DOWN ANALOG_IN UART_A UART_B UART_C CAN_A I2C_A SPI_A PWM ENC0 ENC1 ENC2 MECH_BRAKE STATUS',
    ),
  },
  {
    paths: ['can.config.protocol'],
    prefixes: ['PROTOCOL_', 'CAN_PROTOCOL_'],
    names: { SIMPLE: 1 },
    but: { '0.5.1': { SIMPLE: 0 } },
  },
  {
    paths: ['config.usb_cdc_protocol', 'config.uart*_protocol'],
    prefixes: ['STREAM_PROTOCOL_TYPE_'],
    names: numbered('FIBRE ASCII STDOUT ASCII_AND_STDOUT'),
  },
];

const enumerationOf = globTable(enumerations);

/** The number a name stands for in this property, or `undefined` if it stands for none. */
export function numberOfName(path: string, text: string, generation: ConfigurationGeneration): number | undefined {
  const row = enumerationOf(path);
  if (!row) return undefined;
  const last = text.trim().toUpperCase().split('.').at(-1) ?? '';
  const prefix = row.prefixes.find((one) => last.startsWith(one)) ?? '';
  const name = last.slice(prefix.length);
  const special = row.but?.[generation];
  if (special && Object.hasOwn(special, name)) return special[name];
  return Object.hasOwn(row.names, name) ? row.names[name] : undefined;
}

/** The name of a number in this property, `AXIS_STATE_IDLE`, or `undefined` if it has none. */
export function nameOfNumber(path: string, number: number, generation: ConfigurationGeneration): string | undefined {
  const row = enumerationOf(path);
  const found = Object.entries({ ...row?.names, ...row?.but?.[generation] }).find(([, value]) => value === number);
  return found && `${row?.prefixes[0]}${found[0]}`;
}

/** Every name with every prefix, by number, as programs have them as constants: `AXIS_STATE_IDLE`. */
export function enumerationConstants(generation: ConfigurationGeneration): Readonly<Record<string, number>> {
  const constants: Record<string, number> = {};
  for (const { prefixes, names, but } of enumerations)
    for (const [name, value] of Object.entries({ ...names, ...but?.[generation] }))
      if (value !== undefined) for (const prefix of prefixes) constants[`${prefix}${name}`] = value;
  return constants;
}

/** The names a property's value can have, without their prefixes: `IDLE`. */
export function enumerationNames(path: string, generation: ConfigurationGeneration): readonly string[] {
  const row = enumerationOf(path);
  const names = Object.entries({ ...row?.names, ...row?.but?.[generation] });
  return names.flatMap(([name, value]) => (value === undefined ? [] : [name]));
}
