// What the helpers of a shell work with. Types only.

import type { UpdateEnv } from '@odflash/core';
import type { Context } from '../command-runner.ts';
import type { ShellBoards } from './boards.ts';

/** By name. */
export type Helpers = Readonly<Record<string, unknown>>;

export interface HelperParts {
  readonly env: UpdateEnv;
  readonly context: Context;
  readonly boards: ShellBoards;
  /** Aborted when a person interrupts what runs. */
  readonly signal: () => AbortSignal;
  /** Ctrl-C, where the keyboard is listened to key by key. */
  readonly interrupt: () => void;
  /** The keyboard is not the prompt's while this runs. */
  readonly withKeyboard: <T>(work: () => Promise<T>) => Promise<T>;
}
