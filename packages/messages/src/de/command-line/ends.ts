import { hex8, hex32 } from '@odflash/core/bytes';
import type { EndMessages } from '../../command-line/ends.ts';
import type { Texts } from '../../language.ts';

export const ends: Texts<EndMessages> = {
  'end.interrupted': 'Unterbrochen.',
  'end.given-up': 'Das Board hat nicht rechtzeitig angehalten; sein Flash wurde nicht zurückgelesen.',
  'end.connection-failed': ({ detail }) => `Die Verbindung ist fehlgeschlagen: ${detail}`,
  'end.server-failed': ({ detail }) => `Der USB/IP-Server lässt sich nicht benutzen: ${detail}`,
  'end.unexpected': ({ text }) => `Unerwartet: ${text}`,
  'end.code': ({ code, program }) => `E: ${code}, siehe ${program} explain ${code}`,
  'end.way-back': 'Zurück:',
  'end.way-back-in-dfu': 'Zurück, mit dem Board im DFU-Modus:',
  'end.no-board-on-bus': 'Am Bus ist kein Board.',
  'end.stopped-early': ({ after, of }) => `Nach ${after} von ${of} angehalten.`,
  'end.mirror-incomplete': ({ failed, files, folder }) =>
    `${failed} von ${files} Dateien konnten nicht heruntergeladen werden; der Spiegel in ${folder} ist ohne sie verwendbar.`,
  'end.differs': ({ path, sectors, first }) => {
    const where =
      first === undefined
        ? ''
        : `, zuerst bei ${hex32(first.address)}: Datei ${hex8(first.expected)}, Board ${hex8(first.found)}`;
    return `Das Board weicht in ${sectors === 1 ? '1 Sektor' : `${sectors} Sektoren`} von ${path} ab${where}.`;
  },
};
