// The firmware catalogue: which releases there are, and their files. Puts together where they come from, what is remembered
// and how it is fetched; this is what stands behind the update's port FirmwareSource.

import { type BoardVersion, FlasherError, type Vault } from '@odflash/core';
import { message } from '@odflash/core/messages';
import type { FirmwareSource, SourceOptions } from '@odflash/core/update';
import { catalogueCache } from './cache.ts';
import { type CatalogueEntry, inOrder } from './entry.ts';
import { downloadFailed, hostOf, shownUrl } from './failure.ts';
import { type Fetching, fetchFile } from './fetch-file.ts';
import { finishedLine, publisher } from './finished-line.ts';
import { fileGet, type Get, type HttpParts, httpGet } from './http.ts';
import { mirrorEntries } from './manifest.ts';
import { type ReleasePlace, releasePlace } from './place.ts';
import { repositoryEntries } from './repository.ts';

/** Where releases come from and where they are kept. */
export interface CatalogueOptions extends HttpParts {
  /** Where lists and files are kept for the next time. */
  readonly cache: Vault;
  /**
   * GitHub's releases of a fork, or a mirror on a web server or in a folder; ODrive's finished line of releases if missing, which
   * needs no list.
   */
  readonly releaseUrl?: string | undefined;
  /** Only what was downloaded before, and mirrors in folders. */
  readonly offline?: boolean | undefined;
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
  const { releaseUrl, offline = false } = options;
  const list = releaseUrl === undefined ? undefined : releasePlace(releaseUrl);
  const place = list ? shownUrl(list.url) : `${publisher}/releases`;
  const remote = offline ? refuseNetwork : httpGet(options);
  const get: Get = (url, request) => (url.startsWith('file:') ? fileGet : remote)(url, request);
  const fetching: Fetching = { get, cache: catalogueCache(options.cache, options.log) };
  let known: readonly CatalogueEntry[] | undefined;
  const entries = async ({ signal }: SourceOptions = {}) => {
    known ??= inOrder(list ? await listOf(fetching, list, offline, signal) : finishedLine);
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
      throw new FlasherError('release-missing', message('release.none-found', { boards: names, place }), {
        details: { place },
      });
    },
    releases: async ({ name }, options) => (await entries(options)).filter(({ board }) => board === name),
    async fetch({ version, name }, options) {
      const entry = (await entries(options)).find((each) => each.version === version && each.name === name);
      if (entry) return fetchFile(fetching, entry, options?.signal);
      throw new FlasherError('release-missing', message('release.not-found', { name, version, place }));
    },
  };
}

const refuseNetwork: Get = async (url) => {
  throw downloadFailed('offline', url, message('release.not-cached', { host: hostOf(url) }));
};

/** What a repository or a mirror offers. A list that came whole from a network is kept for `--offline`, as it came. */
async function listOf(
  { get, cache }: Fetching,
  { kind, url }: ReleasePlace,
  offline: boolean,
  signal: AbortSignal | undefined,
): Promise<readonly CatalogueEntry[]> {
  let keep = async () => {};
  const ask: Get = async (address, request) => {
    const kept = offline ? await cache.list(address) : undefined;
    if (kept) return kept;
    const bytes = await get(address, request);
    if (!url.startsWith('file:')) keep = () => cache.keepList(address, bytes);
    return bytes;
  };
  const entries = await (kind === 'repository' ? repositoryEntries : mirrorEntries)(ask, url, signal);
  await keep();
  return entries;
}
