import type { CalibrationMessages } from '../../command-line/calibration.ts';
import type { Texts } from '../../language.ts';

export const calibration: Texts<CalibrationMessages> = {
  'calibration.planned': 'Probelauf: es wurde nichts bewegt.',
  'calibration.failed': ({ axis, step }, say) => `${axis} ist in Ruhe: fehlgeschlagen im Schritt „${say(step)}“.`,
  'calibration.done': ({ axis }) => `${axis} ist kalibriert und in Ruhe.`,
  'calibration.saved': 'Gespeichert.',
  'calibration.not-saved':
    'Nicht gespeichert: die Ergebnisse gehen beim nächsten Neustart verloren. Mit --save ausführen, um sie zu behalten.',
  'call.planned': ({ path }) => `Probelauf: ${path} wurde nicht aufgerufen.`,
  'call.called': ({ path }) => `${path} wurde aufgerufen.`,
  'call.unknown': ({ path }) =>
    `${path} wurde einmal gesendet, und die Antwort ging verloren: ob es ausgeführt wurde, ist unbekannt. Das Board ansehen: odflash status`,
};
