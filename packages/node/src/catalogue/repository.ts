// The releases of another repository, a fork of ODrive's, as GitHub's REST API "List releases" (version 2022-11-28) gives
// them. What is not shaped like that is refused, not guessed: a release that is overlooked would make an older one the newest.

import { boardVersion } from '@odflash/core';
import { isObject, isWhole } from '@odflash/core/checks';
import { message } from '@odflash/core/messages';
import { isVersion } from '@odflash/core/update';
import type { CatalogueEntry } from './entry.ts';
import { badList, parseJson } from './failure.ts';

/**
 * `ODriveFirmware_v3.6-56V.hex`, `ODriveFirmware_v3.3.hex`; in fw-v0.5.1-rc2 a dash for the underscore. The board is what the
 * name says exactly. Only HEX files: their lines carry checksums.
 */
const assetForm = /^ODriveFirmware[_-](v3\.\d(?:-\d\dV)?)\.hex$/;

/** What they offer. Throws `download-failed` (`bad-list`). */
export function readReleases(bytes: Uint8Array, url: string): readonly CatalogueEntry[] {
  const list = parseJson(bytes, url);
  if (!Array.isArray(list)) throw badList(url, message('list.not-a-list'));
  return list.flatMap((release: unknown, index) =>
    entriesOf(release, url, (holds) => {
      if (!holds) throw badList(url, message('list.release-invalid', { number: index + 1 }));
    }),
  );
}

type Must = (holds: boolean) => asserts holds;

/** None of a draft or of another thing's release (odrivetool, documentation). */
function entriesOf(release: unknown, url: string, must: Must): readonly CatalogueEntry[] {
  must(isObject(release) && typeof release.tag_name === 'string');
  const { tag_name: tag, draft, prerelease, assets } = release;
  const version = tag.startsWith('fw-v') ? tag.slice(4) : '';
  if (!isVersion(version) || draft === true) return [];
  must(typeof draft === 'boolean' && typeof prerelease === 'boolean' && Array.isArray(assets));
  return assets.flatMap((asset: unknown) => {
    must(isObject(asset) && typeof asset.name === 'string');
    const { name, state, size, digest, browser_download_url: address } = asset;
    const board = boardVersion(assetForm.exec(name)?.[1] ?? '')?.name;
    // Other assets are no firmware, of boards that never existed, or their upload never ended.
    if (board === undefined || (state !== undefined && state !== 'uploaded')) return [];
    // Not the asset's API address: that one counts against the rate limit. No way leads from HTTPS to HTTP.
    must(isWhole(size) && typeof address === 'string' && /^https?:/.test(address) && URL.canParse(address));
    must(address.startsWith('https:') || url.startsWith('http:'));
    const sha256 = sha256In(digest, must);
    const verified = sha256 === undefined ? 'not-verified' : 'publisher';
    return [
      { version, board, prerelease: prerelease || version.includes('-'), name, size, url: address, sha256, verified },
    ];
  });
}

/** Null for files from before 2025-06-03. One that cannot be read must not turn into "none was published". */
function sha256In(digest: unknown, must: Must): string | undefined {
  if (digest === undefined || digest === null) return undefined;
  must(typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/i.test(digest));
  return digest.slice('sha256:'.length).toLowerCase();
}
