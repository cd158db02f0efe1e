// Reading with all readers at hand.

import type { MemoryImage } from './memory-image.ts';
import { otherReaders } from './other-readers.ts';
import { formatOf, type ReadImageOptions, readAs, readerOf } from './read-image-by.ts';

/**
 * Reads a firmware file, whatever its name: Intel HEX, S-record, ELF, DfuSe, UF2, raw binary with or without DFU suffix.
 * The image's claims say what is known of firmware version and board.
 *
 * Throws FlasherError: `bad-file` (details: `format`, `reason`, `line` or `offset`), `image-overlap`,
 * `image-empty`, `image-implausible` for a raw binary whose place is not evident, `usage` for an `address` that cannot be.
 */
export function readImage(bytes: Uint8Array, options: ReadImageOptions = {}): MemoryImage {
  return readAs(readerOf(formatOf(bytes, options), otherReaders), bytes, options);
}
