import type { VirtualBoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const virtualBoard: Texts<VirtualBoardMessages> = {
  'virtual-board.in-use': ({ folder }) => `Ein anderer Prozess verwendet das virtuelle Board in ${folder}.`,
  'virtual-board.not-saved': ({ path, system }) =>
    `Das virtuelle Board in ${path} kann nicht gespeichert werden (${system}).`,
  'virtual-board.invalid': ({ path, why }, say) => `${path} enthält kein virtuelles Board: ${say(why)}`,
  'virtual-board.size': ({ bytes }) => `es hat ${bytes} Bytes`,
  'virtual-board.no-file': 'es ist keine gewöhnliche Datei',
  'virtual-board.not-json': 'es ist kein JSON',
  'virtual-board.other-version': 'es beschreibt kein Board dieser Version',

  'next.other-state-folder': 'Mit --virtual-state einen anderen Ordner angeben.',
  'next.wait-or-other-state-folder': 'Warten, bis er endet, oder mit --virtual-state einen anderen Ordner angeben.',
  'next.other-or-new-state-folder':
    'Mit --virtual-state einen anderen Ordner angeben, oder diesen löschen, um ein neues Board zu bekommen.',
};
