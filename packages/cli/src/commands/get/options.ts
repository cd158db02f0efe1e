// What odflash get was called with. Types only.

import type { NamedBoardOptions, WatchOptions } from '../../options.ts';

export type GetOptions = NamedBoardOptions & WatchOptions;
