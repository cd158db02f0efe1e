import { hex32 } from '@odflash/core/bytes';
import type { RequestMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** Each stands before a colon or between brackets, as a noun without an article. */
export const requests: Texts<RequestMessages> = {
  'request.list-devices': 'Auflisten der USB-Geräte',
  'request.open': ({ path }) => `Öffnen von ${path}`,
  'request.open-board': 'Öffnen des Boards',
  'request.open-probe': 'Öffnen des Adapters',
  'request.reconnect': 'Erneutes Verbinden',
  'request.read-serial': 'Lesen der Seriennummer',
  'request.read-serial-at': ({ path }) => `Lesen der Seriennummer des Geräts an ${path}`,
  'request.read-descriptors': 'Lesen der Deskriptoren',
  'request.read-languages': 'Lesen der Sprachen',
  'request.read-string': ({ index }) => `Lesen von Zeichenkette ${index}`,
  'request.claim': ({ interfaceNumber }) => `Belegen von Schnittstelle ${interfaceNumber}`,
  'request.set-interface': ({ alternate }) => `SET_INTERFACE ${alternate}`,

  'request.reopen-board': 'Erneutes Öffnen des Boards',
  'request.endpoint': ({ endpoint }) => `Anfrage an das laufende Board (Endpunkt ${endpoint})`,

  'request.bootloader': 'DFU',
  'request.dfu': ({ name }) => name,
  'request.dfu-block': ({ name, block }) => `${name} ${block}`,
  'request.set-address': ({ address }) => `Adresse ${hex32(address)}`,
  'request.upload-at': ({ address }) => `UPLOAD von ${hex32(address)}`,
  'request.read-unprotect': 'Aufheben des Leseschutzes',
  'request.device-feature': 'Device Feature',
  'request.leave': 'Verlassen',

  'request.erase': ({ address }) => `Löschen von ${hex32(address)}`,
  'request.read': ({ address }) => `Lesen von ${hex32(address)}`,
  'request.write': ({ address }) => `Schreiben von ${hex32(address)}`,
  'request.rewrite-sector': ({ sector }) => `erneutes Schreiben von Sektor ${sector}`,
  'request.read-flash': 'Lesen des Flash',
  'request.start-firmware': 'Starten der Firmware',
  'request.stop-firmware': 'Anhalten der Firmware',
  'request.program-options': 'Programmieren der Option-Bytes',
  'request.checksum': 'Prüfsumme',
  'request.earlier-operation': 'frühere Operation',

  'request.version': 'Version',
  'request.mode': 'Modus',
  'request.end-mode': ({ mode }) => `Ende des Modus ${mode}`,
  'request.end-debug': 'Ende des Debug-Modus',
  'request.clock': ({ kHz }) => `Takt von ${kHz} kHz`,
  'request.clocks': 'Liste der Takte',
  'request.voltage': 'Spannung',
  'request.clear-flags': 'Löschen der Fehler-Flags',
  'request.read-register': ({ register }) => `Lesen von Register ${register}`,
  'request.write-register': ({ register }) => `Schreiben von Register ${register}`,
  'request.connect-chip': 'Verbinden mit dem Chip',
  'request.open-port': 'Öffnen des Access-Ports',
  'request.debug-port': 'Kennung des Debug-Ports',
  'request.reset': 'Reset',
  'request.end-reset': 'Ende des Resets',
  'request.reset-probe': 'Zurücksetzen des Adapters',
};
