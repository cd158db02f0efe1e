// Which format a file is written in: its name's ending decides, for every command alike.

import { extname } from 'node:path';
import { FlasherError } from '@odflash/core';
import type { WritableFormat } from '@odflash/core/image';
import { commandMessage } from '@odflash/messages';
import { standardOutput } from '../files.ts';

const formats: Readonly<Record<string, WritableFormat>> = {
  '.hex': 'intel-hex',
  '.s19': 's-record',
  '.srec': 's-record',
  '.dfu': 'dfuse',
  '.bin': 'raw',
};

/** Throws `usage` for an ending that selects none; `plain` is what a name without an ending selects. */
export function formatOf(path: string, plain?: WritableFormat): WritableFormat {
  const ending = extname(path).toLowerCase();
  const format = path === standardOutput ? 'raw' : ending === '' ? plain : formats[ending];
  if (format) return format;
  throw new FlasherError('usage', commandMessage('file.format-unknown', { path }), {
    details: { path },
    next: commandMessage('next.use-ending', { endings: Object.keys(formats) }),
  });
}

/** Whether a terminal can show it. */
export function isTextFormat(format: WritableFormat): boolean {
  return format === 'intel-hex' || format === 's-record';
}
