// One file of the catalogue: which firmware, for which board, where it lies and what its bytes must be. Plain data, its order,
// and the forms that names and versions from outside must have.

import { boardVersion } from '@odflash/core';
import type { FirmwareFile, FirmwareRelease } from '@odflash/core/update';

/** A release's file with everything that is known of it before it is fetched. */
export interface CatalogueEntry extends FirmwareRelease {
  /** The board version it was built for, `v3.6-56V`. */
  readonly board: string;
  /** In bytes; absent where it was never listed. */
  readonly size?: number | undefined;
  /** 64 lower-case hex digits; absent where the publisher gave none. */
  readonly sha256?: string | undefined;
  /** Who vouches for `sha256`. */
  readonly verified: FirmwareFile['verified'];
  /** `https:`, `http:` or `file:`. */
  readonly url: string;
}

/** rc2 before rc10, whatever the language of the computer. */
const naturally: Intl.Collator = new Intl.Collator('en', { numeric: true });

/** Newest version first, boards as they were made; one file for each. */
export function inOrder(entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const unique = new Map(entries.map((entry) => [`${entry.version} ${entry.board}`, entry]));
  return [...unique.values()].sort(
    (one, other) => compareVersions(other.version, one.version) || naturally.compare(one.board, other.board),
  );
}

/** From old to new, for `sort`: 0.4.9 before 0.4.12, a release after its pre-releases. Both must be versions. */
export function compareVersions(one: string, other: string): number {
  const [core = '', suffix = ''] = one.split(/-(.*)/);
  const [otherCore = '', otherSuffix = ''] = other.split(/-(.*)/);
  const finalLast = Number(suffix === '') - Number(otherSuffix === '');
  return naturally.compare(core, otherCore) || finalLast || naturally.compare(suffix, otherSuffix);
}

/** `0.5.6`, or `0.5.1-rc2`. Numbers are short: these texts come from a network and become file names. */
export function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[0-9A-Za-z][0-9A-Za-z.-]{0,31})?$/.test(value);
}

/** `v3.6-56V`, as boards are named here. */
export function isBoard(value: unknown): value is string {
  return typeof value === 'string' && boardVersion(value)?.name === value;
}

/** A file name that is one everywhere: no folders, nothing hidden, nothing two file systems read differently. */
export function isFileName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/.test(value);
}
