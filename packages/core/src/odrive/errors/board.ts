// Error flags of the whole board.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `error`. */
export const systemFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'CONTROL_ITERATION_MISSED',
    releases: '0.5.2..',
    code: 'system.CONTROL_ITERATION_MISSED',
  },
  {
    bit: 1,
    name: 'DC_BUS_UNDER_VOLTAGE',
    releases: '0.5.2..',
    code: 'system.DC_BUS_UNDER_VOLTAGE',
  },
  {
    bit: 2,
    name: 'DC_BUS_OVER_VOLTAGE',
    releases: '0.5.2..',
    code: 'system.DC_BUS_OVER_VOLTAGE',
  },
  {
    bit: 3,
    name: 'DC_BUS_OVER_REGEN_CURRENT',
    releases: '0.5.2..',
    code: 'system.DC_BUS_OVER_REGEN_CURRENT',
  },
  {
    bit: 4,
    name: 'DC_BUS_OVER_CURRENT',
    releases: '0.5.2..',
    code: 'system.DC_BUS_OVER_CURRENT',
  },
  {
    bit: 5,
    name: 'BRAKE_DEADTIME_VIOLATION',
    releases: '0.5.2..',
    code: 'system.BRAKE_DEADTIME_VIOLATION',
  },
  {
    bit: 6,
    name: 'BRAKE_DUTY_CYCLE_NAN',
    releases: '0.5.2..',
    code: 'system.BRAKE_DUTY_CYCLE_NAN',
  },
  {
    bit: 7,
    name: 'INVALID_BRAKE_RESISTANCE',
    releases: '0.5.2..',
    code: 'system.INVALID_BRAKE_RESISTANCE',
  },
];

/** `can.error`. */
export const canFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'DUPLICATE_CAN_IDS',
    releases: '0.5.1..',
    code: 'can.DUPLICATE_CAN_IDS',
  },
];
