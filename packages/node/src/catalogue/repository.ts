// The releases of another repository, a fork of ODrive's, as GitHub's REST API "List releases" (version 2022-11-28) gives
// them. What is not shaped like that is refused, not guessed: a release that is overlooked would make an older one the newest.

import { boardVersion } from '@odflash/core';
import { isObject, isWhole, type JsonRecord } from '@odflash/core/checks';
import { message } from '@odflash/core/messages';
import { type CatalogueEntry, isVersion } from './entry.ts';
import { badList, downloadFailed, hostOf, parseJson } from './failure.ts';
import { type Get, maxListBytes } from './http.ts';

/** As many releases as the API gives at once. A page with fewer is the last. */
const perPage = 100;
const maxPages = 10;

/** Every file of every release. Throws `download-failed`, or the signal's reason. */
export async function repositoryEntries(
  get: Get,
  url: string,
  signal?: AbortSignal,
): Promise<readonly CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const address = `${url}?per_page=${perPage}&page=${page}`;
    const bytes = await get(address, { accept: 'application/vnd.github+json', limit: maxListBytes, signal });
    const { releases, files } = readPage(bytes, url);
    entries.push(...files);
    if (releases < perPage) return entries;
  }
  throw downloadFailed('refused', url, message('release.list-too-long', { host: hostOf(url), pages: maxPages }));
}

/** How many releases a page has, and their files. Throws `download-failed` (`cut-short`, `bad-list`). */
export function readPage(
  bytes: Uint8Array,
  url: string,
): { readonly releases: number; readonly files: readonly CatalogueEntry[] } {
  const list = parseJson(bytes, url);
  if (!Array.isArray(list)) throw badList(url, message('list.not-a-list'));
  return { releases: list.length, files: list.flatMap((release) => releaseEntries(release, url)) };
}

function releaseEntries(release: unknown, url: string): readonly CatalogueEntry[] {
  if (!isObject(release) || typeof release.tag_name !== 'string') throw badList(url, message('list.no-tag'));
  const { tag_name: tag, draft, prerelease, assets } = release;
  // Other tags are of other things: odrivetool, documentation, boards.
  const version = tag.startsWith('fw-v') ? tag.slice(4) : '';
  if (!isVersion(version) || draft === true) return [];
  const shaped = typeof draft === 'boolean' && typeof prerelease === 'boolean' && Array.isArray(assets);
  if (!shaped) throw badList(url, message('list.release-invalid', { tag }));
  const files = assets.flatMap((asset) => firmwareFile(asset, tag, url));
  // In a HEX file each line has a checksum; an ELF has none.
  const best = new Map(
    files.sort((one, other) => one.name.localeCompare(other.name)).map((file) => [file.board, file]),
  );
  return [...best.values()].map((file) => ({ ...file, version, prerelease: prerelease || version.includes('-') }));
}

/**
 * `ODriveFirmware_v3.6-56V.hex`, `ODriveFirmware_v3.3.elf`; in fw-v0.5.1-rc2 a dash for the underscore. The board is what the
 * name says exactly. A raw binary has neither addresses nor checksums, and is never taken.
 */
const assetForm = /^ODriveFirmware[_-](v3\.\d(?:-\d\dV)?)\.(?:hex|elf)$/;

/** None if the asset is something else than firmware for a board that exists, or its upload never ended. */
function firmwareFile(
  asset: unknown,
  tag: string,
  url: string,
): readonly Omit<CatalogueEntry, 'version' | 'prerelease'>[] {
  if (!isObject(asset) || typeof asset.name !== 'string')
    throw badList(url, message('list.file-without-name', { tag }));
  const { name, state, size } = asset;
  const board = boardVersion(assetForm.exec(name)?.[1] ?? '')?.name;
  if (board === undefined || (state !== undefined && state !== 'uploaded')) return [];
  if (!isWhole(size)) throw badList(url, message('list.no-size', { name, tag }));
  return [{ name, board, size, ...digestOf(asset, url), url: downloadUrl(asset, url) }];
}

/** `sha256:…`, or null for files from before 2025-06-03. One that cannot be read must not turn into "none was published". */
function digestOf({ digest, name }: JsonRecord, url: string): Pick<CatalogueEntry, 'sha256' | 'verified'> {
  if (digest === undefined || digest === null) return { verified: 'not-verified' };
  const [, sha256] = typeof digest === 'string' ? (/^sha256:([0-9a-f]{64})$/i.exec(digest) ?? []) : [];
  if (sha256 === undefined) throw badList(url, message('list.digest-invalid', { name: String(name) }));
  return { sha256: sha256.toLowerCase(), verified: 'publisher' };
}

/** Not the asset's API address: that one counts against the rate limit. From HTTPS to HTTP is no way. */
function downloadUrl({ browser_download_url: address, name }: JsonRecord, url: string): string {
  const isAddress = typeof address === 'string' && /^https?:/.test(address) && URL.canParse(address);
  if (isAddress && (address.startsWith('https:') || url.startsWith('http:'))) return address;
  throw badList(url, message('list.address-invalid', { name: String(name) }));
}
