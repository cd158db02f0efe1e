import type { ControllerFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const controllerFlags: Readonly<Record<ControllerFlagCode, FlagText>> = {
  'controller.OVERSPEED': {
    meaning: 'Geschwindigkeit über vel_limit * vel_limit_tolerance',
    cause:
      'vel_limit zu niedrig (Standard 2 turn/s = 120 rpm; 0.4: 20000 counts/s), Laständerung, Durchgehen des Motors',
    remedy: 'vel_limit oder Toleranz erhöhen; 0.4: Toleranz 0 schaltet die Prüfung aus; 0.5: enable_overspeed_error',
  },
  'controller.INVALID_INPUT_MODE': {
    meaning: 'input_mode ist ungültig',
    cause: 'ein Wert anderer Firmware',
    remedy: 'einen gültigen InputMode setzen',
  },
  'controller.UNSTABLE_GAIN': {
    meaning: 'Verstärkung zu hoch für einen stabilen Regler',
    cause: 'die Bandbreite ist zu hoch',
    remedy: 'die Bandbreite verringern',
  },
  'controller.INVALID_MIRROR_AXIS': {
    meaning: 'axis_to_mirror ist ungültig',
    cause: 'der Standardwert, 255, steht für keine',
    remedy: '0 oder 1 setzen',
  },
  'controller.INVALID_LOAD_ENCODER': {
    meaning: 'load_encoder_axis ist ungültig',
    cause: 'eine andere Zahl ist gesetzt',
    remedy: '0 oder 1 setzen',
  },
  'controller.INVALID_ESTIMATE': {
    meaning: 'kein gültiger linearer Positions- oder Geschwindigkeitswert',
    cause: 'Encoder-Fehler, oder Encoder nicht bereit',
    remedy: 'siehe encoder.error',
  },
  'controller.INVALID_CIRCULAR_RANGE': {
    meaning: 'kein gültiger zirkularer Positionswert',
    cause: 'Encoder-Fehler, circular_setpoint_range',
    remedy: 'siehe encoder.error',
  },
  'controller.SPINOUT_DETECTED': {
    meaning: 'mechanische und elektrische Leistung passen nicht zusammen',
    cause: 'der Encoder rutscht, falscher oder fremder Encoder-Offset, falsche Indeximpulse',
    remedy: 'Kupplung prüfen, Offset-Kalibrierung wiederholen, Indexleitung schirmen',
  },
};
