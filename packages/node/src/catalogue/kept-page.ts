// A page of a list of releases as it is remembered, and whether some JSON is one. No I/O.

import type { CatalogueEntry } from './entry.ts';
import { hasFileFacts } from './file-facts.ts';
import { isHttpUrl, isRecord, isSha256 } from './json.ts';

/** One page of a list as it was last seen. */
export interface KeptPage {
  readonly url: string;
  /** What the server calls this state of it (RFC 9110 §8.8.3). */
  readonly etag?: string;
  /** The page after it. */
  readonly next?: string;
  readonly entries: readonly CatalogueEntry[];
}

export function isKeptPage(value: unknown): value is KeptPage {
  if (!isRecord(value) || !isHttpUrl(value.url) || !Array.isArray(value.entries)) return false;
  const { etag, next, entries } = value;
  const named = etag === undefined || typeof etag === 'string';
  return named && (next === undefined || isHttpUrl(next)) && entries.every(isEntry);
}

function isEntry(value: unknown): value is CatalogueEntry {
  if (!isRecord(value) || !hasFileFacts(value) || !isHttpUrl(value.url)) return false;
  return value.sha256 === undefined ? value.verified === 'not-verified' : isSha256(value.sha256);
}
