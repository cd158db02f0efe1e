import { hex8, hex32 } from '@odflash/core/bytes';
import type { ChipMessages } from '../../command-line/chips.ts';
import type { Texts } from '../../language.ts';

export const chips: Texts<ChipMessages> = {
  'chip.in-dfu-already': 'The board is already in DFU mode.',
  'chip.in-dfu': ({ time }) => `The board is in DFU mode (${time}). To restart its firmware: odflash reset`,
  'chip.running': ({ time }) => `The board is running (${time}).`,
  'chip.not-protected': 'Nothing to do: the chip is neither read- nor write-protected.',
  'chip.unlocked': ({ removed }) => `Removed: ${removed.join(' and ')} protection. The flash contents are unchanged.`,
  'chip.unlocked-and-erased': ({ removed }) =>
    `Removed: ${removed.join(' and ')} protection. The chip was erased, including the configuration. To flash it: odflash flash FILE`,
  'chip.match': ({ path, time }) => `Match: the board contains every byte of ${path} (${time}).`,
  'chip.match-of-compared': ({ path, time, leftOut }, say) =>
    `Match: the board contains all compared bytes of ${path} (${time}). ${say(leftOut)}`,
  'chip.rest-not-compared': 'The file is only a part of a firmware: the rest was not compared.',
  'chip.sector': ({ index }) => `sector ${index}`,
  'chip.matches': 'matches',
  'chip.differs': ({ address, expected, found }) =>
    `differs, first at ${hex32(address)}: file ${hex8(expected)}, board ${hex8(found)}`,
};
