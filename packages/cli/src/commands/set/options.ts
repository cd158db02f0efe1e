// What odflash set was called with. Types only.

import type { ChangeOptions, RunningOptions } from '../../options.ts';

export interface SetOptions extends ChangeOptions, RunningOptions {
  readonly save?: true | undefined;
  readonly leaveArmed?: true | undefined;
  readonly backupDir?: string | undefined;
  readonly backup: boolean;
}
