// What odflash report was called with. Types only.

import type { BoardOptions } from '../../options.ts';

export interface ReportOptions extends BoardOptions {
  readonly attach?: readonly string[] | undefined;
  readonly withSerials?: true | undefined;
  readonly force?: true | undefined;
}
