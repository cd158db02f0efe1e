// What was downloaded before: lists, files by their digest, and which digest an address had. A help, never a condition: what
// cannot be read counts as absent, what cannot be kept is not kept. Nothing in it is believed: lists are checked as if they
// came from the network, files are hashed again.

import { createHash } from 'node:crypto';
import { boardVersion, type Log, type Vault } from '@odflash/core';
import { type CatalogueEntry, isEntry, isHttpUrl, isRecord, isSha256, isVersion } from './entry.ts';

export interface CatalogueCache {
  /** What the list at that address had last time. */
  list(url: string): Promise<readonly CatalogueEntry[] | undefined>;
  keepList(url: string, entries: readonly CatalogueEntry[]): Promise<void>;
  /** Bytes with that SHA-256; never any others. */
  file(sha256: string): Promise<Uint8Array | undefined>;
  /** Keeps the bytes; the first time also their digest, and of which release they are. */
  keepFile(entry: CatalogueEntry, sha256: string, bytes: Uint8Array): Promise<void>;
  /** The SHA-256 of what that entry's address gave the first time. */
  firstDigest(entry: CatalogueEntry): Promise<string | undefined>;
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

const nameFor = (kind: string, text: string): string => `${kind}-${sha256Of(text).slice(0, 32)}.json`;
const fileName = (sha256: string): string => `file-${sha256}`;
const releaseName = (sha256: string): string => `release-${sha256}.json`;

/** The release that had exactly these bytes when it was first downloaded. Never throws. */
export async function firstDownloadOf(vault: Vault, sha256: string): Promise<FirstDownload | undefined> {
  const value = jsonIn(await vault.get(releaseName(sha256)).catch(() => undefined));
  if (!isRecord(value)) return undefined;
  const { board, version } = value;
  const sound = typeof board === 'string' && boardVersion(board)?.name === board && typeof version === 'string';
  return sound && isVersion(version) ? { board, version } : undefined;
}

export function catalogueCache(vault: Vault, log?: Log): CatalogueCache {
  const warn = (text: string): void => log?.({ level: 'warn', scope: 'catalogue', text });
  const put = (name: string, bytes: Uint8Array): Promise<void> =>
    vault.put(name, bytes).catch((cause) => warn(`The download cache cannot be written: ${messageOf(cause)}`));
  const get = (name: string): Promise<Uint8Array | undefined> =>
    vault.get(name).catch((cause) => {
      warn(`The download cache cannot be read: ${messageOf(cause)}`);
      return undefined;
    });
  const putJson = (name: string, value: unknown): Promise<void> =>
    put(name, new TextEncoder().encode(JSON.stringify(value)));
  const firstDigest = async ({ url }: CatalogueEntry): Promise<string | undefined> => {
    const value = jsonIn(await get(nameFor('first', url)));
    return isRecord(value) && isSha256(value.sha256) ? value.sha256 : undefined;
  };
  return {
    async list(url) {
      const value = jsonIn(await get(nameFor('list', url)));
      if (!isRecord(value) || value.url !== url || !Array.isArray(value.entries)) return undefined;
      return value.entries.every(isKeptEntry) ? value.entries : undefined;
    },
    keepList: (url, entries) => putJson(nameFor('list', url), { url, entries }),
    async file(sha256) {
      const bytes = await get(fileName(sha256));
      if (!bytes || sha256Of(bytes) === sha256) return bytes;
      warn(`${vault.locate(fileName(sha256))} is damaged and is ignored.`);
      return undefined;
    },
    async keepFile(entry, sha256, bytes) {
      const { board, version, url } = entry;
      await put(fileName(sha256), bytes);
      if ((await firstDigest(entry)) !== undefined) return;
      await putJson(nameFor('first', url), { sha256 });
      await putJson(releaseName(sha256), { board, version } satisfies FirstDownload);
    },
    firstDigest,
  };
}

function isKeptEntry(value: unknown): value is CatalogueEntry {
  return isEntry(value) && isHttpUrl(value.url) && (value.sha256 !== undefined || value.verified === 'not-verified');
}

function jsonIn(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
