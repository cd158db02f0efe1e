// What odflash save was called with. Types only.

import type { ChangeOptions, RunningOptions } from '../../options.ts';

export type SaveOptions = ChangeOptions & RunningOptions;
