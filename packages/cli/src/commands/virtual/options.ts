// What odflash virtual was called with. Types only.

import type { OutputOptions, ServerAddress } from '../../options.ts';

export interface VirtualOptions extends OutputOptions {
  readonly profile?: readonly string[];
  readonly listen?: ServerAddress;
  readonly stlinkServer?: ServerAddress;
  readonly virtualState?: string;
  readonly list?: true;
}
