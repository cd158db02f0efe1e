// What odflash restart was called with. Types only.

import type { NamedBoardOptions, RunningOptions } from '../../options.ts';

export interface RestartOptions extends NamedBoardOptions, RunningOptions {}
