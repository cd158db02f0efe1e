// Error flags of the thermistors, which have errors of their own in firmware 0.5.1.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `axisN.fet_thermistor.error`. */
export const fetThermistorFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'OVER_TEMP',
    releases: '0.5.1..0.5.1',
    code: 'fet-thermistor.OVER_TEMP',
  },
];

/** `axisN.motor_thermistor.error`. */
export const motorThermistorFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'OVER_TEMP',
    releases: '0.5.1..0.5.1',
    code: 'motor-thermistor.OVER_TEMP',
  },
];
