// --log-file: everything that is said, with the time, appended line by line so that a crash loses nothing.

import { closeSync, openSync, writeSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { FlasherError } from '@odflash/core';
import { noPaint } from './render/paint.ts';
import { plainRenderer } from './render/plain.ts';
import type { Renderer } from './render/renderer.ts';

/** Throws `file-unwritable` if the file cannot be opened. A disk that fills later only ends the log, not the flash. */
export function openLogFile(path: string, now: () => number): { readonly renderer: Renderer; close(): void } {
  let file: number | undefined = open(path);
  const write = (text: string) => {
    if (file === undefined) return;
    const stamp = new Date().toISOString();
    try {
      writeSync(file, stripVTControlCharacters(text).replace(/^(?=.)/gm, `${stamp} `));
    } catch {
      closeSync(file);
      file = undefined;
    }
  };
  return {
    renderer: plainRenderer({ write, paint: noPaint, now }),
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? cause.code : cause;
    throw new FlasherError('file-unwritable', `the log file ${path} cannot be opened (${reason})`, {
      details: { path },
      next: 'Name another file with --log-file, or leave it out.',
      cause,
    });
  }
}
