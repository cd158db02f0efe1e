// What odflash shell was called with. Types only.

import type { NamedBoardOptions } from '../../options.ts';

export interface ShellOptions extends NamedBoardOptions {
  /** Expressions, one after the other. */
  readonly eval?: readonly string[];
}
