// One file of the catalogue: which firmware, for which board, where it lies and what its bytes must be. Plain data, its order,
// and whether some JSON is such data.

import { boardVersion } from '@odflash/core';
import { boardVersions } from '@odflash/core/board';
import type { FirmwareFile, FirmwareRelease } from '@odflash/core/update';

/** No ODrive firmware comes near it: HEX files have 0.5 to 0.7 MB, ELF files with debug information some 6 MB. */
export const maxFileBytes: number = 8 * 1024 * 1024;

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

/** Newest version first, boards as they were made; one file for each. */
export function inOrder(entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const unique = new Map(entries.map((entry) => [`${entry.version} ${entry.board}`, entry]));
  return [...unique.values()].sort(
    (one, other) => compareVersions(other.version, one.version) || boardOrder(one) - boardOrder(other),
  );
}

function boardOrder({ board }: CatalogueEntry): number {
  return boardVersions.findIndex(({ name }) => name === board);
}

/** `0.5.6`, or `0.5.1-rc2`. Numbers are short: these texts come from a network and become file names. */
const versionForm = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-([0-9A-Za-z][0-9A-Za-z.-]{0,31}))?$/;

export function isVersion(text: string): boolean {
  return versionForm.test(text);
}

/** rc2 before rc10, whatever language the machine speaks. */
const naturally: Intl.Collator = new Intl.Collator('en', { numeric: true });

/** From old to new, for `sort`: 0.4.9 before 0.4.12, a release after its pre-releases. Both must be versions. */
export function compareVersions(one: string, other: string): number {
  const [core, suffix] = partsOf(one);
  const [otherCore, otherSuffix] = partsOf(other);
  const finalLast = Number(suffix === '') - Number(otherSuffix === '');
  return naturally.compare(core, otherCore) || finalLast || naturally.compare(suffix, otherSuffix);
}

function partsOf(version: string): readonly [string, string] {
  const end = version.indexOf('-');
  return end < 0 ? [version, ''] : [version.slice(0, end), version.slice(end + 1)];
}

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** A whole number of bytes. */
export function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A file name that is one everywhere: no folders, nothing hidden, nothing two file systems read differently. */
export function isFileName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/.test(value);
}

export function isHttpUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:/.test(value) && value.length <= 4096 && URL.canParse(value);
}

const vouchers: readonly unknown[] = [
  'publisher',
  'known-file',
  'mirror',
  'not-verified',
] satisfies readonly FirmwareFile['verified'][];

/** Whether some JSON has all that an entry has, apart from where it lies. */
export function isEntry(value: unknown): value is JsonRecord & Omit<CatalogueEntry, 'url'> {
  if (!isRecord(value)) return false;
  const { version, prerelease, board, name, size, sha256, verified } = value;
  return (
    typeof version === 'string' &&
    isVersion(version) &&
    typeof prerelease === 'boolean' &&
    typeof board === 'string' &&
    boardVersion(board)?.name === board &&
    isFileName(name) &&
    (size === undefined || isSize(size)) &&
    (sha256 === undefined || isSha256(sha256)) &&
    vouchers.includes(verified)
  );
}
