// Error flags of a motor that most releases have, or that went with 0.5.2.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `axisN.motor.error`, bits 0 to 15. */
export const motorFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'PHASE_RESISTANCE_OUT_OF_RANGE',
    releases: '..',
    code: 'motor.PHASE_RESISTANCE_OUT_OF_RANGE',
  },
  {
    bit: 1,
    name: 'PHASE_INDUCTANCE_OUT_OF_RANGE',
    releases: '..',
    code: 'motor.PHASE_INDUCTANCE_OUT_OF_RANGE',
  },
  {
    bit: 2,
    name: 'ADC_FAILED',
    releases: '..0.5.1',
    code: 'motor.ADC_FAILED',
  },
  {
    bit: 3,
    name: 'DRV_FAULT',
    releases: '..',
    code: 'motor.DRV_FAULT',
  },
  {
    bit: 4,
    name: 'CONTROL_DEADLINE_MISSED',
    releases: '..',
    code: 'motor.CONTROL_DEADLINE_MISSED',
  },
  {
    bit: 5,
    name: 'NOT_IMPLEMENTED_MOTOR_TYPE',
    releases: '..0.5.1',
    code: 'motor.NOT_IMPLEMENTED_MOTOR_TYPE',
  },
  {
    bit: 6,
    name: 'BRAKE_CURRENT_OUT_OF_RANGE',
    releases: '..0.5.1',
    code: 'motor.BRAKE_CURRENT_OUT_OF_RANGE',
  },
  {
    bit: 7,
    name: 'MODULATION_MAGNITUDE',
    releases: '..',
    code: 'motor.MODULATION_MAGNITUDE',
  },
  {
    bit: 8,
    name: 'BRAKE_DEADTIME_VIOLATION',
    releases: '..0.5.1',
    code: 'motor.BRAKE_DEADTIME_VIOLATION',
  },
  {
    bit: 9,
    name: 'UNEXPECTED_TIMER_CALLBACK',
    releases: '..0.5.1',
    code: 'motor.UNEXPECTED_TIMER_CALLBACK',
  },
  {
    bit: 10,
    name: 'CURRENT_SENSE_SATURATION',
    releases: '0.4.2..',
    code: 'motor.CURRENT_SENSE_SATURATION',
  },
  {
    bit: 11,
    name: 'INVERTER_OVER_TEMP',
    releases: '0.4.2..0.4.12',
    code: 'motor.INVERTER_OVER_TEMP',
  },
  {
    bit: 12,
    name: 'CURRENT_LIMIT_VIOLATION',
    releases: '0.5.1..',
    code: 'motor.CURRENT_LIMIT_VIOLATION',
  },
  {
    bit: 12,
    name: 'CURRENT_UNSTABLE',
    releases: '0.4.2..0.4.12',
    code: 'motor.CURRENT_UNSTABLE',
  },
  {
    bit: 13,
    name: 'BRAKE_DUTY_CYCLE_NAN',
    releases: '0.5.1..0.5.1',
    code: 'motor.BRAKE_DUTY_CYCLE_NAN',
  },
  {
    bit: 14,
    name: 'DC_BUS_OVER_REGEN_CURRENT',
    releases: '0.5.1..0.5.1',
    code: 'motor.DC_BUS_OVER_REGEN_CURRENT',
  },
  {
    bit: 15,
    name: 'DC_BUS_OVER_CURRENT',
    releases: '0.5.1..0.5.1',
    code: 'motor.DC_BUS_OVER_CURRENT',
  },
];
