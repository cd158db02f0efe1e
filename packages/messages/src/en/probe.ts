import type { ProbeMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const feed = 'Remove the DC supply, then power the board with 3.3 V or 5 V from one source.';
const danger = 'is stopped, the gates of its brake transistors float, and a DC supply can be shorted.';

export const probe: Texts<ProbeMessages> = {
  'flash.mass-erase': ({ seconds }) => `Erasing the whole chip: this takes up to ${seconds} s.`,
  'probe.load-drops':
    'The board is reset before anything is changed and again at the end: a motor that holds a load releases it, and startup flags may move it afterwards.',
  'probe.reset-to-reach':
    'The chip does not answer while its firmware runs: it is reset to reach it, and again at the end. A motor that holds a load releases it, and startup flags may move it afterwards.',
  'probe.axis-armed-meanwhile': 'An axis was armed while odflash waited for the answers. The board was not stopped.',
  'probe.axes-not-told':
    'The board stopped answering over USB while odflash waited for the answers: whether a motor holds a load is unknown. The board was not stopped.',
  'probe.feed-low-voltage': ({ board }) =>
    board === undefined
      ? `The board version is unknown. While the chip of a board up to v3.4 ${danger} If it is one: ${feed} If it is newer, pass --board with its version instead.`
      : `While the chip of an ODrive ${board} ${danger} ${feed}`,
  'probe.chip-silent':
    'The chip does not answer. Check the supply of the board, the wires to J2 and the cable of the probe; odflash continues when the chip answers.',
  'probe.power-cycle':
    'Switch the supply of the board off and on: a chip that was read-protected shows its flash to a probe only after that. odflash continues by itself.',
  'probe.not-seen': 'The firmware was started. The board is not connected by USB, so its firmware was not asked.',
  'probe.update-through-it': ({ path }) => `Update through the ST-Link at ${path} instead?`,
  'probe.update-through-it.use': 'update through the ST-Link',
  'probe.update-through-it.stop': 'stop here',
};
