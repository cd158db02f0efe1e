// A firmware file named on the command line, as an image. Knows both the file's name and what was wrong inside it.

import { FlasherError, isFlasherError, type MemoryImage, readImage } from '@odflash/core';
import { readInput } from '../files.ts';

/** Throws what reading and parsing throw, with the file's name in front. */
export async function loadImage(
  path: string,
  options: { readonly address?: number | undefined },
): Promise<MemoryImage> {
  const bytes = await readInput(path);
  try {
    return readImage(bytes, options.address === undefined ? {} : { address: options.address });
  } catch (thrown) {
    if (!isFlasherError(thrown)) throw thrown;
    const { code, message, details, next, retryable } = thrown;
    throw new FlasherError(code, `${path}: ${message}`, {
      details: { ...details, path },
      next,
      retryable,
      cause: thrown,
    });
  }
}
