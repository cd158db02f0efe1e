// The firmware catalogue: which releases there are, and their files. Puts together where they come from and how they are had;
// this is what stands behind the update's port FirmwareSource.

import { type BoardVersion, FlasherError, textOf } from '@odflash/core';
import { message } from '@odflash/core/messages';
import type { FirmwareSource, SourceOptions } from '@odflash/core/update';
import { type DownloadOptions, downloads } from './downloads.ts';
import { type CatalogueEntry, inOrder, mirrorEntries } from './entry.ts';
import { downloadFailed, isNotFound, shownUrl } from './failure.ts';
import { finishedLine, publisher } from './finished-line.ts';
import { releasePlace } from './place.ts';
import { readReleases } from './repository.ts';

/** Where releases come from and where they are kept. */
export interface CatalogueOptions extends DownloadOptions {
  /**
   * GitHub's releases of a fork, or a mirror on a web server or in a folder; ODrive's finished line of releases if missing, which
   * needs no list.
   */
  readonly releaseUrl?: string | undefined;
}

/** Which files are meant. */
export interface EntryFilter extends SourceOptions {
  /** All that there are if missing. */
  readonly boards?: readonly BoardVersion[] | undefined;
  readonly prereleases?: boolean | undefined;
}

/** Each call throws FlasherError: `download-failed`, `release-missing`, `checksum-mismatch`; or the signal's reason. */
export interface Catalogue extends FirmwareSource {
  /** Where it comes from, for people. */
  readonly place: string;
  /** Every file of every release, newest version first. */
  entries(options?: SourceOptions): Promise<readonly CatalogueEntry[]>;
  /** Those of them that are meant; `release-missing` if there are none. */
  select(filter: EntryFilter): Promise<readonly CatalogueEntry[]>;
  releases(...parameters: Parameters<FirmwareSource['releases']>): Promise<readonly CatalogueEntry[]>;
}

/** Asks nothing yet. Throws `usage` for a `releaseUrl` that can be none. */
export function openCatalogue(options: CatalogueOptions): Catalogue {
  const { releaseUrl } = options;
  const from = releaseUrl === undefined ? undefined : releasePlace(releaseUrl);
  const place = from ? shownUrl(from.url) : `${publisher}/releases`;
  const { list, file } = downloads(options);
  const offered = async (signal?: AbortSignal) => {
    if (!from) return finishedLine;
    if (from.kind === 'repository') return list(from.url, readReleases, signal);
    return list(from.url, mirrorEntries, signal).catch((cause: unknown) => {
      if (!isNotFound(cause)) throw cause;
      throw downloadFailed('no-mirror', from.url, message('release.no-mirror', { cause: textOf(cause) }), { cause });
    });
  };
  let known: readonly CatalogueEntry[] | undefined;
  const entries = async ({ signal }: SourceOptions = {}) => {
    known ??= inOrder(await offered(signal));
    return known;
  };
  return {
    place,
    entries,
    async select({ boards, prereleases = false, signal }) {
      const names = boards?.map(({ name }) => name);
      const isMeant = ({ board, prerelease }: CatalogueEntry) =>
        (prereleases || !prerelease) && (names?.includes(board) ?? true);
      const found = (await entries({ signal })).filter(isMeant);
      if (found.length > 0) return found;
      const text = message('release.none-found', { boards: names, place });
      throw new FlasherError('release-missing', text, { details: { place } });
    },
    releases: async ({ name }, options) => (await entries(options)).filter(({ board }) => board === name),
    async fetch({ version, name }, options) {
      const entry = (await entries(options)).find((each) => each.version === version && each.name === name);
      if (entry) return file(entry, options?.signal);
      throw new FlasherError('release-missing', message('release.not-found', { name, version, place }));
    },
  };
}
