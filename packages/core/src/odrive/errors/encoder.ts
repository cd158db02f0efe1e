// Error flags of an encoder and of the estimator that stands in for one.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `axisN.encoder.error`. */
export const encoderFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'UNSTABLE_GAIN',
    releases: '..',
    code: 'encoder.UNSTABLE_GAIN',
  },
  {
    bit: 1,
    name: 'CPR_OUT_OF_RANGE',
    releases: '..0.4.12',
    code: 'encoder.CPR_OUT_OF_RANGE',
  },
  {
    bit: 1,
    name: 'CPR_POLEPAIRS_MISMATCH',
    releases: '0.5.1..',
    code: 'encoder.CPR_POLEPAIRS_MISMATCH',
  },
  {
    bit: 2,
    name: 'NO_RESPONSE',
    releases: '0.4.2..',
    code: 'encoder.NO_RESPONSE',
  },
  {
    bit: 2,
    name: 'RESPONSE',
    releases: '..0.4.1',
    code: 'encoder.RESPONSE',
  },
  {
    bit: 3,
    name: 'UNSUPPORTED_ENCODER_MODE',
    releases: '..',
    code: 'encoder.UNSUPPORTED_ENCODER_MODE',
  },
  {
    bit: 4,
    name: 'ILLEGAL_HALL_STATE',
    releases: '..',
    code: 'encoder.ILLEGAL_HALL_STATE',
  },
  {
    bit: 5,
    name: 'INDEX_NOT_FOUND_YET',
    releases: '0.4.2..',
    code: 'encoder.INDEX_NOT_FOUND_YET',
  },
  {
    bit: 6,
    name: 'ABS_SPI_TIMEOUT',
    releases: '0.5.1..',
    code: 'encoder.ABS_SPI_TIMEOUT',
  },
  {
    bit: 7,
    name: 'ABS_SPI_COM_FAIL',
    releases: '0.5.1..',
    code: 'encoder.ABS_SPI_COM_FAIL',
  },
  {
    bit: 8,
    name: 'ABS_SPI_NOT_READY',
    releases: '0.5.1..',
    code: 'encoder.ABS_SPI_NOT_READY',
  },
  {
    bit: 9,
    name: 'HALL_NOT_CALIBRATED_YET',
    releases: '0.5.2..',
    code: 'encoder.HALL_NOT_CALIBRATED_YET',
  },
];

/** `axisN.sensorless_estimator.error`. */
export const sensorlessFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'UNSTABLE_GAIN',
    releases: '..',
    code: 'sensorless.UNSTABLE_GAIN',
  },
  {
    bit: 1,
    name: 'UNKNOWN_CURRENT_MEASUREMENT',
    releases: '0.5.2..',
    code: 'sensorless.UNKNOWN_CURRENT_MEASUREMENT',
  },
];
