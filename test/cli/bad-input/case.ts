// A way to start that must not end in a flash, and what such ways are made of.

import { chmodSync, writeFileSync } from 'node:fs';
import type { RunOptions } from '../command.ts';
import { sample } from '../samples.ts';

export const posix = process.platform !== 'win32';
export const root = process.getuid?.() === 0;
export const unprivileged = 65534;

export interface Case {
  readonly name: string;
  /** Makes what is needed in the folder; gives the words after `odflash`, board options not included. */
  readonly words: (at: (name: string) => string) => readonly string[];
  readonly code: string;
  readonly exit: number;
  /** What the message must mention. */
  readonly says?: RegExp;
  readonly profile?: string;
  /** Other board options than those of the kept board. */
  readonly boards?: (at: (name: string) => string) => readonly string[];
  readonly run?: RunOptions;
  readonly skip?: boolean;
}

export function file(at: (name: string) => string, name: string, bytes: Uint8Array | string): string {
  writeFileSync(at(name), bytes);
  return at(name);
}

export const flash = (path: string, ...more: readonly string[]) => ['flash', path, '--yes', ...more];
export const good = sample('2.0.0', 'hex');

export function openToAll(folder: string): void {
  chmodSync(folder, 0o777);
  for (const name of ['flash.bin', 'state.jsonl']) chmodSync(`${folder}/${name}`, 0o666);
}

/** What happened, the board, the next step, the code: at the end, once each. */
