import type { ShellMessages } from '../../command-line/shell.ts';
import type { Texts } from '../../language.ts';
import { deviceText } from '../words.ts';

const inputs = { position: 'die Position', velocity: 'die Geschwindigkeit' } as const;

const units = { turns: 'Umdrehungen', counts: 'Counts' } as const;

export const shell: Texts<ShellMessages> = {
  'shell.board': ({ name, device, firmware }) => `${name} ist ${deviceText(device)}, Firmware ${firmware}.`,
  'shell.disconnected': ({ name }) => `${name} ist nicht mehr verbunden.`,
  'shell.reconnected': ({ name }) => `${name} hat sich wieder angemeldet.`,
  'shell.no-board-yet': 'Noch läuft kein Board. Das erste, das angeschlossen wird, heißt odrv0.',
  'shell.not-connected':
    'Die Shell hat keine Verbindung zu ihm. Schließen, was es sonst verwendet, und es neu anstecken, oder die Shell neu starten.',
  'shell.no-history': ({ why }, say) => `Die Zeilen dieser Shell werden nicht aufgehoben: ${say(why)}`,
  'shell.keys':
    'Tab ergänzt, await liest: await odrv0.vbus_voltage. Ctrl-C bricht ab, was läuft, Ctrl-D beendet die Shell.',
  'shell.axis-lost-with-watchdog': ({ axis }) =>
    `${axis} war scharf, als die Verbindung abbrach. Ihr Watchdog setzt sie 2 s danach auf IDLE.`,
  'shell.axis-restarted': ({ axis }) => `${axis} war scharf, als das Board neu startete, und wird nicht mehr gehalten.`,
  'shell.axis-lost': ({ axis }) =>
    `${axis} war scharf, als die Verbindung abbrach, und diese Firmware hat keinen Watchdog: die Versorgung ausschalten.`,
  'shell.axis-failed': ({ axis, board }) => `${axis} ist in Ruhe, mit Fehlern. Zum Erklären: ${board}.dump_errors()`,
  'shell.axis-idle': ({ axis }) => `${axis} ist wieder in Ruhe.`,
  'shell.set-to-idle': ({ axes }) =>
    `${axes.join(' und ')} ${axes.length === 1 ? 'wird' : 'werden'} am Ende der Shell auf IDLE gesetzt. Eine Last kann fallen.`,
  'shell.none-in-use': 'Keiner ist in Gebrauch.',
  'shell.interrupt': ({ count, priority }) => `Anzahl ${count}, Priorität ${priority}`,
  'shell.dma': ({ channel, priority }) => `Kanal ${channel}, Priorität ${priority}`,
  'shell.values-in-file': ({ count, file }) => `${count} Werte geschrieben nach ${file}`,
  'shell.step': ({ axis, of, by, unit, after }) =>
    `step_and_plot schaltet ${axis} scharf, ändert nach ${after} s ${inputs[of]} um ${by} ${units[unit]}${of === 'velocity' ? '/s' : ''} und setzt die Achse am Ende auf IDLE.`,
};
