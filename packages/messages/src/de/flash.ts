import { hex8, hex32 } from '@odflash/core/bytes';
import type { FlashMessages, RecordName } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** `Die Aufzeichnung DATEI eines unterbrochenen Laufs vom DATUM (Undo-Sicherung DATEI, Konfiguration DATEI)`. */
function recordText({ locations, begun, undo, configuration }: RecordName): string {
  const when = begun === undefined ? '' : ` vom ${begun}`;
  const files = [
    ...(undo === undefined ? [] : [`Undo-Sicherung ${undo}`]),
    ...(configuration === undefined ? [] : [`Konfiguration ${configuration}`]),
  ];
  const named = files.length > 0 ? ` (${files.join(', ')})` : '';
  return `Die Aufzeichnung ${locations.join(' und ')} eines unterbrochenen Laufs${when}${named}`;
}

const protections = { read: 'Leseschutz', write: 'Schreibschutz' } as const;

const protectedBy = { read: 'lesegeschützt', write: 'schreibgeschützt' } as const;

const losses = {
  read: 'löscht alles auf dem Chip, auch die Konfiguration',
  write: 'ändert die Option-Bytes',
} as const;

const journal = { written: 'geschrieben', removed: 'entfernt' } as const;

export const flash: Texts<FlashMessages> = {
  'flash.bytes-because-of-vectors':
    'Der Chip wird byteweise programmiert, was länger dauert: mit der jetzigen Firmware könnte ein Bus-Reset während der Umstellung auf Wörter ihren Stackpointer beschädigen. Der nächste Flash läuft mit voller Geschwindigkeit.',
  'flash.narrower-than-planned': ({ width, planned }) => `Der Chip programmiert x${width} statt x${planned}.`,
  'flash.narrower-after-mismatch': ({ width }) =>
    `Abweichung beim Zurücklesen: weiter mit Programmierung in x${width}.`,
  'flash.startup-unknown':
    'Auf dem Board ist eine Konfiguration gespeichert, und ihre Startup-Flags sind unbekannt: beim Start der Firmware kann sich ein Motor bewegen.',
  'flash.verify-again': ({ sectors }) =>
    `Es gab Verbindungsfehler; ${sectors} ${sectors === 1 ? 'Sektor wird' : 'Sektoren werden'} noch einmal geprüft.`,
  'flash.unverifiable': 'Zu viele Verbindungsfehler: eine vollständige Prüfung war nicht möglich.',
  'flash.mismatch': ({ address, sector, expected, found }) =>
    `An ${hex32(address)} (Sektor ${sector}) wurde ${hex8(found)} statt ${hex8(expected)} zurückgelesen. Schreibgeschützte Sektoren ignorieren Schreibzugriffe ohne Meldung.`,
  'flash.reads-differ': 'zweimaliges Lesen eines Sektors ergibt Unterschiede',
  'flash.not-started': ({ cause }, say) => `Die Firmware konnte nicht gestartet werden: ${say(cause)}`,
  'flash.nothing-runs': 'Der Chip wurde zurückgesetzt, aber es läuft keine Firmware.',
  'flash.still-protected': ({ protection }) =>
    `Der Chip ist nach dem Entsperren immer noch ${protectedBy[protection]}.`,
  'flash.unlock': ({ protection }) => `Das Aufheben des ${protections[protection]}es ${losses[protection]}.`,

  'flash.continuing': 'Ein unterbrochener Lauf auf diesem Board wird fortgesetzt.',
  'flash.undo-unusable': ({ location }) =>
    `Die Undo-Sicherung ${location} des unterbrochenen Laufs fehlt oder ist beschädigt.`,
  'flash.record-does-not-fit': (record) =>
    `${recordText(record)} passt nicht zum Inhalt des Boards: sie gehört zu einem anderen Board mit dieser Seriennummer, oder das Board wurde seither auf anderem Weg geflasht. Sie wird ignoriert.`,
  'flash.record-of-another': (record) =>
    `${recordText(record)} gehört zu einem anderen Board mit dieser Seriennummer, oder dieses Board wurde seither auf anderem Weg geändert. Sie wird ignoriert.`,
  'flash.record-fits-too': (record) =>
    `${recordText(record)} passt auch zum Inhalt des Boards. Die neuere Aufzeichnung wird fortgesetzt; wenn das Board seither gegen ein anderes mit dieser Seriennummer getauscht wurde, gehört die ältere zu ihm.`,
  'flash.update-closed': ({ location }) =>
    `Ein Update dieses Boards wurde unterbrochen. Seine Konfiguration wird nicht mehr wiederhergestellt; sie bleibt in ${location}.`,
  'flash.configuration-owed': ({ location }) =>
    `Ein Update dieses Boards wurde unterbrochen. Seine Konfiguration ist noch nicht wiederhergestellt. Wiederherstellen mit: odflash update, oder: odflash restore ${location}`,
  'flash.journal-failed': ({ what, cause }, say) => `Das Journal konnte nicht ${journal[what]} werden: ${say(cause)}`,
  'flash.raw-record-failed': ({ cause }, say) =>
    `Die Aufzeichnung der gespeicherten Konfiguration konnte nicht geschrieben werden: ${say(cause)}`,
  'flash.record-kept-aside': ({ location }) => `Die unbrauchbare Aufzeichnung wird als ${location} aufbewahrt.`,
  'flash.undo-saved': ({ location }) => `Der jetzige Inhalt des Flash ist als ${location} gesichert.`,
  'flash.undo-partial': ({ location }) =>
    `Das Board enthält keine vollständige Firmware; der Inhalt des Flash ist als ${location} gesichert.`,
  'flash.sectors-changed-since': ({ sectors, location }) =>
    `${sectors.length > 1 ? 'Sektoren' : 'Sektor'} ${sectors.join(', ')}: seit dem unterbrochenen Lauf geändert, auf anderem Weg oder durch einen Lauf mit einem anderen Image. Der Inhalt ist als ${location} gesichert.`,
};
