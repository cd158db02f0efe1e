import type { BackupMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

function problemText(json: BackupMessages['json.invalid']): string {
  switch (json.problem) {
    case 'too-long':
      return `länger als ${json.limit} Zeichen`;
    case 'too-deep':
      return `tiefer als ${json.limit} Ebenen verschachtelt`;
    case 'unexpected':
      return `erwartet wird ${json.character}`;
    case 'repeated-key':
      return `der Schlüssel „${json.key}“ noch einmal, mit anderem Wert`;
    default:
      return problems[json.problem];
  }
}

const problems = {
  'trailing-text': 'weiterer Text nach dem Wert',
  'no-value': 'erwartet wird ein Wert',
  'unterminated-string': 'nicht abgeschlossene Zeichenkette',
  'invalid-escape': 'ungültige Escape-Sequenz',
} as const;

export const backup: Texts<BackupMessages> = {
  'backup.invalid': ({ reason }, say) => `Keine Sicherung einer Konfiguration: ${say(reason)}.`,
  'backup.preset': 'die Datei ist eine Voreinstellung eines anderen Programms, keine Sicherung eines Boards',
  'backup.nothing-of-odrive': 'die Datei enthält keine ODrive-Konfiguration',
  'backup.other-program': 'die Datei gehört zu einem anderen Programm und ist keine Sicherung eines Boards',
  'backup.too-long': ({ bytes }) => `die Datei ist länger als ${bytes} Bytes`,
  'backup.printed-dictionary': 'die Datei ist ein ausgegebenes Python-Dictionary, kein JSON: mit json.dump schreiben',
  'backup.no-object': 'die Datei ist kein JSON-Objekt',
  'backup.newer': 'die Datei ist von einem neueren odflash',
  'backup.several-boards': ({ names }) =>
    `die Datei ist von mehreren Boards (${names.join(', ')}): nur den Teil eines Boards behalten`,
  'backup.two-values': ({ path }) => `die Datei enthält zwei verschiedene Werte für ${path}`,
  'backup.too-many-values': ({ values }) => `die Datei enthält mehr als ${values} Werte`,
  'backup.reads-differ': 'Wiederholtes Lesen der Konfiguration ergibt Unterschiede.',
  'json.invalid': (json) => `${problemText(json)} in Zeile ${json.line}, Zeichen ${json.column}`,
};
