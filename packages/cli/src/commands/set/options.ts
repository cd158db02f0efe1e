// What odflash set was called with. Types only.

import type { ChangeOptions, RunningOptions } from '../../options.ts';

export interface SetOptions extends ChangeOptions, RunningOptions {
  readonly save?: true;
  readonly backupDir?: string;
  readonly backup: boolean;
}
