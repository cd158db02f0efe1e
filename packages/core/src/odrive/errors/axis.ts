// Error flags of an axis as a whole.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `axisN.error`. */
export const axisFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'INVALID_STATE',
    releases: '..',
    code: 'axis.INVALID_STATE',
  },
  {
    bit: 1,
    name: 'DC_BUS_UNDER_VOLTAGE',
    releases: '..0.5.1',
    code: 'axis.DC_BUS_UNDER_VOLTAGE',
  },
  {
    bit: 2,
    name: 'DC_BUS_OVER_VOLTAGE',
    releases: '..0.5.1',
    code: 'axis.DC_BUS_OVER_VOLTAGE',
  },
  {
    bit: 3,
    name: 'CURRENT_MEASUREMENT_TIMEOUT',
    releases: '..0.5.1',
    code: 'axis.CURRENT_MEASUREMENT_TIMEOUT',
  },
  {
    bit: 4,
    name: 'BRAKE_RESISTOR_DISARMED',
    releases: '..0.5.1',
    code: 'axis.BRAKE_RESISTOR_DISARMED',
  },
  {
    bit: 5,
    name: 'MOTOR_DISARMED',
    releases: '..0.5.1',
    code: 'axis.MOTOR_DISARMED',
  },
  {
    bit: 6,
    name: 'MOTOR_FAILED',
    releases: '..0.5.1, 0.5.5..',
    code: 'axis.MOTOR_FAILED',
  },
  {
    bit: 7,
    name: 'SENSORLESS_ESTIMATOR_FAILED',
    releases: '..0.5.1, 0.5.5..',
    code: 'axis.SENSORLESS_ESTIMATOR_FAILED',
  },
  {
    bit: 8,
    name: 'ENCODER_FAILED',
    releases: '..0.5.1, 0.5.5..',
    code: 'axis.ENCODER_FAILED',
  },
  {
    bit: 9,
    name: 'CONTROLLER_FAILED',
    releases: '..0.5.1, 0.5.5..',
    code: 'axis.CONTROLLER_FAILED',
  },
  {
    bit: 10,
    name: 'POS_CTRL_DURING_SENSORLESS',
    releases: '..0.5.1',
    code: 'axis.POS_CTRL_DURING_SENSORLESS',
  },
  {
    bit: 11,
    name: 'WATCHDOG_TIMER_EXPIRED',
    releases: '0.4.2..',
    code: 'axis.WATCHDOG_TIMER_EXPIRED',
  },
  {
    bit: 12,
    name: 'MIN_ENDSTOP_PRESSED',
    releases: '0.5.1..',
    code: 'axis.MIN_ENDSTOP_PRESSED',
  },
  {
    bit: 13,
    name: 'MAX_ENDSTOP_PRESSED',
    releases: '0.5.1..',
    code: 'axis.MAX_ENDSTOP_PRESSED',
  },
  {
    bit: 14,
    name: 'ESTOP_REQUESTED',
    releases: '0.5.1..',
    code: 'axis.ESTOP_REQUESTED',
  },
  {
    bit: 17,
    name: 'HOMING_WITHOUT_ENDSTOP',
    releases: '0.5.1..',
    code: 'axis.HOMING_WITHOUT_ENDSTOP',
  },
  {
    bit: 18,
    name: 'OVER_TEMP',
    releases: '0.5.1..',
    code: 'axis.OVER_TEMP',
  },
  {
    bit: 19,
    name: 'UNKNOWN_POSITION',
    releases: '0.5.2..',
    code: 'axis.UNKNOWN_POSITION',
  },
];
