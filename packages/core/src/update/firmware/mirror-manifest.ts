// manifest.json of a static mirror of firmware files: what it contains, for which board, and what the bytes must be. Read by the
// command and by the page. The same content always gives the same bytes: no dates, a fixed order.

import { isObject, isSha256, isWhole, jsonIn } from '../../checks.ts';
import type { FirmwareRelease } from './firmware-source.ts';
import { isBoard, isFileName, isVersion } from './release-names.ts';

const format = 'odflash-mirror';
const version = 1;

/** One file of a mirror. */
export interface MirrorFile extends FirmwareRelease {
  /** The board version it was built for, `v3.6-56V`. */
  readonly board: string;
  /** From the manifest's folder on, inside of it; `/` between the parts. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

/** What is wrong with a manifest; `invalidFile`: the number of the first such file, from 1. The page shows no sentence for it. */
export type ManifestProblem =
  | 'not-json'
  | 'not-a-manifest'
  | 'newer-manifest'
  | 'no-files'
  | { readonly invalidFile: number };

/** The valid files of a manifest; `problem` where that is not all of it. */
export interface MirrorManifest {
  readonly files: readonly MirrorFile[];
  readonly problem?: ManifestProblem | undefined;
}

/** The bytes of a manifest. */
export function writeMirrorManifest(files: readonly MirrorFile[]): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ format, version, files }, undefined, 2)}\n`);
}

/** Never throws. */
export function readMirrorManifest(bytes: Uint8Array): MirrorManifest {
  const manifest = jsonIn(bytes);
  if (manifest === undefined) return { files: [], problem: 'not-json' };
  if (!isObject(manifest) || manifest.format !== format) return { files: [], problem: 'not-a-manifest' };
  if (manifest.version !== version) return { files: [], problem: 'newer-manifest' };
  if (!Array.isArray(manifest.files)) return { files: [], problem: 'no-files' };
  const listed: readonly unknown[] = manifest.files;
  const wrong = listed.findIndex((file) => !isMirrorFile(file));
  const problem = wrong < 0 ? undefined : { invalidFile: wrong + 1 };
  return { files: listed.filter(isMirrorFile), problem };
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
