// manifest.json of a static mirror: what lies in it, for which board, and what its bytes must be. The same content always
// gives the same bytes: no dates, a fixed order.

import { badList, parseJson } from './download-error.ts';
import { type CatalogueEntry, isEntry, isFileName, isRecord } from './entry.ts';

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
  if (!isRecord(manifest) || manifest.format !== format) throw badList(url, 'not a mirror manifest');
  if (manifest.version !== version) throw badList(url, 'the mirror was made by a newer odflash');
  if (!Array.isArray(manifest.files)) throw badList(url, 'the manifest lists no files');
  return manifest.files.map((file, index) => {
    if (isMirrorFile(file)) return file;
    throw badList(url, `file ${index + 1} of the manifest is invalid`);
  });
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
  if (!isEntry(file) || file.size === undefined || file.sha256 === undefined || typeof file.path !== 'string')
    return false;
  const parts = file.path.split('/');
  return parts.length <= 4 && parts.every(isFileName);
}
