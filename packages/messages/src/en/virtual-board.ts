import type { VirtualBoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** What only virtual boards are the reason of: their profiles, their folder on the disk. */
export const virtualBoard: Texts<VirtualBoardMessages> = {
  'virtual-board.unknown-profile': ({ name, names }) =>
    `There is no virtual board "${name}". Available: ${names.join(', ')}.`,
  'virtual-board.unknown-wiring': ({ name }) =>
    `"+${name}" is not known. Available: +dfu (the DIP switch on DFU) and +stlink (a probe wired to the board).`,
  'virtual-board.unknown-option': ({ name, near }) =>
    `Virtual boards have no option "${name}".${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ''}`,
  'virtual-board.only-at-start': ({ name }) => `"${name}" cannot happen to a board later.`,
  'virtual-board.without-probe': ({ name }) =>
    `"${name}" is an option of the ST-Link: put +stlink after the name of the board.`,
  'virtual-board.value-missing': ({ name, form }) => `"${name}" needs a value: ${name}=${form}`,
  'virtual-board.value-invalid': ({ name, value, form }) => `"${value}" is not a value for "${name}": ${form}`,

  'virtual-board.in-use': ({ folder }) => `Another process is using the virtual board in ${folder}.`,
  'virtual-board.not-saved': ({ path, system }) => `The virtual board in ${path} cannot be saved (${system}).`,
  'virtual-board.invalid': ({ path, why }, say) => `${path} does not contain a virtual board: ${say(why)}`,
  'virtual-board.size': ({ bytes }) => `it has ${bytes} bytes`,
  'virtual-board.no-file': 'it is not a regular file',
  'virtual-board.not-json': 'it is not JSON',
  'virtual-board.other-version': 'it does not describe a board of this version',

  'next.list-virtual': 'See odflash virtual --list.',
  'next.other-state-folder': 'Pass another folder with --virtual-state.',
  'next.wait-or-other-state-folder': 'Wait for it to end, or pass another folder with --virtual-state.',
  'next.other-or-new-state-folder': 'Pass another folder with --virtual-state, or delete this one to get a new board.',
};
