import type { StatusMessages } from '../../command-line/status.ts';
import type { Texts } from '../../language.ts';
import { deviceText } from '../words.ts';

const sensors = { fets: 'MOSFETs', motor: 'Motor' } as const;

export const status: Texts<StatusMessages> = {
  'status.nothing-to-clear': 'Es gibt nichts zu löschen.',
  'status.no-errors': 'Keine Fehler.',
  'status.boards-with-errors': ({ count, of }) => `${count} von ${of} Boards mit Fehlern.`,
  'status.in-dfu': ({ device }) => `Im DFU-Modus, Firmware läuft nicht: ${deviceText(device)}`,
  'status.unavailable': ({ device, why }, say) => `${deviceText(device)}: ${say(why)}`,
  'status.firmware': ({ release }) => `Firmware ${release}`,
  'status.row-bus': 'DC-Bus',
  'status.row-uptime': 'Laufzeit',
  'status.after-restart': ({ flags }) => `nach einem Neustart: ${flags.join(', ')}`,
  'status.temperature': ({ of, celsius }) =>
    `${sensors[of]} ${celsius === undefined ? 'Temperatur nicht gemessen' : `${celsius} °C`}`,
};
