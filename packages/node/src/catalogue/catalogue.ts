// The firmware catalogue: which releases there are, and their files. Puts together where they come from, what is remembered
// and how it is fetched; this is what stands behind the update's port FirmwareSource.

import { FlasherError, isFlasherError, type Vault } from '@odflash/core';
import type { FirmwareFile, FirmwareSource, SourceOptions } from '@odflash/core/update';
import { catalogueCache } from './cache.ts';
import { downloadFailed, hostOf, shownUrl } from './download-error.ts';
import { type CatalogueEntry, inOrder } from './entry.ts';
import { type Fetching, fetchFile } from './fetch-file.ts';
import { finishedLine, publisher } from './finished-line.ts';
import { fileGet, type Get, type HttpParts, httpGet } from './get.ts';
import { mirrorEntries } from './mirror-manifest.ts';
import { type ReleasePlace, releasePlace } from './place.ts';
import { repositoryEntries } from './repository.ts';

/** Where releases come from and where they are kept. */
export interface CatalogueOptions extends HttpParts {
  /** Where lists and files are kept for the next time. */
  readonly cache: Vault;
  /** See {@link releasePlace}; ODrive's finished line of releases if missing, which needs no list. */
  readonly releaseUrl?: string | undefined;
  /** Only what was downloaded before, and mirrors in folders. */
  readonly offline?: boolean | undefined;
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
  const { releaseUrl, offline = false } = options;
  const place = releaseUrl === undefined ? undefined : releasePlace(releaseUrl);
  const shown = place ? shownUrl(place.url) : `${publisher}/releases`;
  const remote = offline ? refuseNetwork : httpGet(options);
  const get: Get = (url, request) => (url.startsWith('file:') ? fileGet : remote)(url, request);
  const fetching: Fetching = { get, cache: catalogueCache(options.cache, options.log) };
  let known: readonly CatalogueEntry[] | undefined = place ? undefined : inOrder(finishedLine);
  const entries = async ({ signal }: SourceOptions = {}): Promise<readonly CatalogueEntry[]> => {
    if (!known && place) known = inOrder(await listOf(fetching, place, offline, signal));
    return known ?? [];
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
      if (entry) {
        const download = fetchFile(fetching, entry, sourceOptions.signal);
        return place ? download : download.catch(asListed(fetching, entry, offline, sourceOptions.signal));
      }
      throw new FlasherError('release-missing', `${name} of firmware ${version} was not found at ${shown}.`);
    },
  };
}

/**
 * What the publisher lists for a release and board whose address in the table is not there: the table's names come from its
 * build files, not from downloads.
 */
function asListed(
  fetching: Fetching,
  { version, board }: CatalogueEntry,
  offline: boolean,
  signal: AbortSignal | undefined,
): (thrown: unknown) => Promise<FirmwareFile> {
  return async (thrown) => {
    if (!isFlasherError(thrown) || thrown.code !== 'release-missing') throw thrown;
    // The list is a second chance: where it cannot be had either, what is missing is the file.
    const listed = await listOf(fetching, releasePlace(publisher), offline, signal).catch(() => []);
    signal?.throwIfAborted();
    const entry = inOrder(listed).find((each) => each.version === version && each.board === board);
    if (!entry) throw thrown;
    return fetchFile(fetching, entry, signal);
  };
}

const refuseNetwork: Get = async (url) => {
  const text = `Not in the download cache of ${hostOf(url)}, and --offline disables network access.`;
  throw downloadFailed('offline', url, text);
};

const maxManifestBytes = 4 * 1024 * 1024;

async function listOf(
  { get, cache }: Fetching,
  { kind, url }: ReleasePlace,
  offline: boolean,
  signal: AbortSignal | undefined,
): Promise<readonly CatalogueEntry[]> {
  // A mirror in a folder is there without a network and needs no second copy.
  const isRemote = !url.startsWith('file:');
  const kept = offline && isRemote ? await cache.list(url) : undefined;
  if (kept) return kept;
  const ask = async (): Promise<readonly CatalogueEntry[]> =>
    mirrorEntries(await get(url, { accept: 'application/json', limit: maxManifestBytes, signal }), url);
  const entries = await (kind === 'repository' ? repositoryEntries(get, url, signal) : ask().catch(noMirror(url)));
  if (isRemote) await cache.keepList(url, entries);
  return entries;
}

function noMirror(url: string): (thrown: unknown) => never {
  return (thrown) => {
    throw isFlasherError(thrown) && thrown.details.reason === 'not-found'
      ? downloadFailed('no-mirror', url, `No mirror found: ${thrown.message}`, { cause: thrown })
      : thrown;
  };
}
