// A list of releases, page by page: asked for with the ETag of last time, remembered, and from memory alone when offline.
// Knows pages, not what is on them.

import type { Clock, Log } from '@odflash/core';
import type { CatalogueCache } from './cache.ts';
import { downloadFailed } from './download-error.ts';
import type { CatalogueEntry } from './entry.ts';
import { hostOf } from './http-failure.ts';
import type { Get, Reply } from './http-get.ts';
import type { KeptPage } from './kept-page.ts';
import { nextPage } from './link-header.ts';
import { persist } from './persist.ts';

/** What everything that fetches works with. */
export interface Fetching {
  readonly get: Get;
  readonly cache: CatalogueCache;
  readonly clock: Clock;
  /** Nothing is asked over a network. */
  readonly offline: boolean;
  readonly log?: Log;
}

export interface PagedList {
  /** The first page's address. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Throws `download-failed` (`bad-list`). */
  readonly parse: (bytes: Uint8Array, url: string) => readonly CatalogueEntry[];
}

/** A hundred releases each; ODrive has some sixty in all. */
const maxPages = 10;
const maxPageBytes = 8 * 1024 * 1024;
/** After that long no further page is asked for, in ms. */
const patienceMs = 300_000;

/** Throws `download-failed`, or the signal's reason. */
export async function listPages(
  fetching: Fetching,
  list: PagedList,
  signal?: AbortSignal,
): Promise<readonly CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  const seen = new Set<string>();
  const begun = fetching.clock.now();
  let url: string | undefined = list.url;
  while (url !== undefined) {
    if (fetching.clock.now() - begun > patienceMs)
      throw downloadFailed('too-slow', url, `The list of ${hostOf(url)} takes too long: ${seen.size} pages were read.`);
    if (seen.has(url) || seen.size === maxPages)
      throw downloadFailed('bad-reply', url, `The list of ${hostOf(url)} has no end: ${seen.size} pages were read.`);
    seen.add(url);
    const page: KeptPage = await readPage(fetching, { ...list, url }, signal);
    entries.push(...page.entries);
    url = page.next;
  }
  return entries;
}

async function readPage(fetching: Fetching, list: PagedList, signal?: AbortSignal): Promise<KeptPage> {
  const { get, cache, clock, log, offline } = fetching;
  const { url } = list;
  // A mirror in a folder is there without a network and needs no second copy.
  const remote = !url.startsWith('file:');
  const kept = remote ? await cache.page(url) : undefined;
  if (offline && kept) return kept;
  const headers = { ...list.headers, ...(kept?.etag && { 'if-none-match': kept.etag }) };
  const ask = async (): Promise<KeptPage> => {
    const reply = await get(url, { headers, limit: maxPageBytes, ...(signal && { signal }) });
    if (reply.status !== 304) return pageOf(reply, list);
    if (kept) return kept;
    throw downloadFailed('bad-reply', url, `${hostOf(url)} says that nothing has changed since it was never asked.`);
  };
  const page = await persist(ask, { clock, ...(log && { log }), ...(signal && { signal }) });
  if (remote && page !== kept) await cache.keepPage(page);
  return page;
}

function pageOf({ headers, bytes, url: from }: Reply, { url, parse }: PagedList): KeptPage {
  const etag = headers.get('etag');
  const next = nextPage(headers.get('link'), from);
  return { url, entries: parse(bytes, from), ...(etag && { etag }), ...(next && { next }) };
}
