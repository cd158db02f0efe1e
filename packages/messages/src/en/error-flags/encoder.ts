import type { EncoderFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const encoderFlags: Readonly<Record<EncoderFlagCode, FlagText>> = {
  'encoder.UNSTABLE_GAIN': {
    meaning: 'encoder bandwidth too high for the loop rate',
    cause: 'encoder.config.bandwidth is too high',
    remedy: 'lower the bandwidth',
  },
  'encoder.CPR_OUT_OF_RANGE': {
    meaning: 'the scan moved another number of counts than cpr and pole_pairs predict',
    cause: 'wrong cpr (= 4 x PPR) or pole_pairs, encoder switches, slip, cogging',
    remedy: 'correct cpr and pole_pairs; check the coupling',
  },
  'encoder.CPR_POLEPAIRS_MISMATCH': {
    meaning: 'the scan moved another number of counts than cpr and pole_pairs predict',
    cause: 'wrong cpr (= 4 x PPR) or pole_pairs, encoder switches, slip, cogging',
    remedy: 'correct cpr and pole_pairs; raise calib_scan_distance up to fourfold',
  },
  'encoder.NO_RESPONSE': {
    meaning: 'no counts arrived during the scan',
    cause: 'encoder wired to the wrong pins, no supply',
    remedy: 'check wiring',
  },
  'encoder.RESPONSE': {
    meaning: 'no counts arrived during the scan',
    cause: 'encoder wired to the wrong pins, no supply',
    remedy: 'check wiring',
  },
  'encoder.UNSUPPORTED_ENCODER_MODE': {
    meaning: 'encoder.config.mode is not valid in this release',
    cause: 'a mode of other firmware',
    remedy: 'set a mode this release has',
  },
  'encoder.ILLEGAL_HALL_STATE': {
    meaning: 'hall pattern 000 or 111',
    cause: 'noise, wrong wiring, hall polarity',
    remedy: '22 nF from A, B, Z to ground; check wires; ignore_illegal_hall_state only as a test',
  },
  'encoder.INDEX_NOT_FOUND_YET': {
    meaning: 'no index pulse seen yet',
    cause: 'encoder without index, Z not connected, no index search done',
    remedy: 'wire Z, run the index search',
  },
  'encoder.ABS_SPI_TIMEOUT': {
    meaning: 'SPI encoder did not answer',
    cause: 'wrong wiring',
    remedy: 'check SPI and chip-select',
  },
  'encoder.ABS_SPI_COM_FAIL': {
    meaning: 'SPI encoder: more than 5 % of the readings failed',
    cause: 'noise, long wires, wrong mode or chip-select pin',
    remedy: 'short shielded wires, right mode and abs_spi_cs_gpio_pin',
  },
  'encoder.ABS_SPI_NOT_READY': {
    meaning: 'SPI encoder not ready',
    cause: 'wrong wiring',
    remedy: 'check wiring',
  },
  'encoder.HALL_NOT_CALIBRATED_YET': {
    meaning: 'hall polarity not calibrated',
    cause: 'offset or phase calibration before polarity calibration',
    remedy: 'run AXIS_STATE_ENCODER_HALL_POLARITY_CALIBRATION',
  },
  'sensorless.UNSTABLE_GAIN': {
    meaning: 'PLL bandwidth too high',
    cause: 'sensorless_estimator.config.pll_bandwidth is too high',
    remedy: 'lower the bandwidth',
  },
  'sensorless.UNKNOWN_CURRENT_MEASUREMENT': {
    meaning: 'no valid current measurement',
    cause: 'see motor.error',
    remedy: 'see motor.error',
  },
};
