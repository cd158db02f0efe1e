import type { ActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { repeat } from './words.ts';

export const actions: Texts<ActionMessages> = {
  'next.nothing': '',
  'next.check-selection': '--serial und --path mit odflash list vergleichen.',
  'next.choose-by-path': 'Sie haben dieselbe Seriennummer; eines mit --path auswählen.',
  'next.choose-other-board':
    'Wenn dies ein ODrive-Klon mit einem solchen Chip ist, Werkzeug und Firmware seines Herstellers verwenden; wenn es ein anderes Gerät ist, das Board mit --serial oder --path auswählen.',
  'next.confirm-warnings': 'Zum Bestätigen --yes angeben.',
  'next.connect-powered-board':
    'Ein Datenkabel verwenden und die Versorgung des Boards einschalten; ein Board ohne Firmware erscheint nur im DFU-Modus (ab v3.5: DIP-Schalter auf DFU; Klone: BOOT gedrückt halten oder Jumper setzen).',
  'next.consent': ({ consent, otherwise }, say) =>
    `${otherwise === undefined ? '' : `${say(otherwise)} `}Zum Bestätigen --consent ${say.word(consent)} angeben.`,
  'next.free-disk-space': 'Speicherplatz freigeben oder mit --backup-dir einen anderen Ordner angeben.',
  'next.name-board-of-firmware': ({ firmware, board, boards }) =>
    `${firmwares[firmware]} wurde für ODrive ${board} gebaut. Wenn das Board eines ist (ein Klon: laut Hersteller), ${boards.map((name) => `--board ${name}`).join(' oder ')} angeben.`,
  'next.name-printed-board': ({ boards }) =>
    `Die auf das Board gedruckte Version und Spannung ablesen und mit --board angeben: ${boards.join(', ')}. Zum Namen eines Klons zeigt odflash die kompatible Version.`,
  'next.repeat-for-configuration': 'Denselben Befehl noch einmal ausführen: es geht mit der Konfiguration weiter.',
  'next.wait-for-other-process': `Warten, bis es endet, dann ${repeat}.`,
};

const firmwares = {
  running: 'Die laufende Firmware',
  'ran-before': 'Die Firmware, die auf dem Board lief,',
  installed: 'Die Firmware im Flash',
} as const;
