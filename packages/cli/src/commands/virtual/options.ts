// What odflash virtual was called with. Types only.

import type { ServerAddress } from '../../option-values.ts';
import type { OutputOptions } from '../../options.ts';

export interface VirtualOptions extends OutputOptions {
  readonly profile?: readonly string[] | undefined;
  readonly listen?: ServerAddress | undefined;
  readonly stlinkServer?: ServerAddress | undefined;
  readonly virtualState?: string | undefined;
  readonly list?: true | undefined;
}
