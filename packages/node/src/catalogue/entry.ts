// One file of the catalogue: which firmware, for which board, where it lies and what its bytes must be. Plain data.

import { boardVersions } from '@odflash/core/board';
import type { FirmwareFile, FirmwareRelease } from '@odflash/core/update';
import { compareVersions } from './firmware-tag.ts';

/** No ODrive firmware comes near it: HEX files have 0.5 to 0.7 MB, ELF files with debug information a few. */
export const maxFileBytes: number = 8 * 1024 * 1024;

/** A release's file with everything that is known of it before it is fetched. */
export interface CatalogueEntry extends FirmwareRelease {
  /** The board version it was built for, `v3.6-56V`. */
  readonly board: string;
  /** In bytes. */
  readonly size: number;
  /** 64 lower-case hex digits; absent where nobody published any. */
  readonly sha256?: string;
  /** Who vouches for `sha256`. */
  readonly verified: FirmwareFile['verified'];
  /** `https:`, `http:` or `file:`. */
  readonly url: string;
}

/**
 * Newest version first, boards as they were made; one file for each. A release that is published while its list is being
 * read moves another one onto the next page, where it is met for the second time.
 */
export function inOrder(entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const unique = new Map(entries.map((entry) => [`${entry.version} ${entry.board}`, entry]));
  return [...unique.values()].sort(
    (one, other) => compareVersions(other.version, one.version) || boardOrder(one) - boardOrder(other),
  );
}

function boardOrder({ board }: CatalogueEntry): number {
  return boardVersions.findIndex(({ name }) => name === board);
}
