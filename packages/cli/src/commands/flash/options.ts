// What odflash flash was called with. Types only.

import type { ChangeOptions } from '../../options.ts';

export interface FlashOptions extends ChangeOptions {
  readonly address?: number | undefined;
  readonly backup: boolean;
  readonly backupDir?: string | undefined;
  readonly partial?: boolean | undefined;
  readonly freshConfig?: true | undefined;
  readonly start: boolean;
  readonly x32: boolean;
}
