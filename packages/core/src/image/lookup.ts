// Looking into segments by address. Knows nothing of what the bytes mean.

import { type Block, endOf } from '../bytes.ts';

/** The bytes at [address, address + length) as a view, or `undefined` unless one segment holds them all. */
export function bytesAt(segments: readonly Block[], address: number, length: number): Uint8Array | undefined {
  const holder = segments.find((segment) => address >= segment.address && address + length <= endOf(segment));
  if (!holder) return undefined;
  const from = address - holder.address;
  return holder.data.subarray(from, from + length);
}

/** The little-endian 32-bit word at `address`, or `undefined` unless one segment holds all of it. */
export function wordAt(segments: readonly Block[], address: number): number | undefined {
  const bytes = bytesAt(segments, address, 4);
  return bytes && new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
}
