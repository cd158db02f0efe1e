// The firmware catalogue: which releases there are, and their files. Puts together where they come from, what is remembered
// and how it is fetched; this is what stands behind the update's port FirmwareSource.

import { type Clock, type FirmwareSource, FlasherError, type Log, type Vault } from '@odflash/core';
import type { FirmwareFile, SourceOptions } from '@odflash/core/update';
import { catalogueCache } from './cache.ts';
import { downloadFailed, shownUrl } from './download-error.ts';
import { type CatalogueEntry, inOrder } from './entry.ts';
import { fetchFile } from './fetch-file.ts';
import { fileGet } from './file-get.ts';
import { githubEntries, githubHeaders } from './github-releases.ts';
import { hostOf } from './http-failure.ts';
import { type Get, httpGet } from './http-get.ts';
import { type Fetching, listPages, type PagedList } from './list-pages.ts';
import { mirrorEntries } from './mirror-manifest.ts';
import { type ReleasePlace, releasePlace } from './place.ts';
import type { TimeLimits } from './silence-watch.ts';

export interface CatalogueOptions {
  /** Real time, even where boards live on virtual time: servers do not. */
  readonly clock: Clock;
  /** Where lists and files are kept for the next time. */
  readonly cache: Vault;
  /** See {@link releasePlace}; ODrive's releases on GitHub if missing. */
  readonly releaseUrl?: string;
  /** Only what was downloaded before, and mirrors in folders. */
  readonly offline?: boolean;
  readonly log?: Log;
  readonly fetch?: typeof globalThis.fetch;
  readonly limits?: TimeLimits;
}

/** Each call throws FlasherError: `download-failed`, `release-missing`, `checksum-mismatch`; or the signal's reason. */
export interface Catalogue extends FirmwareSource {
  /** Where it comes from, for people. */
  readonly place: string;
  /** Every file of every release, newest version first. */
  entries(options?: SourceOptions): Promise<readonly CatalogueEntry[]>;
  releases(...parameters: Parameters<FirmwareSource['releases']>): Promise<readonly CatalogueEntry[]>;
}

/** Asks nothing yet. Throws `usage` for a `releaseUrl` that can be none. */
export function openCatalogue(options: CatalogueOptions): Catalogue {
  const place = releasePlace(options.releaseUrl);
  const fetching = fetchingFor(options);
  const shown = shownUrl(place.url);
  let known: readonly CatalogueEntry[] | undefined;
  const entries = async ({ signal }: SourceOptions = {}): Promise<readonly CatalogueEntry[]> => {
    known ??= inOrder(await listOf(fetching, place, signal));
    return known;
  };
  return {
    place: shown,
    entries,
    async releases(board, sourceOptions) {
      return (await entries(sourceOptions)).filter((entry) => entry.board === board.name);
    },
    async fetch(release, sourceOptions = {}): Promise<FirmwareFile> {
      const { version, name } = release;
      const entry = (await entries(sourceOptions)).find((each) => each.version === version && each.name === name);
      if (entry) return fetchFile(fetching, entry, sourceOptions.signal);
      throw new FlasherError('release-missing', `There is no ${name} of firmware ${version} at ${shown}.`);
    },
  };
}

function fetchingFor({ clock, cache, offline = false, log, fetch, limits }: CatalogueOptions): Fetching {
  const http = httpGet({ clock, ...(fetch && { fetch }), ...(log && { log }), ...(limits && { limits }) });
  const remote = offline ? refuseNetwork : http;
  const get: Get = (url, request) => (url.startsWith('file:') ? fileGet : remote)(url, request);
  return { get, cache: catalogueCache(cache, log), clock, offline, ...(log && { log }) };
}

const refuseNetwork: Get = async (url) => {
  throw downloadFailed(
    'offline',
    url,
    `This was never downloaded from ${hostOf(url)} before, and --offline asks nobody.`,
  );
};

async function listOf(
  fetching: Fetching,
  { kind, url }: ReleasePlace,
  signal?: AbortSignal,
): Promise<readonly CatalogueEntry[]> {
  if (kind === 'github') return listPages(fetching, { url, headers: githubHeaders, parse: githubEntries }, signal);
  const mirror: PagedList = { url, headers: { accept: 'application/json' }, parse: mirrorEntries };
  return listPages(fetching, mirror, signal).catch((thrown) => {
    throw thrown instanceof FlasherError && thrown.details.reason === 'not-found'
      ? downloadFailed('no-mirror', url, `There is no mirror: ${thrown.message}`, { cause: thrown })
      : thrown;
  });
}
