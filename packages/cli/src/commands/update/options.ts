// What odflash update was called with. Types only.

import type { CatalogueOptions, ChangeOptions, RunningOptions } from '../../options.ts';

export interface UpdateOptions extends ChangeOptions, RunningOptions, CatalogueOptions {
  readonly address?: number;
  readonly backup: boolean;
  readonly backupDir?: string;
  readonly x32: boolean;
  readonly forceConfig?: true;
  readonly configFrom?: 'board' | 'record';
  readonly freshConfig?: true;
}
