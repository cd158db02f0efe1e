// What odflash verify was called with. Types only.

import type { NamedBoardOptions } from '../../options.ts';

export interface VerifyOptions extends NamedBoardOptions {
  readonly address?: number | undefined;
}
