// The command that puts back what was on a board before, for the board and the place this command was called with.

import type { FlasherError } from '@odflash/core';
import { serverAddressText } from '@odflash/usbip';
import type { BoardOptions } from '../options.ts';
import { shellWord } from '../render/shell-word.ts';

/** Two lines, where a failure left such a backup. */
export function wayBack({ details }: FlasherError, options: BoardOptions): readonly string[] {
  const { undo } = details;
  if (typeof undo !== 'string') return [];
  return [
    'To go back, with the board in DFU mode:',
    `  odflash restore ${[undo, ...selection(options)].map((word) => shellWord(word)).join(' ')}`,
  ];
}

/** The options that say which board is meant and where it is looked for. */
function selection({ serial, path, usbip, virtual = [], virtualState }: BoardOptions): readonly string[] {
  return [
    ...(serial === undefined ? [] : ['--serial', serial]),
    ...(path === undefined ? [] : ['--path', path]),
    ...(usbip === undefined ? [] : ['--usbip', serverAddressText(usbip)]),
    ...virtual.flatMap((profile) => ['--virtual', profile]),
    ...(virtualState === undefined ? [] : ['--virtual-state', virtualState]),
  ];
}
