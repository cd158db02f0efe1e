import type { ProgressMessages } from '../../command-line/progress.ts';
import type { Texts } from '../../language.ts';

const knownBy = { proof: 'durch OTP bestätigt', claim: 'nach Angabe der Firmware' } as const;

const actions = { rewrite: 'neu schreiben', erase: 'löschen' } as const;

const records = { log: 'Das Log', trace: 'Die Aufzeichnung' } as const;

/** What the system's codes mean for a file that could be opened. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'der Datenträger ist voll',
  EDQUOT: 'das Kontingent des Datenträgers ist aufgebraucht',
  EFBIG: 'die maximale Dateigröße ist erreicht',
  EROFS: 'das Dateisystem ist schreibgeschützt geworden',
  EIO: 'der Datenträger hat einen Fehler gemeldet',
  EPIPE: 'der Leser wurde geschlossen',
  EAGAIN: 'der Leser liest nicht',
};

export const progress: Texts<ProgressMessages> = {
  'progress.board': ({ serial, path }) => `Board ${serial ?? 'ohne Seriennummer'} an ${path}`,
  'progress.running': ({ serial, path, board, evidence, firmware }) =>
    `Board ${serial ?? 'ohne Seriennummer'} an ${path}: ${board === undefined ? 'ein ODrive' : `ODrive ${board} (${knownBy[evidence]})`}, auf dem Firmware ${firmware} läuft`,
  'progress.entering-dfu': 'Das Board wird in den DFU-Modus gewechselt.',
  'progress.starting-old':
    'Die alte Firmware wird gestartet, um ihre Konfiguration zu lesen. Motoren mit startup_*-Flags werden sich bewegen.',
  'progress.starting-new': 'Die neue Firmware wird gestartet.',
  'progress.recovering': ({ cause, attempt }, say) => `${say(cause)} (Versuch ${attempt})`,
  'progress.recovered': 'Behoben, es geht weiter.',
  'progress.waiting': ({ time }) => `Es wird bis zu ${time} gewartet; Strg-C (Ctrl-C) bricht ab.`,
  'progress.no-board-in-dfu':
    'Noch kein Board im DFU-Modus. DIP-Schalter auf DFU stellen (ab v3.5; Klone: BOOT gedrückt halten oder Jumper setzen), ein USB-Datenkabel anschließen und die DC-Versorgung aus- und einschalten.',
  'progress.no-probe': 'Noch kein ST-Link. Den ST-Link anschließen und das Board versorgen.',
  'progress.other-boards': ({ others }, say) =>
    `Verbunden, aber nicht das ausgewählte Board: ${others.map(say).join(', ')}`,
  'progress.firmware': ({ name, version, board, format, verified }, say) =>
    `Firmware ${name} (${[version === undefined ? 'Version unbekannt' : `Version ${version}`, board === undefined ? 'Board unbekannt' : `für: ${say(board)}`, say(format), ...(verified === undefined ? [] : [verified])].join(', ')})`,
  'progress.more-ranges': ({ count }) => `und ${count} ${count === 1 ? 'weiterer Bereich' : 'weitere Bereiche'}`,
  'progress.plan': ({ action, count, sectors, write, unchanged, time }) =>
    `Plan: ${[`${count} ${count === 1 ? 'Sektor' : 'Sektoren'} ${actions[action]} (${sectors})`, ...(write === undefined ? [] : [`${write.size} schreiben, je ${write.width} Bit`]), ...(unchanged === undefined ? [] : [`${unchanged} überspringen (unverändert)`])].join('; ')}; etwa ${time}`,
  'progress.reading': ({ size, time }) =>
    `Der jetzige Inhalt des Flash wird gelesen: ${size ?? 'der ganze Flash'}, höchstens ${time}`,
  'progress.sector': ({ sector, again, left }) =>
    `Sektor ${sector} ${again ? 'wird neu geschrieben' : 'geprüft'}${left === undefined ? '' : `, noch ${left}`}`,
  'progress.time-left': ({ time }) => `noch ${time}`,
  'progress.record-ends': ({ record, path, why }, say) => `${records[record]} ${path} endet hier: ${say(why)}`,
  'progress.record-reason': ({ system }) =>
    `${reasons[system] ?? 'in diese Datei kann nicht geschrieben werden'} (${system})`,
  'progress.record-full': ({ mebibytes }) => `das Limit von ${mebibytes} MiB ist erreicht`,
  'progress.idling-first': ({ axes }) =>
    `${axes.join(' und ')} ${axes.length === 1 ? 'wird' : 'werden'} auf IDLE gesetzt, dann endet dies. Den Motor sofort anhalten: die Versorgung abschalten.`,
  'progress.stopping-leaves-unbootable':
    'Der Flash wird gerade geschrieben. Bei einem Abbruch startet das Board nicht, bis es neu geflasht ist. Noch einmal Ctrl-C bricht beim nächsten Block ab.',
  'progress.phase-connect': 'Verbinden',
  'progress.phase-inspect': 'Lesen',
  'progress.phase-erase': 'Löschen',
  'progress.phase-write': 'Schreiben',
  'progress.phase-verify': 'Prüfen',
  'progress.phase-start': 'Starten',
  'progress.phase-backup': 'Sichern',
  'progress.phase-restore': 'Wiederherstellen',
};
