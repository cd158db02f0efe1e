// What odflash backup was called with. Types only.

import type { NamedBoardOptions } from '../../options.ts';

export interface BackupOptions extends NamedBoardOptions {
  readonly force?: true | undefined;
}
