// What odflash erase was called with. Types only.

import type { ChangeOptions, RunningOptions } from '../../options.ts';

export interface EraseOptions extends ChangeOptions, RunningOptions {
  readonly config?: true | undefined;
  readonly onlyConfig?: true | undefined;
  readonly backup: boolean;
  readonly backupDir?: string | undefined;
}
