// One number for an image, whatever format its file has.

import type { MemoryImage } from './memory-image.ts';
import { sha256Hex } from './sha256.ts';

/** SHA-256 over addresses and bytes, hex. */
export function imageHash({ segments }: Pick<MemoryImage, 'segments'>): string {
  const pieces = segments.flatMap(({ address, data }) => {
    const head = new Uint8Array(8);
    new DataView(head.buffer).setUint32(0, address, true);
    new DataView(head.buffer).setUint32(4, data.length, true);
    return [head, data];
  });
  return sha256Hex(...pieces);
}
