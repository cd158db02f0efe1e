// The sample firmware as built (samples/README.md) and what it must say of itself, computed from its BIN file alone.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

export type SampleVersion = '1.0.0' | '2.0.0';
export const sampleFormats = ['hex', 'elf', 'bin', 'dfu'] as const;

/** Path of a built file. */
export function samplePath(version: SampleVersion, format: (typeof sampleFormats)[number]): string {
  return fileURLToPath(new URL(`../../samples/built/odflash-sample-${version}.${format}`, import.meta.url));
}

/** The image, from 0x08000000. */
export function sampleImage(version: SampleVersion): Uint8Array {
  return new Uint8Array(readFileSync(samplePath(version, 'bin')));
}

/** Its first sectors: a whole small image of its own, quick to flash in real time. */
export function smallImage(version: SampleVersion): Uint8Array {
  return sampleImage(version).slice(0, 40 * 1024);
}

/** The line a healthy sample prints. The CRC covers everything but the image's last four bytes. */
export function healthyLine(version: SampleVersion): string {
  const crc = crc32(sampleImage(version).subarray(0, -4)).toString(16).toUpperCase().padStart(8, '0');
  return `odflash sample ${version} crc 0x${crc} ok`;
}
