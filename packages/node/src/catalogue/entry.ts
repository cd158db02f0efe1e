// One file of the catalogue: which firmware, for which board, its address and what its bytes must be. Plain data, its order, and
// what a mirror offers.

import { message } from '@odflash/core/messages';
import { type FirmwareFile, type FirmwareRelease, readMirrorManifest } from '@odflash/core/update';
import { badList } from './failure.ts';

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

const problems = {
  'not-json': 'list.not-json',
  'not-a-manifest': 'list.not-a-manifest',
  'newer-manifest': 'list.newer-manifest',
  'no-files': 'list.no-files',
} as const;

/** What a mirror offers: its digests are its own statement, whatever they were held against once. Throws `download-failed` (`bad-list`). */
export function mirrorEntries(bytes: Uint8Array, url: string): readonly CatalogueEntry[] {
  const { files, problem } = readMirrorManifest(bytes);
  if (typeof problem === 'string') throw badList(url, message(problems[problem]));
  if (problem) throw badList(url, message('list.file-invalid', { number: problem.invalidFile }));
  return files.map(({ path, ...file }) => ({ ...file, verified: 'mirror', url: new URL(path, url).href }));
}
