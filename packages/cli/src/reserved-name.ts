// Names that Windows takes for something else than a file of that name, and accepts silently.

import { win32 } from 'node:path';
import { FlasherError } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { commandMessage } from '@odflash/messages';
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
  throw new FlasherError(code, why, { details: { path }, next: commandMessage('next.choose-other-name') });
}

function reserved(path: string): Said | undefined {
  const { root } = win32.parse(path);
  const names = path.slice(root.length).split(/[\\/]/);
  const device = names.find(isDeviceName);
  if (device !== undefined) return commandMessage('file.name-of-device', { name: device });
  const stream = names.find((name) => name.includes(':'));
  if (stream !== undefined) return commandMessage('file.name-with-colon', { name: stream });
  const cut = names.find((name) => /[ .]$/.test(name) && !/^\.\.?$/.test(name));
  return cut === undefined ? undefined : commandMessage('file.name-cut', { name: cut });
}
