// What odflash serve was called with. Types only.

import type { OutputOptions } from '../../options.ts';

export interface ServeOptions extends OutputOptions {
  readonly port?: number | undefined;
  readonly firmware?: string | undefined;
}
