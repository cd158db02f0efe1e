// What the name of a release's file says: the board it was built for, and its format. Pure. The board is what the name says
// exactly; a file for a neighbouring version or voltage is another file.
// Names as the releases of odriverobotics/ODrive have them: ODriveFirmware_v3.6-56V.hex, ODriveFirmware_v3.3.elf (boards up
// to v3.3 exist in one voltage), and in fw-v0.5.1-rc2 a dash for the underscore.

import { boardVersion } from '@odflash/core';

/**
 * Formats in the order they are preferred. HEX: each of its lines carries a checksum, so a damaged file is recognised even
 * though the publisher's digest is missing (GitHub has none for files from before June 2025, which is all of these); it is a
 * tenth of the ELF with its debug information, and what odrivetool has always put on these boards. The version, which only
 * an ELF tells by itself, is known from the release. A raw binary has neither addresses nor checksums.
 */
const formats: readonly string[] = ['hex', 'elf', 'bin'];

const assetForm = /^ODriveFirmware[_-](v3\.\d(?:-\d\dV)?)\.(hex|elf|bin)$/i;

export interface AssetName {
  /** `v3.6-56V`. */
  readonly board: string;
  /** Place of its format among {@link formats}; the smallest is taken. */
  readonly rank: number;
}

/** `undefined` for files that are no firmware of a board that exists. */
export function readAssetName(name: string): AssetName | undefined {
  const [, version = '', ending = ''] = assetForm.exec(name) ?? [];
  const board = boardVersion(version);
  return board && { board: board.name, rank: formats.indexOf(ending.toLowerCase()) };
}
