// How a command ended well, and JSON as it is printed. Types only.

import type { BoardState } from '@odflash/core';

/** JSON values by name, as they appear in a line of --json. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** How a command ended well. */
export interface Outcome {
  readonly board: BoardState;
  /** The command's own part of the last --json line. */
  readonly fields: JsonFields;
  /** Exit status of a command that looked and found something unhealthy, or nothing: 9. Default 0. */
  readonly exit?: number | undefined;
  /** The last line for people. */
  readonly text?: string | undefined;
}
