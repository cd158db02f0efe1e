// What odflash generate-types and generate-code were called with. Types only.

import type { NamedBoardOptions } from '../../options.ts';

export interface GenerateOptions extends NamedBoardOptions {
  readonly force?: true;
}

export interface GenerateCodeOptions extends GenerateOptions {
  readonly template: string;
  readonly output?: string;
}
