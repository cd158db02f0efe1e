import type { ResultMessages } from '../../command-line/results.ts';
import type { Texts } from '../../language.ts';

const contents = {
  image: 'the image',
  firmware: 'that firmware',
  blank: 'a blank firmware area',
  'no-configuration': 'no configuration',
} as const;

export const results: Texts<ResultMessages> = {
  'result.dry-run-nothing': 'Dry run: nothing to do. Nothing was changed.',
  'result.dry-run': ({ time }) => `Dry run: this would take about ${time}. Nothing was changed.`,
  'result.part-unchanged':
    'Nothing to do: the board already contains this part. The firmware around it was not checked.',
  'result.unchanged': ({ what, time }) =>
    `Nothing to do: the board already contains ${contents[what]}; every byte was read and compared (${time}).`,
  'result.unchanged-but': ({ what, time, leftOut }, say) =>
    `Nothing to do: the board already contains ${contents[what]} (${time}). ${say(leftOut)}`,
  'result.part-written': ({ effort }, say) =>
    `Part written and verified; the firmware around it was not checked. ${say(effort)}`,
  'result.verified': ({ what, effort }, say) => `Verified: the board contains ${contents[what]}. ${say(effort)}`,
  'result.effort': ({ erased, written, readBack, time }) =>
    `${[`${erased} ${erased === 1 ? 'sector' : 'sectors'} erased`, ...(written === undefined ? [] : [`${written.size} written ${written.width} bits at a time`]), `${readBack} read back`].join(', ')}, in ${time}.`,
  'result.left-out': ({ sectors, count, size, action }) =>
    `${count === 1 ? 'Sector' : 'Sectors'} ${sectors} ${count === 1 ? 'was' : 'were'} not ${action}: ${size} of the file belong to the configuration, which stays unchanged on the board.`,
  'result.previous-saved': ({ path }, say) =>
    `The previous flash contents (not a complete firmware) are saved in ${say.word(path)}`,
  'result.back-by-restore': ({ path }, say) => `To go back: odflash restore ${say.word(path)}`,
  'result.back-by-restore-in-dfu': ({ path }, say) =>
    `To go back, with the board in DFU mode: odflash restore ${say.word(path)}`,
  'result.back-by-update': ({ path, via }, say) =>
    `To go back: odflash update ${say.word(path)}${via === undefined ? '' : ` --via ${via}`}`,
  'result.no-way-back': 'The virtual board and its backups are gone now; --virtual-state DIR keeps them.',
  'result.continued': 'An interrupted run was continued.',
  'result.rewritten': ({ sectors }) => `Rewritten after a failed check: sector ${sectors}.`,
  'result.recovered': ({ connection, sectors }) =>
    `Recovered from ${[...(connection > 0 ? [connection === 1 ? '1 connection error' : `${connection} connection errors`] : []), ...(sectors > 0 ? [`${sectors === 1 ? '1 sector' : `${sectors} sectors`} that read back differently from what was written`] : [])].join(' and ')}.`,
  'result.started': 'The firmware was started. If the DIP switch is on DFU, set it to RUN before the next power-up.',
  'result.stays-in-dfu': 'The board stays in DFU mode. To start it, set the DIP switch to RUN and power-cycle it.',
  'result.start-not-confirmed':
    'The firmware was not started (not confirmed; --yes confirms). To start it, set the DIP switch to RUN and power-cycle the board, or run: odflash reset',
  'result.start-not-checked':
    'The firmware was not started: the board stays in DFU mode. To start it, set the DIP switch to RUN and power-cycle the board.',
  'result.not-bootable': 'The board contains no bootable firmware: flash a complete firmware.',
  'result.settings-not-checked':
    'The written configuration was not checked. When the board runs, odflash doctor checks it.',
  'result.set-to-machine': 'Set it to the value your machine needs.',
  'result.board-untouched': 'nothing was changed',
  'result.board-config-changed': 'the firmware is unchanged; settings were changed',
  'result.board-unbootable': 'the firmware is still there, but will not start until a flash completes',
  'result.board-partly-written':
    'it will not start until a flash completes; the bootloader is in ROM and stays available',
  'result.board-written': 'everything was written, but not verified',
  'result.board-verified': 'every byte was read back and matches',
  'result.board-unknown':
    'the flash could not be read back; the bootloader is in ROM, so the board can be flashed again',
};
