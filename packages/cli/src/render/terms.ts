// What the command line says in its own words: states of the board, phases. One table each, so that another language is
// another file.

import type { BoardState } from '@odflash/core';
import type { Phase } from '@odflash/core/flash';
import type { Activity } from '@odflash/core/running';

/** What a person has to know about the board when a command ends. */
export const boardWords: Readonly<Record<BoardState, string>> = {
  untouched: 'nothing was changed',
  'config-changed': 'the firmware is as it was; settings of its configuration were changed',
  unbootable: 'the firmware is still there, but it will not start until a flash has finished',
  'partly-written':
    'it will not start until a flash has finished; no harm done, the bootloader is in ROM and always reachable',
  written: 'everything was written, but not read back',
  verified: 'every byte was read back and is as it should be',
  unknown: 'it could not be read back; the bootloader is in ROM, so it can always be flashed again',
};

/** What is being done, for the bar. */
export const phaseWords: Readonly<Record<Phase, string>> = {
  connect: 'Connecting',
  inspect: 'Looking',
  erase: 'Erasing',
  write: 'Writing',
  verify: 'Reading back',
  start: 'Starting',
};

/** Many small requests to a running board, for the bar. */
export const activityWords: Readonly<Record<Activity, string>> = {
  descriptor: 'Connecting',
  backup: 'Saving',
  restore: 'Restoring',
};

export const interruptWords = {
  /** The first Ctrl-C while the flash is being written. */
  warning:
    'The flash is being written. Stopped now, the board does not start until it is flashed again. Ctrl-C once more stops at the next block.',
  /** The third one. */
  givenUp: 'the board did not stop in time; what is on it was not read back',
} as const;
