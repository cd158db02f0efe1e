// The beginning of some bytes, for a line that people read.

import { hexBytes } from '../bytes.ts';

/** `[21 00 00 00 08]`, with an ellipsis beyond `most` bytes. */
export function preview(data: Uint8Array, most = 16): string {
  return `[${hexBytes(data.subarray(0, most))}${data.length > most ? ' …' : ''}]`;
}
