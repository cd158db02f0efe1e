// The stages of an update as data: their order and what is known of the board's flash in each. No I/O.

import type { BoardState } from '../../errors.ts';

/**
 * `find`: look for the board · `inspect-running`: ask the running firmware, preflight, save the configuration · `disable-startup`: switch
 * `startup_…` flags off before anything restarts · `enter-dfu`: to DFU mode · `inspect-dfu`: a board found in DFU mode · `boot-old-firmware`:
 * start its old firmware for the backup's sake · `write`: the engine's part · `start`: the new firmware · `restore`: the
 * configuration.
 */
export type Stage =
  | 'find'
  | 'inspect-running'
  | 'disable-startup'
  | 'enter-dfu'
  | 'inspect-dfu'
  | 'boot-old-firmware'
  | 'write'
  | 'start'
  | 'restore';

/** What a failure in that stage says of the flash; `write` knows better by itself. */
export const boardDuring: Readonly<Record<Stage, BoardState>> = {
  find: 'untouched',
  'inspect-running': 'untouched',
  'disable-startup': 'untouched',
  'enter-dfu': 'untouched',
  'inspect-dfu': 'untouched',
  'boot-old-firmware': 'untouched',
  write: 'untouched',
  start: 'verified',
  restore: 'verified',
};
