// What odflash restore was called with. Types only.

import type { ChangeOptions, RunningOptions } from '../../options.ts';

export interface RestoreOptions extends ChangeOptions, RunningOptions {
  readonly backup: boolean;
  readonly backupDir?: string | undefined;
  readonly start: boolean;
  readonly x32: boolean;
  readonly forceConfig?: true | undefined;
  readonly withStartup?: true | undefined;
}
