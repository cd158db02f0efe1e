// Which format a file is written in: its name's ending decides, for every command alike.

import { extname } from 'node:path';
import { FlasherError } from '@odflash/core';
import type { WritableFormat } from '@odflash/core/image';

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
  const format = ending === '' ? plain : formats[ending];
  if (format) return format;
  throw new FlasherError('usage', `The ending of ${path} does not select a format.`, {
    details: { path },
    next: `Use one of these endings: ${Object.keys(formats).join(', ')}.`,
  });
}
