// What was downloaded before: lists with their ETags, files by their digest, and which digest an address had. A help, never
// a condition: what cannot be read counts as absent, what cannot be kept is not kept. Nothing in it is believed: lists are
// checked as if they came from the network, files are hashed again.

import { createHash } from 'node:crypto';
import { boardVersion, type Log, type Vault } from '@odflash/core';
import type { CatalogueEntry } from './entry.ts';
import { isVersion } from './firmware-tag.ts';
import { isRecord, isSha256 } from './json.ts';
import { isKeptPage, type KeptPage } from './kept-page.ts';

export interface CatalogueCache {
  page(url: string): Promise<KeptPage | undefined>;
  keepPage(page: KeptPage): Promise<void>;
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

const pageName = (url: string): string => `list-${sha256Of(url).slice(0, 32)}.json`;
const fileName = (sha256: string): string => `file-${sha256}`;
const digestName = ({ url }: CatalogueEntry): string => `first-${sha256Of(url).slice(0, 32)}.json`;
/** As odflash 0.1 named it: it did not notice a file that was replaced by one of another size. */
const sizedDigestName = ({ url, size }: CatalogueEntry): string =>
  `digest-${sha256Of(`${size} ${url}`).slice(0, 32)}.json`;
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
    vault.put(name, bytes).catch((cause) => warn(`Nothing is kept for next time: ${messageOf(cause)}`));
  const get = (name: string): Promise<Uint8Array | undefined> =>
    vault.get(name).catch((cause) => {
      warn(`What was downloaded before cannot be read: ${messageOf(cause)}`);
      return undefined;
    });
  const firstDigest = async (entry: CatalogueEntry): Promise<string | undefined> => {
    for (const name of [digestName(entry), sizedDigestName(entry)]) {
      const value = jsonIn(await get(name));
      if (isRecord(value) && isSha256(value.sha256)) return value.sha256;
    }
    return undefined;
  };
  return {
    async page(url) {
      const value = jsonIn(await get(pageName(url)));
      return isKeptPage(value) && value.url === url ? value : undefined;
    },
    keepPage: (page) => put(pageName(page.url), json(page)),
    async file(sha256) {
      const bytes = await get(fileName(sha256));
      if (!bytes || sha256Of(bytes) === sha256) return bytes;
      warn(`${vault.locate(fileName(sha256))} is damaged and does not count.`);
      return undefined;
    },
    async keepFile(entry, sha256, bytes) {
      const { board, version } = entry;
      await put(fileName(sha256), bytes);
      if ((await firstDigest(entry)) !== undefined) return;
      await put(digestName(entry), json({ sha256 }));
      await put(releaseName(sha256), json({ board, version } satisfies FirstDownload));
    },
    firstDigest,
  };
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

const maxBytes = 16 * 1024 * 1024;

function jsonIn(bytes: Uint8Array | undefined): unknown {
  if (!bytes || bytes.length > maxBytes) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
