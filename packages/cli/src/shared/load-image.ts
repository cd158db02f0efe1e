// A firmware file named on the command line, as an image. Knows the file's name, what was downloaded under its digest, and
// what was wrong inside it.

import { basename } from 'node:path';
import { type MemoryImage, readImage } from '@odflash/core';
import { sha256Hex } from '@odflash/core/image';
import { firstDownloadOf } from '@odflash/node';
import { readInput } from '../files.ts';
import { cacheVault } from '../user-dirs.ts';
import { withFileName } from '../with-file-name.ts';

/** Throws what reading and parsing throw, with the file's name in front. */
export async function loadImage(
  path: string,
  options: { readonly address?: number | undefined },
): Promise<MemoryImage> {
  const bytes = await readInput(path);
  const sha256 = sha256Hex(bytes);
  const release = await firstDownloadOf(cacheVault(), sha256);
  const origin = { name: basename(path), sha256, release: release?.version, releasedFor: release?.board };
  const { address } = options;
  return withFileName(path, () => readImage(bytes, { origin, address }));
}
