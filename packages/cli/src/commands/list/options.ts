// What odflash list was called with. Types only.

import type { BoardOptions } from '../../options.ts';

export interface ListOptions extends BoardOptions {
  readonly watch?: true | undefined;
}
