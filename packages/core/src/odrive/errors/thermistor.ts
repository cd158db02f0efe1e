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
    meaning: 'FETs too hot',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
];

/** `axisN.motor_thermistor.error`. */
export const motorThermistorFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'OVER_TEMP',
    releases: '0.5.1..0.5.1',
    meaning: 'motor too hot',
    cause: 'load, wrong coefficients',
    remedy: 'let it cool; check poly_coefficient_*',
  },
];
