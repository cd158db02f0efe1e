// The releases of another repository, a fork of ODrive's, as GitHub's REST API "List releases" (version 2022-11-28) gives
// them. What is not shaped like that is refused, not guessed: a release that is overlooked would make an older one the newest.

import { boardVersion } from '@odflash/core';
import { isObject, isWhole, type JsonRecord } from '@odflash/core/checks';
import { message } from '@odflash/core/messages';
import { type CatalogueEntry, isVersion } from './entry.ts';
import { badList, parseJson } from './failure.ts';
import { type Get, maxListBytes } from './http.ts';

/** The newest hundred releases, as many as the API gives at once. */
const query = '?per_page=100';

/**
 * `ODriveFirmware_v3.6-56V.hex`, `ODriveFirmware_v3.3.hex`; in fw-v0.5.1-rc2 a dash for the underscore. The board is what the
 * name says exactly. Only HEX files: their lines carry checksums.
 */
const assetForm = /^ODriveFirmware[_-](v3\.\d(?:-\d\dV)?)\.hex$/;

/** What they offer. Throws `download-failed`, or the signal's reason. */
export async function repositoryEntries(
  get: Get,
  url: string,
  signal?: AbortSignal,
): Promise<readonly CatalogueEntry[]> {
  return readReleases(await get(url + query, { limit: maxListBytes, signal }), url);
}

/** Throws `download-failed` (`bad-list`). */
export function readReleases(bytes: Uint8Array, url: string): readonly CatalogueEntry[] {
  const list = parseJson(bytes, url);
  if (!Array.isArray(list)) throw badList(url, message('list.not-a-list'));
  return list.flatMap((release, index) => {
    const entries = entriesOf(release, url);
    if (!entries) throw badList(url, message('list.release-invalid', { number: index + 1 }));
    return entries;
  });
}

/** None of a draft or of another thing's release (odrivetool, documentation); `undefined` if it is not shaped like a release. */
function entriesOf(release: unknown, url: string): readonly CatalogueEntry[] | undefined {
  if (!isObject(release) || typeof release.tag_name !== 'string') return undefined;
  const { tag_name: tag, draft, prerelease, assets } = release;
  const version = tag.startsWith('fw-v') ? tag.slice(4) : '';
  if (!isVersion(version) || draft === true) return [];
  if (typeof draft !== 'boolean' || typeof prerelease !== 'boolean' || !Array.isArray(assets)) return undefined;
  if (!assets.every((asset) => isObject(asset) && typeof asset.name === 'string')) return undefined;
  // Other assets are no firmware, of boards that never existed, or their upload never ended.
  const entries = assets.flatMap((asset) => {
    const board = boardVersion(assetForm.exec(asset.name)?.[1] ?? '')?.name;
    const isThere = board !== undefined && [undefined, 'uploaded'].includes(asset.state);
    return isThere ? [fileOf(asset, url, { version, board, prerelease: prerelease || version.includes('-') })] : [];
  });
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

type Known = Pick<CatalogueEntry, 'version' | 'board' | 'prerelease'>;

function fileOf(asset: JsonRecord, url: string, known: Known): CatalogueEntry | undefined {
  const { name, size, digest, browser_download_url: address } = asset;
  // Not the asset's API address: that one counts against the rate limit. No way leads from HTTPS to HTTP.
  const isAddress = typeof address === 'string' && /^https?:/.test(address) && URL.canParse(address);
  const isSafe = isAddress && (address.startsWith('https:') || url.startsWith('http:'));
  if (typeof name !== 'string' || !isWhole(size) || !isSafe) return undefined;
  const file = { ...known, name, size, url: address };
  // Null for files from before 2025-06-03. One that cannot be read must not turn into "none was published".
  if (digest === undefined || digest === null) return { ...file, verified: 'not-verified' };
  const [, sha256] = typeof digest === 'string' ? (/^sha256:([0-9a-f]{64})$/i.exec(digest) ?? []) : [];
  return sha256 === undefined ? undefined : { ...file, sha256: sha256.toLowerCase(), verified: 'publisher' };
}
