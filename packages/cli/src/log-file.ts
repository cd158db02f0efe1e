// --log-file: everything that is said, with the time, appended line by line so that a crash loses nothing.

import { constants, openSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { FlasherError } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { commandMessage } from '@odflash/messages';
import { recordFile } from './record-file.ts';
import { noColor } from './render/color.ts';
import { plainRenderer } from './render/plain.ts';
import type { Renderer } from './render/renderer.ts';
import { refuseReservedName } from './reserved-name.ts';

/**
 * Throws `file-unwritable` if the file cannot be opened. One that cannot be written later only ends the log, not the flash;
 * `lost` is then called with the reason.
 */
export function openLogFile(
  path: string,
  now: () => number,
  lost: (why: Said) => void,
): { readonly renderer: Renderer; close(): void } {
  const file = recordFile(open(path), lost);
  const write = (text: string): void => {
    const stamp = new Date().toISOString();
    file.write(stripVTControlCharacters(text).replace(/^(?=.)/gm, `${stamp} `));
  };
  return { renderer: plainRenderer({ write, color: noColor, now }), close: file.close };
}

/** Windows has no such flag; a plain file does not care. A pipe without a reader would be waited for without it. */
const neverWait: number = constants.O_NONBLOCK ?? 0;

function open(path: string): number {
  refuseReservedName(path, 'file-unwritable');
  try {
    return openSync(path, constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | neverWait);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : cause;
    const text =
      code === 'ENXIO'
        ? commandMessage('file.log-without-reader', { path })
        : commandMessage('file.log-unopenable', { path, reason: String(code) });
    throw new FlasherError('file-unwritable', text, {
      details: { path },
      next: commandMessage('next.other-log-file'),
      cause,
    });
  }
}
