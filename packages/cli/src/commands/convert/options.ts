// What odflash convert was called with. Types only.

import type { OutputOptions } from '../../options.ts';

export interface ConvertOptions extends OutputOptions {
  readonly address?: number | undefined;
  readonly force?: true | undefined;
}
