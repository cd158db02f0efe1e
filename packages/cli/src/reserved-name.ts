// Names that Windows takes for something else than a file of that name, and accepts silently.

import { win32 } from 'node:path';
import { FlasherError } from '@odflash/core';
import { isDeviceName } from '@odflash/node';

/** Throws `code` if `path` names a device, a stream inside a file, or a file that Windows would call otherwise. */
export function refuseReservedName(
  path: string,
  code: 'file-unreadable' | 'file-unwritable',
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'win32') return;
  const why = reserved(path);
  if (why === undefined) return;
  throw new FlasherError(code, `Windows ${why}.`, { details: { path }, next: 'Choose another name.' });
}

function reserved(path: string): string | undefined {
  const { root } = win32.parse(path);
  const names = path.slice(root.length).split(/[\\/]/);
  const device = names.find(isDeviceName);
  if (device !== undefined) return `reserves the name ${device} for a device`;
  const stream = names.find((name) => name.includes(':'));
  if (stream !== undefined) return `does not allow ":" in the file name ${stream}`;
  const cut = names.find((name) => /[ .]$/.test(name) && !/^\.\.?$/.test(name));
  return cut === undefined ? undefined : `does not keep the full stop or blank at the end of "${cut}"`;
}
