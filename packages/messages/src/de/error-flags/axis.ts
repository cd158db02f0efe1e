import type { AxisFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { as, busOverVoltage, busUnderVoltage, seeAlso } from './words.ts';

export const axisFlags: Readonly<Record<AxisFlagCode, FlagText>> = {
  'axis.INVALID_STATE': {
    meaning: 'ein Zustand wurde angefordert, der jetzt nicht erlaubt ist',
    cause:
      'geschlossener Regelkreis oder Encoder-Kalibrierung vor der Motorkalibrierung; Encoder nicht bereit; Richtung unbekannt',
    remedy: 'die Kalibrierungen der Reihe nach ausführen; motor.is_calibrated, encoder.is_ready prüfen',
  },
  'axis.DC_BUS_UNDER_VOLTAGE': busUnderVoltage,
  'axis.DC_BUS_OVER_VOLTAGE': busOverVoltage,
  'axis.CURRENT_MEASUREMENT_TIMEOUT': {
    meaning: 'es kam keine rechtzeitige Strommessung',
    cause: 'Interrupt blockiert, Firmware überlastet',
    remedy: 'das Board neu starten; melden, wenn es bleibt',
  },
  'axis.BRAKE_RESISTOR_DISARMED': {
    meaning: 'der Ausgang des Bremswiderstands ist aus',
    cause:
      'Tastverhältnis der Bremse über 0.9 (Widerstand zu hoch eingestellt, oder zu viel Bremsstrom), anderer Fehler',
    remedy: 'die Ursache beheben, dann neu starten: bis 0.5.1 schaltet ihn nur ein Neustart wieder ein',
  },
  'axis.MOTOR_DISARMED': {
    meaning: 'der Motor wurde in einem laufenden Zustand unerwartet abgeschaltet',
    cause: 'Folge eines anderen Fehlers (Motor, Bus, Bremse)',
    remedy: 'motor.error und die andere Achse lesen',
  },
  'axis.MOTOR_FAILED': { meaning: 'der Motor hat einen Fehler gemeldet', ...seeAlso('motor.error') },
  'axis.SENSORLESS_ESTIMATOR_FAILED': {
    meaning: 'der sensorlose Schätzer hat einen Fehler gemeldet',
    ...seeAlso('sensorless_estimator.error'),
  },
  'axis.ENCODER_FAILED': { meaning: 'der Encoder hat einen Fehler gemeldet', ...seeAlso('encoder.error') },
  'axis.CONTROLLER_FAILED': { meaning: 'der Regler hat einen Fehler gemeldet', ...seeAlso('controller.error') },
  'axis.POS_CTRL_DURING_SENSORLESS': {
    meaning: 'Positionsregelung im sensorlosen Betrieb angefordert',
    cause: 'control_mode ist Position (oder Trajektorie)',
    remedy: 'Geschwindigkeits- oder Drehmoment-/Stromregelung verwenden',
  },
  'axis.WATCHDOG_TIMER_EXPIRED': {
    meaning: 'der Watchdog der Achse wurde nicht innerhalb von config.watchdog_timeout bedient',
    cause: 'Programm auf dem Rechner angehalten, Kabel ab, kein watchdog_feed',
    remedy: 'ihn bedienen, die Zeit verlängern, oder den Watchdog ausschalten (enable_watchdog in 0.5)',
  },
  'axis.MIN_ENDSTOP_PRESSED': {
    meaning: 'der Min-Endschalter hat geschlossen',
    cause: 'die Achse hat ihn erreicht, oder Verdrahtung/Polarität falsch',
    remedy: 'vorsichtig wegfahren, is_active_high und den GPIO-Modus prüfen',
  },
  'axis.MAX_ENDSTOP_PRESSED': { meaning: 'der Max-Endschalter hat geschlossen', ...as('MIN_ENDSTOP_PRESSED') },
  'axis.ESTOP_REQUESTED': {
    meaning: 'ein Nothalt kam über CAN',
    cause: 'eine CANSimple-estop-Nachricht',
    remedy: 'den Grund beseitigen, dann die Fehler löschen',
  },
  'axis.HOMING_WITHOUT_ENDSTOP': {
    meaning: 'Referenzfahrt ohne eingeschalteten Min-Endschalter angefordert',
    cause: 'min_endstop.config.enabled ist false',
    remedy: 'den Endschalter einschalten und verdrahten',
  },
  'axis.OVER_TEMP': {
    meaning: 'die Achse ist zu heiß',
    cause: 'siehe fet_thermistor.error / motor_thermistor.error (0.5.1) oder motor.error',
    remedy: 'abkühlen lassen, Strom verringern',
  },
  'axis.UNKNOWN_POSITION': {
    meaning: 'kein gültiger Positionswert',
    cause: 'Encoder oder Last-Encoder nicht bereit',
    remedy: 'kalibrieren oder Indexsuche ausführen; load_encoder_axis prüfen',
  },
};
