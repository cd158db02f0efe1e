// A firmware file named on the command line, as an image. Knows both the file's name and what was wrong inside it.

import { type MemoryImage, readImage } from '@odflash/core';
import { readInput } from '../files.ts';
import { naming } from '../naming-file.ts';

/** Throws what reading and parsing throw, with the file's name in front. */
export async function loadImage(
  path: string,
  options: { readonly address?: number | undefined },
): Promise<MemoryImage> {
  const bytes = await readInput(path);
  return naming(path, () => readImage(bytes, options.address === undefined ? {} : { address: options.address }));
}
