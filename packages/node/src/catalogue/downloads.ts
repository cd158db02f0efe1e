// Lists and files, and only ever the right bytes: what was downloaded before, or a download that is held against everything that
// is known of it. What is kept is a help, never a condition: what cannot be read counts as absent, what cannot be kept is not kept.
// Nothing kept is believed: lists are read again as if they came from the network, files are hashed again.

import { createHash } from 'node:crypto';
import { FlasherError, type Log, readImage, textOf, type Vault } from '@odflash/core';
import { isObject, isSha256, jsonIn } from '@odflash/core/checks';
import { describeImage } from '@odflash/core/image';
import { type Message, message } from '@odflash/core/messages';
import { generationOfImage, generationOfText } from '@odflash/core/odrive';
import { type FirmwareFile, isBoard, isVersion } from '@odflash/core/update';
import type { CatalogueEntry } from './entry.ts';
import { downloadFailed, hostOf, isNotFound, shownUrl } from './failure.ts';
import { fileGet, type Get, type HttpParts, httpGet, type Note } from './http.ts';

export interface DownloadOptions extends HttpParts {
  /** Where lists and files are kept for the next time. */
  readonly cache: Vault;
  readonly log?: Log | undefined;
  /** Only what was downloaded before, and mirrors in folders. */
  readonly offline?: boolean | undefined;
}

interface Downloads {
  /**
   * What `read` makes of the bytes at an address. Those that came from a network and could be read are kept for `offline`. Throws
   * `download-failed`, what `read` throws, or the signal's reason.
   */
  list<T>(url: string, read: (bytes: Uint8Array, url: string) => T, signal?: AbortSignal): Promise<T>;
  /** Throws `download-failed`, `release-missing`, `checksum-mismatch`, or the signal's reason. */
  file(entry: CatalogueEntry, signal?: AbortSignal): Promise<FirmwareFile>;
}

/** No ODrive firmware comes near it: HEX files have 0.5 to 0.7 MB. */
export const maxFileBytes: number = 8 * 1024 * 1024;

/** A hundred releases have some 2 MB; nested without end, 4 MiB of JSON take 200 MB to read. */
const maxListBytes = 4 * 1024 * 1024;

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const names = {
  /** Which digest an address had the first time. */
  first: (url: string) => `first-${sha256Of(url).slice(0, 32)}.json`,
  list: (url: string) => `page-${sha256Of(url).slice(0, 32)}.json`,
  file: (sha256: string) => `file-${sha256}`,
  release: (sha256: string) => `release-${sha256}.json`,
};

/** Of which release a file is: `v3.6-56V`, `0.5.6`. */
export type FirstDownload = Pick<CatalogueEntry, 'board' | 'version'>;

/** The release that had exactly these bytes when it was first downloaded. Never throws. */
export async function firstDownloadOf(vault: Vault, sha256: string): Promise<FirstDownload | undefined> {
  const { board, version } = objectIn(await vault.get(names.release(sha256)).catch(() => undefined));
  return isBoard(board) && isVersion(version) ? { board, version } : undefined;
}

function objectIn(bytes: Uint8Array | undefined) {
  const value = bytes && jsonIn(bytes);
  return isObject(value) ? value : {};
}

