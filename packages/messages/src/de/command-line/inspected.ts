import type { InspectedMessages } from '../../command-line/inspected.ts';
import type { Texts } from '../../language.ts';
import { decimal } from '../words.ts';

const witnesses = { otp: 'durch OTP bestätigt', option: 'von --board', firmware: 'nach Angabe der Firmware' } as const;

const unknown = {
  'not-an-f405': 'kein ODrive: die Speicheraufteilung ist nicht die des STM32F405',
  'layout-untold': 'unbekannt (der Bootloader beschreibt seinen Flash nicht)',
  'otp-blank': 'unbekannt (OTP leer)',
  'otp-foreign': 'unbekannt (OTP enthält etwas anderes)',
  'otp-unreadable': 'unbekannt (OTP kann nicht gelesen werden)',
  'not-reported': 'unbekannt (von der Firmware nicht gemeldet)',
} as const;

const contents = { blank: 'leer', unreadable: 'nicht lesbar', 'not-read': 'nicht gelesen' } as const;

const tells = { bytes: 'nach dem Inhalt', digest: 'nach dem ersten Download', name: 'nach dem Namen' } as const;

export const inspected: Texts<InspectedMessages> = {
  'inspected.row-serial-number': 'Seriennummer',
  'inspected.row-port': 'USB-Port',
  'inspected.row-board': 'Board',
  'inspected.row-protection': 'Schutz',
  'inspected.row-brown-out': 'Brown-out-Reset',
  'inspected.row-vector-table': 'Vektortabelle',
  'inspected.row-firmware': 'Firmware',
  'inspected.row-built-for': 'Gebaut für',
  'inspected.row-compatibility': 'Kompatibilität',
  'inspected.row-interrupted': 'Unterbrochen',
  'inspected.row-configuration': 'Konfiguration',
  'inspected.row-bus': 'Busspannung',
  'inspected.row-format': 'Format',
  'inspected.row-size': 'Größe',
  'inspected.row-segment': 'Segment',
  'inspected.row-gap': 'Lücke',
  'inspected.row-outside-flash': 'Außerhalb des Flash',
  'inspected.row-sectors': 'Sektoren',
  'inspected.row-product': 'Produkt',
  'inspected.row-board-check': 'Board-Prüfung',
  'inspected.row-target-name': 'Target-Name',
  'inspected.row-note': 'Hinweis',
  'inspected.none': 'keine',
  'inspected.unknown': 'unbekannt',
  'inspected.ok-because': ({ why }, say) => `ok: ${say(why)}`,
  'inspected.version-unknown': 'Version unbekannt',
  'inspected.board': ({ board, evidence }) => `ODrive ${board} (${witnesses[evidence]})`,
  'inspected.board-unknown': ({ why }) => unknown[why],
  'inspected.board-in-dfu': 'Das Board',
  'inspected.other-product': ({ product }, say) => `ein anderes Produkt: ${say(product)}`,
  'inspected.interrupted': 'ein früherer Lauf wurde unterbrochen; zum Abschließen noch einmal flashen',
  'inspected.protection': ({ read, level, write }) =>
    `${read ? `lesegeschützt${level === undefined ? '' : ` (Stufe ${level})`}` : 'nicht lesegeschützt'}${write === undefined ? '' : write === '' ? ', nicht schreibgeschützt' : `; Sektoren ${write} schreibgeschützt`}`,
  'inspected.brown-out': ({ volts }) => (volts === undefined ? 'aus' : `unter ${decimal(volts, 1)} V`),
  'inspected.sector': ({ index }) => `Sektor ${index}`,
  'inspected.sector-used': ({ size }) => `${size} belegt`,
  'inspected.sector-content': ({ content }) => contents[content],
  'inspected.sector-of-configuration': ({ writeProtected }) =>
    writeProtected ? 'Konfiguration, schreibgeschützt' : 'Konfiguration',
  'inspected.write-protected': 'schreibgeschützt',
  'inspected.running': 'ODrive mit laufender Firmware',
  'inspected.firmware': ({ release, reported }) =>
    `${release}${reported === undefined ? '' : ` (sie meldet ${reported})`}`,
  'inspected.configuration': ({ saved }) => (saved ? 'auf dem Board gespeichert' : 'auf dem Board keine gespeichert'),
  'inspected.bus': ({ volts }) => `${decimal(volts, 1)} V von der Firmware gemessen; mit der Versorgung vergleichen`,
  'inspected.axis': ({ state, flags }, say) => `${say(state)}; nach einem Neustart: ${flags.join(', ')}`,
  'inspected.unsafe-in-dfu': ({ board }) =>
    `Der DFU-Modus kann einen ODrive ${board} zerstören. Mit einem ST-Link flashen.`,
  'inspected.more-in-dfu':
    'Im DFU-Modus zeigt dieser Befehl auch den Schutz und den Inhalt des Flash. Zum Wechseln: odflash enter-dfu',
  'inspected.size': ({ size, segments }) => `${size} in ${segments === 1 ? '1 Segment' : `${segments} Segmenten`}`,
  'inspected.more': ({ count }) => `und ${count} weitere`,
  'inspected.sectors': ({ sectors, percent }) => `${sectors} (${percent} % des Flash)`,
  'inspected.known-by': ({ board, witness }, say) => `${say(board)}, ${tells[witness]}`,
};
