// manifest.json of a static mirror: what lies in it, for which board, and what its bytes must be. The same content always
// gives the same bytes: no dates, a fixed order.

import { isObject, isSha256, isWhole } from '@odflash/core/checks';
import { message } from '@odflash/core/messages';
import { type CatalogueEntry, isBoard, isFileName, isVersion } from './entry.ts';
import { badList, parseJson } from './failure.ts';

const format = 'odflash-mirror';
const version = 1;

export const manifestName = 'manifest.json';

/** One file of a mirror. `verified` is what its digest was held against when the mirror was made. */
export interface MirrorFile extends Omit<CatalogueEntry, 'url'> {
  /** Where it lies, from the manifest's folder on; `/` between the parts. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

export function writeManifest(files: readonly MirrorFile[]): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ format, version, files }, undefined, 2)}\n`);
}

/** Throws `download-failed` (`bad-list`). */
export function readManifest(bytes: Uint8Array, url: string): readonly MirrorFile[] {
  const manifest = parseJson(bytes, url);
  if (!isObject(manifest) || manifest.format !== format) throw badList(url, message('list.not-a-manifest'));
  if (manifest.version !== version) throw badList(url, message('list.newer-manifest'));
  const files: unknown = manifest.files;
  if (!Array.isArray(files)) throw badList(url, message('list.no-files'));
  const wrong = files.findIndex((file) => !isMirrorFile(file));
  if (wrong >= 0) throw badList(url, message('list.file-invalid', { number: wrong + 1 }));
  return files;
}

/** What a mirror offers. Its digests are its own word, whatever they were held against once. */
export function mirrorEntries(bytes: Uint8Array, url: string): readonly CatalogueEntry[] {
  return readManifest(bytes, url).map(({ path, ...file }) => ({
    ...file,
    verified: 'mirror',
    url: new URL(path, url).href,
  }));
}

/** Its path is a few folders and a file, by names that cannot lead out of the mirror. */
function isMirrorFile(file: unknown): file is MirrorFile {
  if (!isObject(file)) return false;
  const { prerelease, board, name, size, sha256, path } = file;
  const parts = typeof path === 'string' ? path.split('/') : [];
  const isFound = parts.length > 0 && parts.length <= 4 && parts.every(isFileName);
  const isNamed = isVersion(file.version) && isBoard(board) && isFileName(name) && typeof prerelease === 'boolean';
  return isFound && isNamed && isWhole(size) && isSha256(sha256);
}
