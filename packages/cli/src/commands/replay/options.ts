// What odflash replay was called with. Types only.

import type { OutputOptions } from '../../options.ts';

export interface ReplayOptions extends OutputOptions {
  readonly errors?: true | undefined;
  /** The former name of `errors`. */
  readonly trouble?: true | undefined;
}
