import type { MotorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import {
  as,
  brakeDeadtime,
  brakeDutyNan,
  busOverCurrent,
  busOverRegenCurrent,
  insideFirmware,
  overloaded,
  seeAlso,
  tooHot,
} from './words.ts';

const others = seeAlso('die anderen Flags');

export const motorFlags: Readonly<Record<MotorFlagCode, FlagText>> = {
  'motor.PHASE_RESISTANCE_OUT_OF_RANGE': {
    meaning: 'der gemessene Phasenwiderstand ist unplausibel',
    cause: 'Phasenleitung lose; resistance_calib_max_voltage zu niedrig für diesen Motor; calibration_current zu hoch',
    remedy:
      'Schrauben prüfen; es muss calibration_current * R < resistance_calib_max_voltage < 0.5 * vbus_voltage gelten',
  },
  'motor.PHASE_INDUCTANCE_OUT_OF_RANGE': {
    meaning: 'die gemessene Induktivität liegt außerhalb von 2 uH ... 4 mH (0.5.6: 2e-6 ... 4000e-6 H)',
    ...as('PHASE_RESISTANCE_OUT_OF_RANGE'),
  },
  'motor.ADC_FAILED': { meaning: 'der Wandler der Strommessung ist ausgefallen', ...insideFirmware },
  'motor.DRV_FAULT': {
    meaning: 'der Gate-Treiber DRV8301 meldet einen Fehler',
    cause:
      'Phasenkurzschluss, Überstrom, Einbruch der Gate-Versorgung (v3.4: M0 über etwa 40 A), keine Motorversorgung',
    remedy: 'Fehlerbits des Gate-Treibers lesen; v3.4: M0 höchstens mit 40 A betreiben; auf Kurzschlüsse prüfen',
  },
  'motor.CONTROL_DEADLINE_MISSED': {
    meaning: 'neue PWM-Zeiten kamen zu spät',
    cause: 'der Prozessor ist überlastet',
    remedy: 'Nichtbenötigtes ausschalten; melden, wenn es bleibt',
  },
  'motor.NOT_IMPLEMENTED_MOTOR_TYPE': {
    meaning: 'motor_type ist nicht implementiert',
    cause: 'motor_type = 1 oder unbekannt',
    remedy: '0 (Hochstrom), 2 (Gimbal), 3 (ACIM ab 0.5.1) setzen',
  },
  'motor.BRAKE_CURRENT_OUT_OF_RANGE': {
    meaning: 'nötiges Tastverhältnis der Bremse über 0.9 oder NaN',
    cause: 'Widerstand zu groß für die Bremsleistung, oder brake_resistance zu hoch eingestellt',
    remedy: 'kleinerer Widerstand, niedrigeres current_lim/vel_limit, richtige brake_resistance',
  },
  'motor.MODULATION_MAGNITUDE': {
    meaning: 'Busspannung zu niedrig für den gewünschten Strom',
    cause:
      'resistance_calib_max_voltage über der halben Busspannung; Gimbal-Grenzen zu hoch; Geschwindigkeit nahe der Grenze',
    remedy:
      'diese Spannung verringern; Gimbal: calibration_current und current_lim (Volt!) höchstens die halbe Busspannung',
  },
  'motor.BRAKE_DEADTIME_VIOLATION': brakeDeadtime,
  'motor.UNEXPECTED_TIMER_CALLBACK': { meaning: 'Timer-Callback eines unbekannten Timers', ...insideFirmware },
  'motor.CURRENT_SENSE_SATURATION': {
    meaning: 'Strommessverstärker am Ende seines Bereichs',
    cause: 'current_lim (+ Überschwingen) zu nah an max_allowed_current',
    remedy: 'requested_current_range erhöhen, speichern, neu starten',
  },
  'motor.INVERTER_OVER_TEMP': {
    meaning: 'FETs heißer als inverter_temp_limit_upper + 5 Grad',
    ...tooHot,
  },
  'motor.CURRENT_LIMIT_VIOLATION': {
    meaning: 'der Strom hat current_lim + current_lim_margin überschritten',
    cause: 'Überschwingen des Stromreglers',
    remedy: 'current_lim_margin erhöhen, wenn current_lim groß ist; neu kalibrieren',
  },
  'motor.CURRENT_UNSTABLE': {
    meaning: 'der Strom hat current_lim_tolerance * wirksame Grenze überschritten',
    cause: 'Überschwingen des Reglers, falsches R/L, Schlupf des Encoders',
    remedy: 'Motor neu kalibrieren, Toleranz etwas erhöhen, current_control_bandwidth verringern',
  },
  'motor.BRAKE_DUTY_CYCLE_NAN': brakeDutyNan,
  'motor.DC_BUS_OVER_REGEN_CURRENT': busOverRegenCurrent,
  'motor.DC_BUS_OVER_CURRENT': busOverCurrent,
  'motor.MODULATION_IS_NAN': {
    meaning: 'die PWM-Modulation ergab keine Zahl',
    cause: 'NaN in Verstärkungen, R oder L',
    remedy: 'Motor neu kalibrieren; in der Konfiguration nach NaN suchen',
  },
  'motor.MOTOR_THERMISTOR_OVER_TEMP': {
    meaning: 'Motorthermistor über seinem temp_limit_upper',
    cause: 'heißer Motor; oder Koeffizienten/Pin eines anderen Thermistors',
    remedy: 'abkühlen lassen; poly_coefficient_* und gpio_pin prüfen',
  },
  'motor.FET_THERMISTOR_OVER_TEMP': { meaning: 'FET-Thermistor über seinem temp_limit_upper', ...tooHot },
  'motor.TIMER_UPDATE_MISSED': {
    meaning: 'ein Timer-Ereignis wurde verpasst',
    cause: 'Überlastung oder Probleme mit Interrupts',
    remedy: 'das Board neu starten; melden, wenn es bleibt',
  },
  'motor.CURRENT_MEASUREMENT_UNAVAILABLE': {
    meaning: 'der Stromsensor wurde nicht rechtzeitig abgetastet',
    ...insideFirmware,
  },
  'motor.CONTROLLER_FAILED': { meaning: 'der untergeordnete Stromregler ist ausgefallen', ...others },
  'motor.I_BUS_OUT_OF_RANGE': {
    meaning: 'I_bus hat I_bus_hard_min ... I_bus_hard_max verlassen',
    cause: 'die Grenzen sind zu eng',
    remedy: 'die Grenzen erweitern',
  },
  'motor.BRAKE_RESISTOR_DISARMED': {
    meaning: 'PWM angefordert, während die Bremse eingeschaltet, aber nicht scharf ist',
    cause: 'enable_brake_resistor gerade ohne Neustart gesetzt; oder ein früherer Systemfehler',
    remedy: 'den Systemfehler lesen, dann die Fehler löschen oder neu starten',
  },
  'motor.SYSTEM_LEVEL': {
    meaning: 'wegen eines Systemfehlers abgeschaltet',
    ...seeAlso('den Fehler auf oberster Ebene'),
  },
  'motor.BAD_TIMING': { meaning: 'Regelschleife und Motorschleife sind außer Takt', ...overloaded },
  'motor.UNKNOWN_PHASE_ESTIMATE': {
    meaning: 'kein gültiger Rotorwinkel',
    cause:
      'Encoder nicht kalibriert / Index nicht gefunden: der geschlossene Regelkreis beginnt, sobald die Richtung bekannt ist, auch mit encoder.is_ready false',
    remedy: 'zuerst kalibrieren oder Indexsuche ausführen',
  },
  'motor.UNKNOWN_PHASE_VEL': {
    meaning: 'keine gültige Phasengeschwindigkeit',
    ...as('UNKNOWN_PHASE_ESTIMATE'),
  },
  'motor.UNKNOWN_TORQUE': {
    meaning: 'kein gültiger Drehmoment-Sollwert',
    cause: 'der Regler läuft nicht',
    remedy: 'controller.error prüfen',
  },
  'motor.UNKNOWN_CURRENT_COMMAND': {
    meaning: 'kein gültiger Strom-Sollwert',
    cause: 'der Regler ist nicht konfiguriert',
    remedy: 'die Einstellungen des Reglers prüfen',
  },
  'motor.UNKNOWN_CURRENT_MEASUREMENT': {
    meaning: 'keine gültige Strommessung',
    cause: 'oft nach CURRENT_SENSE_SATURATION',
    remedy: 'siehe die anderen Flags',
  },
  'motor.UNKNOWN_VBUS_VOLTAGE': { meaning: 'keine gültige Messung der Busspannung', ...insideFirmware },
  'motor.UNKNOWN_VOLTAGE_COMMAND': { meaning: 'keine gültige Vorsteuerspannung', ...insideFirmware },
  'motor.UNKNOWN_GAINS': {
    meaning: 'der Stromregler hat keine Verstärkungen',
    cause: 'phase_resistance/phase_inductance sind null',
    remedy: 'Motorkalibrierung ausführen, oder beide von Hand setzen',
  },
  'motor.CONTROLLER_INITIALIZING': {
    meaning: 'interner Wert, während der Regler startet',
    cause: 'der Regler startet',
    remedy: 'siehe die anderen Flags',
  },
  'motor.UNBALANCED_PHASES': {
    meaning: 'die Phasen weichen bei der Widerstandsmessung um mehr als 20 % voneinander ab',
    cause: 'lose Phasenleitung, Motor oder Messwiderstand beschädigt',
    remedy: 'Leitungen und Schrauben prüfen',
  },
};
