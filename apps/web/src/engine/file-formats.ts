// The flash of a chip as a file. Fetched when a person wants one.

import { mainFlash } from '@odflash/core/board';
import { writeImage } from '@odflash/core/image';
import type { FileFormat } from '../model/file-format.ts';

const names = { bin: 'raw', hex: 'intel-hex', dfu: 'dfuse' } as const;

/** `data`: the flash from its first byte on. */
export function fileOf(data: Uint8Array, format: FileFormat): Uint8Array {
  return writeImage({ segments: [{ address: mainFlash.address, data }] }, names[format]);
}
