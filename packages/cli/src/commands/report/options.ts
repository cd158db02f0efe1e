// What odflash report was called with. Types only.

import type { BoardOptions } from '../../options.ts';

export interface ReportOptions extends BoardOptions {
  readonly attach?: readonly string[];
  readonly withSerials?: true;
  readonly force?: true;
}
