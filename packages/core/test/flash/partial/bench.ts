// A firmware and parts of it: what the tests of images without vectors stand on.

import { acceptWarnings, type FlashRequest, type MemoryImage } from '@odflash/core';
import { type Bench, firmware, flashBase, imageOf } from '../bench.ts';

/** A firmware of three sectors of which little is used, so that there are few transfers to cut. */
const data = firmware(1, 33 * 1024);
export const holds: Uint8Array = new Uint8Array(33 * 1024).fill(0xff);
for (const [from, to] of [
  [0, 1500],
  [16_384, 16_900],
  [32_768, 33_100],
] as const)
  holds.set(data.subarray(from, to), from);
export const part = imageOf(firmware(2, 700).subarray(64, 664), flashBase + 16 * 1024 + 100);
export const ask = acceptWarnings;

export const wanted = (image: MemoryImage) => ({ image, partial: true, ask }) satisfies FlashRequest;

/** The flash with the part in its sector, whose other bytes are erased with it. */
export function after(image: MemoryImage, before: Uint8Array): Uint8Array {
  const flash = before.slice();
  for (const { address } of image.segments) {
    const sector = address - flashBase - ((address - flashBase) % (16 * 1024));
    flash.fill(0xff, sector, sector + 16 * 1024);
  }
  for (const { address, data: bytes } of image.segments) flash.set(bytes, address - flashBase);
  return flash;
}

export const equal = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

export function undoFiles({ vault }: Bench) {
  return [...vault.files.keys()].filter((name) => /^(undo|partial)-/.test(name));
}
