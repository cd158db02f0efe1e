// Firmware made for virtual boards says of itself how long it is and what its CRC is, so that a board runs it only whole:
// half of it in a flash together with some other program would not run on a real board either.

import { crc32 } from '@odflash/core/image';

/** Goes before length and CRC; no bytes of a real image. */
const mark = Uint8Array.of(0x5a, 0xa5, 0x0d, 0xf1);
const lengthOffset = mark.length;
const crcOffset = lengthOffset + 4;
const recordLength = crcOffset + 4;

/** CRC-32 of `image`, with what stands at `at` counted as zeros. */
function crcOf(image: Uint8Array, at: number): number {
  const before = crc32(image.subarray(0, at + crcOffset));
  return crc32(image.subarray(at + recordLength), crc32(new Uint8Array(4), before));
}

/** Writes the record at `at`, the last thing that is done to an image. */
export function stampChecksum(image: Uint8Array, at: number): void {
  const view = new DataView(image.buffer, image.byteOffset, image.length);
  image.set(mark, at);
  view.setUint32(at + lengthOffset, image.length, true);
  view.setUint32(at + crcOffset, crcOf(image, at), true);
}

/** Whether the image at the start of `flash` is as it was made; `undefined` if it carries no record at `at`. */
export function isAsMade(flash: Uint8Array, at: number): boolean | undefined {
  if (!mark.every((byte, index) => flash[at + index] === byte)) return undefined;
  const view = new DataView(flash.buffer, flash.byteOffset, flash.length);
  const length = view.getUint32(at + lengthOffset, true);
  if (length < at + recordLength || length > flash.length) return false;
  return view.getUint32(at + crcOffset, true) === crcOf(flash.subarray(0, length), at);
}
