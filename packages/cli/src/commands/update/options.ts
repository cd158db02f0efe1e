// What odflash update was called with. Types only.

import type { CatalogueOptions, ChangeOptions, RunningOptions } from '../../options.ts';

export interface UpdateOptions extends ChangeOptions, RunningOptions, CatalogueOptions {
  readonly address?: number | undefined;
  readonly backup: boolean;
  readonly backupDir?: string | undefined;
  readonly x32: boolean;
  readonly forceConfig?: true | undefined;
  readonly configFrom?: 'board' | 'record' | undefined;
  readonly freshConfig?: true | undefined;
  readonly health?: true | undefined;
}
