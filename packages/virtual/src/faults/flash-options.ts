// Options of the flash: how slow, how faulty.

import { type BoardOption, set } from './board-option.ts';
import { number, numbers, word } from './values.ts';

export const flashOptions: readonly BoardOption[] = [
  {
    name: 'flash-times',
    value: 'typical | maximum',
    default: 'typical',
    stands: 'slow silicon',
    text: 'which column of the data sheet the flash keeps to',
    read: word(['typical', 'maximum'] as const, (times) => set.chip({ times })),
  },
  {
    name: 'slow-erase',
    value: 'factor 1 to 100',
    default: '1',
    stands: 'erases longer than the transfer timeout',
    text: 'multiplies erase times',
    read: number(1, 100, (eraseFactor) => set.chip({ eraseFactor })),
  },
  {
    name: 'drop-erase',
    value: 'N[:N…]',
    default: 'none',
    stands: 'erase reported as done that never happened',
    text: 'the n-th erase does nothing',
    read: numbers(1, 1e9, (droppedErases) => set.chip({ droppedErases })),
  },
  {
    name: 'bad-write',
    value: 'N[:N…]',
    default: 'none',
    stands: 'bit errors that only reading back finds',
    text: 'the n-th program operation leaves one bit wrong',
    read: numbers(1, 1e9, (badWrites) => set.chip({ badWrites })),
  },
  {
    name: 'weak-x32',
    value: 'N',
    default: '0',
    stands: 'supply too low for the program width',
    text: 'every n-th program operation at x32 leaves one bit wrong',
    read: number(0, 1e9, (weakWords) => set.chip({ weakWords })),
  },
];
