import type { VirtualBoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** What only virtual boards are the reason of: their profiles, their folder on the disk. */
export const virtualBoard: Texts<VirtualBoardMessages> = {
  'virtual-board.unknown-profile': ({ name, names }) =>
    `Es gibt kein virtuelles Board „${name}“. Verfügbar: ${names.join(', ')}.`,
  'virtual-board.unknown-wiring': ({ name }) =>
    `„+${name}“ ist unbekannt. Verfügbar: +dfu (DIP-Schalter auf DFU) und +stlink (ein mit dem Board verdrahteter Adapter).`,
  'virtual-board.unknown-option': ({ name, near }) =>
    `Virtuelle Boards haben keine Option „${name}“.${near.length > 0 ? ` Gemeint: ${near.join(', ')}?` : ''}`,
  'virtual-board.only-at-start': ({ name }) => `„${name}“ kann einem Board nicht später geschehen.`,
  'virtual-board.without-probe': ({ name }) =>
    `„${name}“ ist eine Option des ST-Link: +stlink hinter den Namen des Boards setzen.`,
  'virtual-board.value-missing': ({ name, form }) => `„${name}“ braucht einen Wert: ${name}=${form}`,
  'virtual-board.value-invalid': ({ name, value, form }) => `„${value}“ ist kein Wert für „${name}“: ${form}`,

  'virtual-board.in-use': ({ folder }) => `Ein anderer Prozess verwendet das virtuelle Board in ${folder}.`,
  'virtual-board.not-saved': ({ path, system }) =>
    `Das virtuelle Board in ${path} kann nicht gespeichert werden (${system}).`,
  'virtual-board.invalid': ({ path, why }, say) => `${path} enthält kein virtuelles Board: ${say(why)}`,
  'virtual-board.size': ({ bytes }) => `es hat ${bytes} Bytes`,
  'virtual-board.no-file': 'es ist keine gewöhnliche Datei',
  'virtual-board.not-json': 'es ist kein JSON',
  'virtual-board.other-version': 'es beschreibt kein Board dieser Version',

  'next.list-virtual': 'Siehe odflash virtual --list.',
  'next.other-state-folder': 'Mit --virtual-state einen anderen Ordner angeben.',
  'next.wait-or-other-state-folder': 'Warten, bis er endet, oder mit --virtual-state einen anderen Ordner angeben.',
  'next.other-or-new-state-folder':
    'Mit --virtual-state einen anderen Ordner angeben, oder diesen löschen, um ein neues Board zu bekommen.',
};
