// What the command line says in its own words: states of the board, phases. One table each, so that another language is
// another file.

import type { BoardState } from '@odflash/core';
import type { Phase } from '@odflash/core/flash';
import type { Activity } from '@odflash/core/running';

/** What a person has to know about the board when a command ends. */
export const boardWords: Readonly<Record<BoardState, string>> = {
  untouched: 'nothing was changed',
  'config-changed': 'the firmware is unchanged; settings were changed',
  unbootable: 'the firmware is still there, but will not start until a flash completes',
  'partly-written': 'it will not start until a flash completes; the bootloader is in ROM and stays available',
  written: 'everything was written, but not verified',
  verified: 'every byte was read back and matches',
  unknown: 'the flash could not be read back; the bootloader is in ROM, so the board can be flashed again',
};

/** What is being done, for the bar. */
export const phaseWords: Readonly<Record<Phase, string>> = {
  connect: 'Connecting',
  inspect: 'Reading',
  erase: 'Erasing',
  write: 'Writing',
  verify: 'Verifying',
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
    'The flash is being written. If you stop now, the board will not boot until it is flashed again. Press Ctrl-C again to stop at the next block.',
} as const;
