// The stages of an update as data: their order and what is known of the board's flash in each. No I/O.

import type { BoardState } from '../../errors.ts';

/**
 * `find`: look for the board · `survey`: ask the running firmware, preflight, save the configuration · `hold`: switch
 * `startup_…` flags off before anything restarts · `enter`: to DFU mode · `examine`: a board found in DFU mode · `start-old`:
 * start its old firmware for the backup's sake · `write`: the engine's part · `start`: the new firmware · `restore`: the
 * configuration.
 */
export type Stage = 'find' | 'survey' | 'hold' | 'enter' | 'examine' | 'start-old' | 'write' | 'start' | 'restore';

/** What a failure in that stage says of the flash; `write` knows better by itself. */
export const boardDuring: Readonly<Record<Stage, BoardState>> = {
  find: 'untouched',
  survey: 'untouched',
  hold: 'untouched',
  enter: 'untouched',
  examine: 'untouched',
  'start-old': 'untouched',
  write: 'untouched',
  start: 'verified',
  restore: 'verified',
};
