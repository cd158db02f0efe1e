// What odflash read was called with. Types only.

import type { NamedBoardOptions } from '../../options.ts';

export interface ReadOptions extends NamedBoardOptions {
  readonly range?: { readonly address: number; readonly length: number } | undefined;
  readonly force?: true | undefined;
}
