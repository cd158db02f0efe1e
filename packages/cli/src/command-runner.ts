// What a command passes on when it is run. Types only, so that declaring a command loads nothing.

import type { Log } from '@odflash/core';
import type { Prompt } from './ask.ts';
import type { Interrupt } from './interrupt.ts';
import type { OutputOptions } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Output } from './output.ts';

/** What every command works with. */
export interface Context {
  readonly output: Output;
  readonly log: Log;
  readonly interrupt: Interrupt;
  /** Absent where there is no terminal. */
  readonly prompt?: Prompt | undefined;
}

export type CommandAction = (context: Context) => Promise<Outcome>;

/** Runs a command's work with its output, interrupts and exit status around it. */
export type CommandRunner = (command: string, options: OutputOptions, work: CommandAction) => Promise<void>;
