// What odflash rate-test was called with. Types only.

import type { NamedBoardOptions } from '../../options.ts';

export interface RateTestOptions extends NamedBoardOptions {
  readonly reads?: number | undefined;
}
