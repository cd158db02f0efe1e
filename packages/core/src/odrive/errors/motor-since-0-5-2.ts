// Error flags of a motor that came with firmware 0.5.2.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `axisN.motor.error`, bits 16 to 35. */
export const motorFlagsSince052: readonly ErrorFlag[] = [
  {
    bit: 16,
    name: 'MODULATION_IS_NAN',
    releases: '0.5.2..',
    code: 'motor.MODULATION_IS_NAN',
  },
  {
    bit: 17,
    name: 'MOTOR_THERMISTOR_OVER_TEMP',
    releases: '0.5.2..',
    code: 'motor.MOTOR_THERMISTOR_OVER_TEMP',
  },
  {
    bit: 18,
    name: 'FET_THERMISTOR_OVER_TEMP',
    releases: '0.5.2..',
    code: 'motor.FET_THERMISTOR_OVER_TEMP',
  },
  {
    bit: 19,
    name: 'TIMER_UPDATE_MISSED',
    releases: '0.5.2..',
    code: 'motor.TIMER_UPDATE_MISSED',
  },
  {
    bit: 20,
    name: 'CURRENT_MEASUREMENT_UNAVAILABLE',
    releases: '0.5.2..',
    code: 'motor.CURRENT_MEASUREMENT_UNAVAILABLE',
  },
  {
    bit: 21,
    name: 'CONTROLLER_FAILED',
    releases: '0.5.2..',
    code: 'motor.CONTROLLER_FAILED',
  },
  {
    bit: 22,
    name: 'I_BUS_OUT_OF_RANGE',
    releases: '0.5.2..',
    code: 'motor.I_BUS_OUT_OF_RANGE',
  },
  {
    bit: 23,
    name: 'BRAKE_RESISTOR_DISARMED',
    releases: '0.5.2..',
    code: 'motor.BRAKE_RESISTOR_DISARMED',
  },
  {
    bit: 24,
    name: 'SYSTEM_LEVEL',
    releases: '0.5.2..',
    code: 'motor.SYSTEM_LEVEL',
  },
  {
    bit: 25,
    name: 'BAD_TIMING',
    releases: '0.5.2..',
    code: 'motor.BAD_TIMING',
  },
  {
    bit: 26,
    name: 'UNKNOWN_PHASE_ESTIMATE',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_PHASE_ESTIMATE',
  },
  {
    bit: 27,
    name: 'UNKNOWN_PHASE_VEL',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_PHASE_VEL',
  },
  {
    bit: 28,
    name: 'UNKNOWN_TORQUE',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_TORQUE',
  },
  {
    bit: 29,
    name: 'UNKNOWN_CURRENT_COMMAND',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_CURRENT_COMMAND',
  },
  {
    bit: 30,
    name: 'UNKNOWN_CURRENT_MEASUREMENT',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_CURRENT_MEASUREMENT',
  },
  {
    bit: 31,
    name: 'UNKNOWN_VBUS_VOLTAGE',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_VBUS_VOLTAGE',
  },
  {
    bit: 32,
    name: 'UNKNOWN_VOLTAGE_COMMAND',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_VOLTAGE_COMMAND',
  },
  {
    bit: 33,
    name: 'UNKNOWN_GAINS',
    releases: '0.5.2..',
    code: 'motor.UNKNOWN_GAINS',
  },
  {
    bit: 34,
    name: 'CONTROLLER_INITIALIZING',
    releases: '0.5.2..',
    code: 'motor.CONTROLLER_INITIALIZING',
  },
  {
    bit: 35,
    name: 'UNBALANCED_PHASES',
    releases: '0.5.2..',
    code: 'motor.UNBALANCED_PHASES',
  },
];
