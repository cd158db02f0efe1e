// What was downloaded before: lists as they came, files by their digest, and which digest an address had first. A help, never a
// condition: what cannot be read counts as absent, what cannot be kept is not kept. Nothing in it is believed: lists are read
// again as if they came from the network, files are hashed again.

import { createHash } from 'node:crypto';
import { boardVersion, type Log, textOf, type Vault } from '@odflash/core';
import { isObject, isSha256, jsonIn } from '@odflash/core/checks';
import { message } from '@odflash/core/messages';
import { type CatalogueEntry, isVersion } from './entry.ts';

/** Nothing in it throws. */
export interface CatalogueCache {
  /** The SHA-256 of what an address gave the first time. */
  firstDigest(url: string): Promise<string | undefined>;
  /** The bytes of the list at that address; none that were damaged since. */
  list(url: string): Promise<Uint8Array | undefined>;
  keepList(url: string, bytes: Uint8Array): Promise<void>;
  /** Bytes with that SHA-256; never any others. */
  file(sha256: string): Promise<Uint8Array | undefined>;
  /** Keeps the bytes; the first time also their digest, and of which release they are. */
  keepFile(entry: CatalogueEntry, sha256: string, bytes: Uint8Array): Promise<void>;
}

/** Of which release a file is: `v3.6-56V`, `0.5.6`. */
export type FirstDownload = Pick<CatalogueEntry, 'board' | 'version'>;

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const names = {
  first: (url: string) => `first-${sha256Of(url).slice(0, 32)}.json`,
  list: (url: string) => `page-${sha256Of(url).slice(0, 32)}.json`,
  file: (sha256: string) => `file-${sha256}`,
  release: (sha256: string) => `release-${sha256}.json`,
};

/** The release that had exactly these bytes when it was first downloaded. Never throws. */
export async function firstDownloadOf(vault: Vault, sha256: string): Promise<FirstDownload | undefined> {
  const bytes = await vault.get(names.release(sha256)).catch(() => undefined);
  const value = bytes && jsonIn(bytes);
  if (!isObject(value)) return undefined;
  const { board, version } = value;
  const isBoard = typeof board === 'string' && boardVersion(board)?.name === board;
  return isBoard && isVersion(version) ? { board, version } : undefined;
}

export function catalogueCache(vault: Vault, log?: Log): CatalogueCache {
  const cannot = (use: 'read' | 'written') => (cause: unknown) => {
    log?.({
      level: 'warn',
      scope: 'catalogue',
      text: message('release.cache-unusable', { use, cause: textOf(cause) }),
    });
    return undefined;
  };
  const put = (name: string, bytes: Uint8Array) => vault.put(name, bytes).catch(cannot('written'));
  const putJson = (name: string, value: unknown) => put(name, new TextEncoder().encode(JSON.stringify(value)));
  const get = (name: string) => vault.get(name).catch(cannot('read'));
  const cache: CatalogueCache = {
    async firstDigest(url) {
      const bytes = await get(names.first(url));
      const value = bytes && jsonIn(bytes);
      return isObject(value) && isSha256(value.sha256) ? value.sha256 : undefined;
    },
    async list(url) {
      const bytes = await get(names.list(url));
      return bytes && jsonIn(bytes) !== undefined ? bytes : undefined;
    },
    keepList: (url, bytes) => put(names.list(url), bytes),
    async file(sha256) {
      const bytes = await get(names.file(sha256));
      if (!bytes || sha256Of(bytes) === sha256) return bytes;
      const text = message('release.cached-file-damaged', { location: vault.locate(names.file(sha256)) });
      log?.({ level: 'warn', scope: 'catalogue', text });
      return undefined;
    },
    async keepFile({ board, version, url }, sha256, bytes) {
      await put(names.file(sha256), bytes);
      if ((await cache.firstDigest(url)) !== undefined) return;
      await putJson(names.first(url), { sha256 });
      await putJson(names.release(sha256), { board, version } satisfies FirstDownload);
    },
  };
  return cache;
}
