import type { EncoderFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { seeAlso } from './words.ts';

const wrongCounts = {
  meaning: 'die Messfahrt ergab eine andere Zahl von Counts, als cpr und pole_pairs erwarten lassen',
  cause: 'falsches cpr (= 4 x PPR) oder pole_pairs, Schalter des Encoders, Schlupf, Rastmoment',
} as const;

const noCounts: FlagText = {
  meaning: 'während der Messfahrt kamen keine Counts an',
  cause: 'Encoder an den falschen Pins, keine Versorgung',
  remedy: 'Verdrahtung prüfen',
};

export const encoderFlags: Readonly<Record<EncoderFlagCode, FlagText>> = {
  'encoder.UNSTABLE_GAIN': {
    meaning: 'Encoder-Bandbreite zu hoch für den Takt der Regelschleife',
    cause: 'encoder.config.bandwidth ist zu hoch',
    remedy: 'die Bandbreite verringern',
  },
  'encoder.CPR_OUT_OF_RANGE': { ...wrongCounts, remedy: 'cpr und pole_pairs korrigieren; Kupplung prüfen' },
  'encoder.CPR_POLEPAIRS_MISMATCH': {
    ...wrongCounts,
    remedy: 'cpr und pole_pairs korrigieren; calib_scan_distance bis auf das Vierfache erhöhen',
  },
  'encoder.NO_RESPONSE': noCounts,
  'encoder.RESPONSE': noCounts,
  'encoder.UNSUPPORTED_ENCODER_MODE': {
    meaning: 'encoder.config.mode ist in diesem Release ungültig',
    cause: 'ein Modus anderer Firmware',
    remedy: 'einen Modus setzen, den dieses Release hat',
  },
  'encoder.ILLEGAL_HALL_STATE': {
    meaning: 'Hall-Muster 000 oder 111',
    cause: 'Störungen, falsche Verdrahtung, Hall-Polarität',
    remedy: '22 nF von A, B, Z nach Masse; Leitungen prüfen; ignore_illegal_hall_state nur zum Test',
  },
  'encoder.INDEX_NOT_FOUND_YET': {
    meaning: 'noch kein Indeximpuls gesehen',
    cause: 'Encoder ohne Index, Z nicht verbunden, keine Indexsuche ausgeführt',
    remedy: 'Z verbinden, Indexsuche ausführen',
  },
  'encoder.ABS_SPI_TIMEOUT': {
    meaning: 'der SPI-Encoder hat nicht geantwortet',
    cause: 'falsche Verdrahtung',
    remedy: 'SPI und Chip-Select prüfen',
  },
  'encoder.ABS_SPI_COM_FAIL': {
    meaning: 'SPI-Encoder: mehr als 5 % der Messwerte sind fehlgeschlagen',
    cause: 'Störungen, lange Leitungen, falscher Modus oder falscher Chip-Select-Pin',
    remedy: 'kurze geschirmte Leitungen, richtiger Modus und abs_spi_cs_gpio_pin',
  },
  'encoder.ABS_SPI_NOT_READY': {
    meaning: 'SPI-Encoder nicht bereit',
    cause: 'falsche Verdrahtung',
    remedy: 'Verdrahtung prüfen',
  },
  'encoder.HALL_NOT_CALIBRATED_YET': {
    meaning: 'Hall-Polarität nicht kalibriert',
    cause: 'Offset- oder Phasenkalibrierung vor der Polaritätskalibrierung',
    remedy: 'AXIS_STATE_ENCODER_HALL_POLARITY_CALIBRATION ausführen',
  },
  'sensorless.UNSTABLE_GAIN': {
    meaning: 'PLL-Bandbreite zu hoch',
    cause: 'sensorless_estimator.config.pll_bandwidth ist zu hoch',
    remedy: 'die Bandbreite verringern',
  },
  'sensorless.UNKNOWN_CURRENT_MEASUREMENT': { meaning: 'keine gültige Strommessung', ...seeAlso('motor.error') },
};
