// What was downloaded before: lists with their ETags, files by their digest, and which digest an address had. A help, never
// a condition: what cannot be read counts as absent, what cannot be kept is not kept. Nothing in it is believed: lists are
// checked as if they came from the network, files are hashed again.

import { createHash } from 'node:crypto';
import type { Log, Vault } from '@odflash/core';
import type { CatalogueEntry } from './entry.ts';
import { isRecord, isSha256 } from './json.ts';
import { isKeptPage, type KeptPage } from './kept-page.ts';

export interface CatalogueCache {
  page(url: string): Promise<KeptPage | undefined>;
  keepPage(page: KeptPage): Promise<void>;
  /** Bytes with that SHA-256; never any others. */
  file(sha256: string): Promise<Uint8Array | undefined>;
  keepFile(entry: CatalogueEntry, sha256: string, bytes: Uint8Array): Promise<void>;
  /** The SHA-256 of what that entry's address gave the first time. */
  firstDigest(entry: CatalogueEntry): Promise<string | undefined>;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const pageName = (url: string): string => `list-${sha256Of(url).slice(0, 32)}.json`;
const fileName = (sha256: string): string => `file-${sha256}`;
const digestName = ({ url, size }: CatalogueEntry): string => `digest-${sha256Of(`${size} ${url}`).slice(0, 32)}.json`;

export function catalogueCache(vault: Vault, log?: Log): CatalogueCache {
  const warn = (text: string): void => log?.({ level: 'warn', scope: 'catalogue', text });
  const put = (name: string, bytes: Uint8Array): Promise<void> =>
    vault.put(name, bytes).catch((cause) => warn(`Nothing is kept for next time: ${messageOf(cause)}`));
  const get = (name: string): Promise<Uint8Array | undefined> =>
    vault.get(name).catch((cause) => {
      warn(`What was downloaded before cannot be read: ${messageOf(cause)}`);
      return undefined;
    });
  return {
    async page(url) {
      const value = jsonIn(await get(pageName(url)));
      return isKeptPage(value) && value.url === url ? value : undefined;
    },
    keepPage: (page) => put(pageName(page.url), new TextEncoder().encode(JSON.stringify(page))),
    async file(sha256) {
      const bytes = await get(fileName(sha256));
      if (!bytes || sha256Of(bytes) === sha256) return bytes;
      warn(`${vault.locate(fileName(sha256))} is damaged and does not count.`);
      return undefined;
    },
    async keepFile(entry, sha256, bytes) {
      await put(fileName(sha256), bytes);
      if (entry.sha256 === undefined)
        await put(digestName(entry), new TextEncoder().encode(JSON.stringify({ sha256 })));
    },
    async firstDigest(entry) {
      const value = jsonIn(await get(digestName(entry)));
      return isRecord(value) && isSha256(value.sha256) ? value.sha256 : undefined;
    },
  };
}

const mostBytes = 16 * 1024 * 1024;

function jsonIn(bytes: Uint8Array | undefined): unknown {
  if (!bytes || bytes.length > mostBytes) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
