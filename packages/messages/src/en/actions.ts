import type { ActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const actions: Texts<ActionMessages> = {
  'next.nothing': '',
  'next.check-selection': 'Check --serial and --path against odflash list.',
  'next.choose-by-path': 'They have the same serial number; choose one with --path.',
  'next.choose-other-board':
    'If this is an ODrive clone with such a chip, use the tool and the firmware of its maker; if it is another device, choose the board with --serial or --path.',
  'next.confirm-warnings': 'To confirm, pass --yes.',
  'next.connect-powered-board':
    'Use a data cable and switch the supply of the board on; a board without firmware appears only in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
  'next.consent': ({ consent, otherwise }, say) =>
    `${otherwise === undefined ? '' : `${say(otherwise)} `}To confirm, pass --consent ${say.word(consent)}.`,
  'next.free-disk-space': 'Free some disk space or pass another folder with --backup-dir.',
  'next.name-board-of-firmware': ({ firmware, board, boards }) =>
    `${firmwares[firmware]} was built for the ODrive ${board}. If the board is one (a clone: according to its maker), pass ${boards.map((name) => `--board ${name}`).join(' or ')}.`,
  'next.name-printed-board': ({ boards }) =>
    `Read the version and the voltage printed on the board and pass them with --board: ${boards.join(', ')}. For the name of a clone, odflash shows the compatible version.`,
  'next.repeat-for-configuration': 'Run the same command again: it continues with the configuration.',
  'next.wait-for-other-process': 'Wait until it ends, then run the same command again.',
};

const firmwares = {
  running: 'The running firmware',
  'ran-before': 'The firmware that ran on the board',
  installed: 'The firmware in the flash',
} as const;
