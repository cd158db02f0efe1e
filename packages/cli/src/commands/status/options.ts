// What odflash status was called with. Types only.

import type { NamedBoardOptions, WatchOptions } from '../../options.ts';

export interface StatusOptions extends NamedBoardOptions, WatchOptions {
  readonly all?: true | undefined;
  readonly clear?: true | undefined;
}
