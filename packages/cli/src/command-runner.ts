// What a command hands over when it is run. Types only, so that declaring a command loads nothing.

import type { BoardState, Log } from '@odflash/core';
import type { Prompt } from './ask.ts';
import type { Interrupt } from './interrupt.ts';
import type { OutputOptions } from './options.ts';
import type { Output } from './output.ts';

/** JSON values by name, as they appear in a line of --json. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** How a command ended well. */
export interface Outcome {
  readonly board: BoardState;
  /** The command's own part of the last --json line. */
  readonly fields: JsonFields;
  /** Exit status of a command that looked and found something unhealthy, or nothing: 9. Default 0. */
  readonly exit?: number;
  /** The last line for people. */
  readonly text?: string;
}

/** What every command works with. */
export interface Context {
  readonly output: Output;
  readonly log: Log;
  readonly interrupt: Interrupt;
  /** Absent where there is no terminal. */
  readonly prompt?: Prompt;
}

export type Work = (context: Context) => Promise<Outcome>;

/** Runs a command's work with its output, interrupts and exit status around it. */
export type CommandRunner = (command: string, options: OutputOptions, work: Work) => Promise<void>;
