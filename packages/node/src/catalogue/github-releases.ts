// GitHub's list of releases as catalogue entries. REST API "List releases" (version 2022-11-28): an array of releases with
// tag_name, draft, prerelease and assets; an asset has name, state, size, browser_download_url and digest, `sha256:…` or
// null for files from before 2025-06-03. What is not shaped like that is refused, not guessed: a release that is
// overlooked would make an older one the newest.

import { readAssetName } from './asset-name.ts';
import { type CatalogueEntry, maxFileBytes } from './entry.ts';
import { namesPrerelease, versionOfTag } from './firmware-tag.ts';
import { badList, isHttpUrl, isRecord, isSize, type JsonRecord, parseJson } from './json.ts';

/** What the API is asked with. Drafts are only shown to those who may write, and are left out then too. */
export const githubHeaders: Readonly<Record<string, string>> = {
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
};

/** The entries of one page. Throws `download-failed` (`bad-list`). */
export function githubEntries(bytes: Uint8Array, url: string): readonly CatalogueEntry[] {
  const list = parseJson(bytes, url);
  if (!Array.isArray(list)) throw badList(url, 'it is no list');
  return list.flatMap((release) => releaseEntries(release, url));
}

function releaseEntries(release: unknown, url: string): readonly CatalogueEntry[] {
  if (!isRecord(release) || typeof release.tag_name !== 'string') throw badList(url, 'a release has no tag');
  const { tag_name: tag, draft, prerelease, assets } = release;
  const version = versionOfTag(tag);
  if (version === undefined || draft === true) return [];
  const shaped = typeof draft === 'boolean' && typeof prerelease === 'boolean' && Array.isArray(assets);
  if (!shaped) throw badList(url, `the release ${tag} is not as releases are`);
  const candidates = assets.flatMap((asset) => candidate(asset, tag, url));
  return bestOfEachBoard(candidates).map(({ asset, name, size, board }) => ({
    version,
    name,
    prerelease: prerelease || namesPrerelease(version),
    board,
    size,
    ...digestOf(asset, url),
    url: downloadUrl(asset, url),
  }));
}

interface Candidate {
  readonly asset: JsonRecord;
  readonly name: string;
  readonly size: number;
  readonly board: string;
  /** The smallest is taken. */
  readonly rank: number;
}

/** None if the asset is something else than firmware, or its upload never ended. */
function candidate(asset: unknown, tag: string, url: string): readonly Candidate[] {
  if (!isRecord(asset) || typeof asset.name !== 'string') throw badList(url, `a file of ${tag} has no name`);
  const { name, state, size } = asset;
  const read = readAssetName(name);
  if (!read || (state !== undefined && state !== 'uploaded')) return [];
  if (!isSize(size)) throw badList(url, `the size of ${name} of ${tag} is missing`);
  return [{ asset, name, size, board: read.board, rank: read.rank + (size > maxFileBytes ? 100 : 0) }];
}

function bestOfEachBoard(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  for (const each of candidates) {
    const known = best.get(each.board);
    if (!known || each.rank < known.rank) best.set(each.board, each);
  }
  return [...best.values()];
}

/** A digest that cannot be read must not turn into "none was published". */
function digestOf({ digest, name }: JsonRecord, url: string): Pick<CatalogueEntry, 'sha256' | 'verified'> {
  if (digest === undefined || digest === null) return { verified: 'not-verified' };
  const [, sha256] = typeof digest === 'string' ? (/^sha256:([0-9a-f]{64})$/i.exec(digest) ?? []) : [];
  if (sha256 === undefined) throw badList(url, `the digest of ${name} is none`);
  return { sha256: sha256.toLowerCase(), verified: 'publisher' };
}

/** Not the asset's API address: that one counts against the rate limit. From HTTPS to HTTP is no way. */
function downloadUrl({ browser_download_url: address, name }: JsonRecord, url: string): string {
  const safe = isHttpUrl(address) && (address.startsWith('https:') || url.startsWith('http:'));
  if (safe) return address;
  throw badList(url, `the address of ${name} is none that can be used`);
}