export function downloads(options: DownloadOptions): Downloads {
  const { cache, log, offline = false } = options;
  const note: Note = (level, text) => log?.({ level, scope: 'catalogue', text });
  const remote = offline ? refuseNetwork : httpGet(options, note);
  const get: Get = (url, request) => (url.startsWith('file:') ? fileGet : remote)(url, request);
  const unusable = (use: 'read' | 'written') => (cause: unknown) => {
    note('warn', message('release.cache-unusable', { use, cause: textOf(cause) }));
    return undefined;
  };
  const kept = (name: string) => cache.get(name).catch(unusable('read'));
  const keep = (name: string, bytes: Uint8Array) => cache.put(name, bytes).catch(unusable('written'));
  const keepJson = (name: string, value: object) => keep(name, new TextEncoder().encode(JSON.stringify(value)));
  const keptFile = async (sha256: string) => {
    const bytes = await kept(names.file(sha256));
    if (!bytes || sha256Of(bytes) === sha256) return bytes;
    note('warn', message('release.cached-file-damaged', { location: cache.locate(names.file(sha256)) }));
    return undefined;
  };
  return {
    async list(url, read, signal) {
      const before = offline ? await kept(names.list(url)) : undefined;
      // One that was damaged since does not count.
      if (before && jsonIn(before) !== undefined) return read(before, url);
      const bytes = await get(url, { limit: maxListBytes, signal });
      const list = read(bytes, url);
      if (!url.startsWith('file:')) await keep(names.list(url), bytes);
      return list;
    },
    async file(entry, signal) {
      const { board, name, version, verified, url, size, sha256: listed } = entry;
      const where = { url: shownUrl(url), version };
      const differs = (how: Message, expected: string | number | undefined, actual: string | number) => {
        const next = how === replaced ? message('next.ask-publisher') : undefined;
        const text = message('release.file-differs', { name, version, how });
        return new FlasherError('checksum-mismatch', text, { details: { ...where, expected, actual }, next });
      };
      const { sha256: noted } = objectIn(await kept(names.first(url)));
      const first = isSha256(noted) ? noted : undefined;
      if (first !== undefined && listed !== undefined && first !== listed) throw differs(replaced, first, listed);
      const known = listed ?? first;
      const before = known && (await keptFile(known));
      if (before && size !== undefined && before.length !== size) throw differs(replaced, size, before.length);
      if (before) return { bytes: before, verified };
      const bytes = await get(url, { limit: maxFileBytes, signal }).catch((cause) => {
        if (!isNotFound(cause)) throw cause;
        // A file that is listed and not there is not a matter of the network.
        const text = message('release.listed-but-missing', { name, version, cause: textOf(cause) });
        const next = message('next.list-repository');
        throw new FlasherError('release-missing', text, { details: where, next, cause });
      });
      const sha256 = sha256Of(bytes);
      if (size !== undefined && bytes.length !== size)
        throw differs(message('download.size', { bytes: bytes.length, listed: size }), size, bytes.length);
      if (listed !== undefined && sha256 !== listed) throw differs(message('download.digest'), listed, sha256);
      // Where no digest was published, the format's own checksums and what the bytes say of themselves decide.
      const complaint = listed === undefined ? complaintOf(entry, bytes) : undefined;
      if (complaint) throw differs(complaint, undefined, sha256);
      if (first !== undefined && sha256 !== first) throw differs(replaced, first, sha256);
      if (url.startsWith('file:')) return { bytes, verified };
      await keep(names.file(sha256), bytes);
      if (first === undefined) {
        await keepJson(names.first(url), { sha256 });
        await keepJson(names.release(sha256), { board, version } satisfies FirstDownload);
      }
      return { bytes, verified };
    },
  };
}

const refuseNetwork: Get = async (url) => {
  throw downloadFailed('offline', url, message('release.not-cached', { host: hostOf(url) }));
};

/** A release does not change: a file that does was replaced, by its publisher or on the way. */
const replaced = message('download.replaced');

/** Why the bytes cannot be that release for the board in its name. */
function complaintOf({ name, version }: CatalogueEntry, bytes: Uint8Array): Message | undefined {
  try {
    const image = readImage(bytes, { origin: { name } });
    const { contradiction, product } = describeImage(image).evidence;
    if (contradiction !== undefined) return message('download.contradiction', { contradiction });
    if (product !== undefined) return message('download.other-product', { product });
    // The revision says nothing: 0.5.2 and 0.5.4 were built with the version file of their predecessors (ODrive #575).
    const generation = generationOfImage(image);
    const isOther = generation !== undefined && generation !== generationOfText(version);
    return isOther ? message('download.other-generation', { generation }) : undefined;
  } catch (cause) {
    return message('download.no-firmware', { cause: textOf(cause) });
  }
}
