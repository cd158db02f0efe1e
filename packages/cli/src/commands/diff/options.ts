// What odflash diff was called with. Types only.

import type { NamedBoardOptions } from '../../options.ts';

export interface DiffOptions extends NamedBoardOptions {
  readonly forceConfig?: true | undefined;
}
