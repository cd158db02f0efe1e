// What was downloaded before: lists as they came, files by their digest, and which digest an address had first. A help, never a
// condition: what cannot be read counts as absent, what cannot be kept is not kept. Nothing in it is believed: lists are read
// again as if they came from the network, files are hashed again.

import { createHash } from 'node:crypto';
import { boardVersion, type Log, textOf, type Vault } from '@odflash/core';
import { isObject, isSha256, jsonIn } from '@odflash/core/checks';
import { message } from '@odflash/core/messages';
import { type CatalogueEntry, isVersion } from './entry.ts';

export interface CatalogueCache {
  /** The SHA-256 of what an address gave the first time. */
  firstDigest(url: string): Promise<string | undefined>;
  /** The bytes of the list, or of the page of one, at that address; none that were damaged since. */
  list(url: string): Promise<Uint8Array | undefined>;
  keepList(url: string, bytes: Uint8Array): Promise<void>;
  /** Bytes with that SHA-256; never any others. */
  file(sha256: string): Promise<Uint8Array | undefined>;
  /** Keeps the bytes; the first time also their digest, and of which release they are. */
  keepFile(entry: CatalogueEntry, sha256: string, bytes: Uint8Array): Promise<void>;
}

/** Of which release a file is. */
export interface FirstDownload {
  /** `v3.6-56V`. */
  readonly board: string;
  /** `0.5.6`. */
  readonly version: string;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const nameFor = (kind: 'first' | 'page', url: string): string => `${kind}-${sha256Of(url).slice(0, 32)}.json`;
const fileName = (sha256: string): string => `file-${sha256}`;
const releaseName = (sha256: string): string => `release-${sha256}.json`;

/** The release that had exactly these bytes when it was first downloaded. Never throws. */
export async function firstDownloadOf(vault: Vault, sha256: string): Promise<FirstDownload | undefined> {
  const bytes = await vault.get(releaseName(sha256)).catch(() => undefined);
  const value = bytes && jsonIn(bytes);
  if (!isObject(value)) return undefined;
  const { board, version } = value;
  const valid = typeof board === 'string' && boardVersion(board)?.name === board && typeof version === 'string';
  return valid && isVersion(version) ? { board, version } : undefined;
}

/** Nothing in it throws. */
export function catalogueCache(vault: Vault, log?: Log): CatalogueCache {
  const cannot =
    (use: 'read' | 'written') =>
    (cause: unknown): undefined => {
      const text = message('release.cache-unusable', { use, cause: textOf(cause) });
      log?.({ level: 'warn', scope: 'catalogue', text });
    };
  const put = (name: string, bytes: Uint8Array): Promise<void> => vault.put(name, bytes).catch(cannot('written'));
  const putJson = (name: string, value: unknown): Promise<void> =>
    put(name, new TextEncoder().encode(JSON.stringify(value)));
  const get = (name: string): Promise<Uint8Array | undefined> => vault.get(name).catch(cannot('read'));
  const firstDigest = async (url: string): Promise<string | undefined> => {
    const bytes = await get(nameFor('first', url));
    const value = bytes && jsonIn(bytes);
    return isObject(value) && isSha256(value.sha256) ? value.sha256 : undefined;
  };
  return {
    firstDigest,
    async list(url) {
      const bytes = await get(nameFor('page', url));
      return bytes && jsonIn(bytes) !== undefined ? bytes : undefined;
    },
    keepList: (url, bytes) => put(nameFor('page', url), bytes),
    async file(sha256) {
      const bytes = await get(fileName(sha256));
      if (!bytes || sha256Of(bytes) === sha256) return bytes;
      const text = message('release.cached-file-damaged', { location: vault.locate(fileName(sha256)) });
      log?.({ level: 'warn', scope: 'catalogue', text });
      return undefined;
    },
    async keepFile({ board, version, url }, sha256, bytes) {
      await put(fileName(sha256), bytes);
      if ((await firstDigest(url)) !== undefined) return;
      await putJson(nameFor('first', url), { sha256 });
      await putJson(releaseName(sha256), { board, version } satisfies FirstDownload);
    },
  };
}
