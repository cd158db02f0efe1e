// What odflash flash was called with. Types only.

import type { ChangeOptions } from '../../options.ts';

export interface FlashOptions extends ChangeOptions {
  readonly address?: number;
  readonly backup: boolean;
  readonly backupDir?: string;
  readonly partial?: boolean;
  readonly freshConfig?: true;
  readonly start: boolean;
  readonly x32: boolean;
}
