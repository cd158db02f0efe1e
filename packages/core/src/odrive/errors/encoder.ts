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
    meaning: 'encoder bandwidth too high for the loop rate',
    cause: 'encoder.config.bandwidth is too high',
    remedy: 'lower the bandwidth',
  },
  {
    bit: 1,
    name: 'CPR_OUT_OF_RANGE',
    releases: '..0.4.12',
    meaning: 'the scan moved another number of counts than cpr and pole_pairs predict',
    cause: 'wrong cpr (= 4 x PPR) or pole_pairs, encoder switches, slip, cogging',
    remedy: 'correct cpr and pole_pairs; check the coupling',
  },
  {
    bit: 1,
    name: 'CPR_POLEPAIRS_MISMATCH',
    releases: '0.5.1..',
    meaning: 'the scan moved another number of counts than cpr and pole_pairs predict',
    cause: 'wrong cpr (= 4 x PPR) or pole_pairs, encoder switches, slip, cogging',
    remedy: 'correct cpr and pole_pairs; raise calib_scan_distance up to fourfold',
  },
  {
    bit: 2,
    name: 'NO_RESPONSE',
    releases: '0.4.2..',
    meaning: 'no counts arrived during the scan',
    cause: 'encoder wired to the wrong pins, no supply',
    remedy: 'check wiring',
  },
  {
    bit: 2,
    name: 'RESPONSE',
    releases: '..0.4.1',
    meaning: 'no counts arrived during the scan',
    cause: 'encoder wired to the wrong pins, no supply',
    remedy: 'check wiring',
  },
  {
    bit: 3,
    name: 'UNSUPPORTED_ENCODER_MODE',
    releases: '..',
    meaning: 'encoder.config.mode is not valid in this release',
    cause: 'a mode of other firmware',
    remedy: 'set a mode this release has',
  },
  {
    bit: 4,
    name: 'ILLEGAL_HALL_STATE',
    releases: '..',
    meaning: 'hall pattern 000 or 111',
    cause: 'noise, wrong wiring, hall polarity',
    remedy: '22 nF from A, B, Z to ground; check wires; ignore_illegal_hall_state only as a test',
  },
  {
    bit: 5,
    name: 'INDEX_NOT_FOUND_YET',
    releases: '0.4.2..',
    meaning: 'no index pulse seen yet',
    cause: 'encoder without index, Z not connected, no index search done',
    remedy: 'wire Z, run the index search',
  },
  {
    bit: 6,
    name: 'ABS_SPI_TIMEOUT',
    releases: '0.5.1..',
    meaning: 'SPI encoder did not answer',
    cause: 'wrong wiring',
    remedy: 'check SPI and chip-select',
  },
  {
    bit: 7,
    name: 'ABS_SPI_COM_FAIL',
    releases: '0.5.1..',
    meaning: 'SPI encoder: more than 5 % of the readings failed',
    cause: 'noise, long wires, wrong mode or chip-select pin',
    remedy: 'short shielded wires, right mode and abs_spi_cs_gpio_pin',
  },
  {
    bit: 8,
    name: 'ABS_SPI_NOT_READY',
    releases: '0.5.1..',
    meaning: 'SPI encoder not ready',
    cause: 'wrong wiring',
    remedy: 'check wiring',
  },
  {
    bit: 9,
    name: 'HALL_NOT_CALIBRATED_YET',
    releases: '0.5.2..',
    meaning: 'hall polarity not calibrated',
    cause: 'offset or phase calibration before polarity calibration',
    remedy: 'run AXIS_STATE_ENCODER_HALL_POLARITY_CALIBRATION',
  },
];

/** `axisN.sensorless_estimator.error`. */
export const sensorlessFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'UNSTABLE_GAIN',
    releases: '..',
    meaning: 'PLL bandwidth too high',
    cause: 'sensorless_estimator.config.pll_bandwidth is too high',
    remedy: 'lower the bandwidth',
  },
  {
    bit: 1,
    name: 'UNKNOWN_CURRENT_MEASUREMENT',
    releases: '0.5.2..',
    meaning: 'no valid current measurement',
    cause: 'see motor.error',
    remedy: 'see motor.error',
  },
];
