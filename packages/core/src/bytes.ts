/**
 * Addresses and bytes: the small arithmetic that images, boards, targets and the engine share. No I/O.
 *
 * {@includeCode ../../../test/examples/core-bytes.ts}
 *
 * @module
 */

/** A contiguous piece of the address space, in bytes. */
export interface Range {
  readonly address: number;
  readonly length: number;
}

/** Bytes with their place in the address space. */
export interface Block {
  readonly address: number;
  readonly data: Uint8Array;
}

/** First address after a range or block. */
export function endOf(piece: Range | Block): number {
  return piece.address + ('data' in piece ? piece.data.length : piece.length);
}

/** The part of `block` that lies in `range`. */
export function cut(block: Block, range: Range): Block | undefined {
  const start = Math.max(block.address, range.address);
  const end = Math.min(endOf(block), endOf(range));
  return start < end
    ? { address: start, data: block.data.subarray(start - block.address, end - block.address) }
    : undefined;
}

/** `0x08000000` style, eight digits, upper case. */
export function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** `0x0F` style, two digits, upper case. */
export function hex8(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Looked up: a virtual board on the disk writes out thousands of bytes a second. */
const hexDigits: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Two lower-case digits per byte. */
export function hexBytes(bytes: ArrayLike<number>, between = ' '): string {
  return Array.from(bytes, (byte) => hexDigits[byte]).join(between);
}

/** Index of the first byte that differs, or -1. Lengths that differ count as a difference at the shorter one's end. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return i;
  return a.length === b.length ? -1 : shared;
}

/** True if every byte is 0xFF, the erased state of flash. */
export function isErased(bytes: Uint8Array): boolean {
  // A loop and not every(): a flash is looked at sector by sector in each run, and this is ten times as fast.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0xff) return false;
  return true;
}

/** UTF-16 and not latin1: TextDecoder decodes that through a table, and is six times as slow. */
const codeUnits = new TextDecoder('utf-16le');

/** One character for each byte, U+0000 to U+00FF. */
export function latin1Text(bytes: Uint8Array): string {
  return codeUnits.decode(new Uint16Array(bytes));
}
