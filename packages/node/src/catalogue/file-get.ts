// The same as an HTTP GET for a mirror on a disk: file: URLs, with the same limits and the same errors.

import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FlasherError } from '@odflash/core';
import { downloadFailed } from './download-error.ts';
import type { Get } from './http-get.ts';

export const fileGet: Get = async (url, { limit, signal }) => {
  signal?.throwIfAborted();
  const path = fileURLToPath(url);
  try {
    await using file = await open(path, 'r');
    const status = await file.stat();
    if (!status.isFile()) throw downloadFailed('not-found', url, `${path} is not a file.`);
    if (status.size > limit)
      throw downloadFailed('too-large', url, `${path} is larger than ${limit / 1024 / 1024} MiB.`, {
        details: { limit },
      });
    const bytes = new Uint8Array(await file.readFile());
    return { url, status: 200, headers: new Headers(), bytes };
  } catch (cause) {
    throw fromSystem(cause, url, path);
  }
};

function fromSystem(cause: unknown, url: string, path: string): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || cause.name === 'FlasherError') return cause;
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
    return downloadFailed('not-found', url, `${path} does not exist.`, { cause });
  return new FlasherError('file-unreadable', `${path} cannot be read (${cause.code})`, { details: { path }, cause });
}
