// A static mirror in a folder: files by version, and a manifest.json with what they must be. The manifest is renewed after
// every file and lists only what lies there whole, so an interrupted mirror works, and the next run continues where it stopped.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BoardVersion, FlasherError, isFlasherError } from '@odflash/core';
import { fileVault } from '../file-vault.ts';
import { sha256Of } from './cache.ts';
import type { Catalogue } from './catalogue.ts';
import type { CatalogueEntry } from './entry.ts';
import { type MirrorFile, manifestName, readManifest, writeManifest } from './mirror-manifest.ts';

/** Which files go into a mirror, and where it is. */
export interface MirrorRequest {
  readonly folder: string;
  /** All that there are if missing. */
  readonly boards?: readonly BoardVersion[] | undefined;
  readonly prereleases?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each file. */
  readonly onFile?: ((file: MirrorFile, outcome: MirrorOutcome) => void) | undefined;
}

/** `kept`: it was there already, byte for byte. */
export type MirrorOutcome = 'added' | 'kept';

/** What a mirror contains now. */
export interface MirrorReport {
  readonly files: readonly MirrorFile[];
  /** Files that are listed but cannot be had, with the reason; the mirror is without them. */
  readonly failed: readonly { readonly entry: CatalogueEntry; readonly error: FlasherError }[];
}

/** One file that is gone or wrong says nothing about the next; a network that is down does. */
const ofThisFileAlone: readonly string[] = ['release-missing', 'checksum-mismatch'];

/**
 * Makes or renews a mirror of what the catalogue offers. Throws `release-missing` if that is nothing, `file-unwritable`,
 * what the catalogue throws where it is no matter of one file alone, or the signal's reason.
 */
export async function makeMirror(catalogue: Catalogue, request: MirrorRequest): Promise<MirrorReport> {
  const { folder, signal, onFile } = request;
  const entries = await wanted(catalogue, request);
  const old = await filesOf(folder);
  const files: MirrorFile[] = [];
  const failed: { entry: CatalogueEntry; error: FlasherError }[] = [];
  for (const entry of entries) {
    signal?.throwIfAborted();
    try {
      const { file, outcome } = await bring(catalogue, entry, { folder, old, signal });
      files.push(file);
      // What an earlier run left and was not looked at yet stays listed.
      if (outcome === 'added')
        await putManifest(folder, [...files, ...old.filter(({ path }) => !pathsOf(files).has(path))]);
      onFile?.(file, outcome);
    } catch (thrown) {
      if (!isFlasherError(thrown) || !ofThisFileAlone.includes(thrown.code)) throw thrown;
      failed.push({ entry, error: thrown });
    }
  }
  await putManifest(folder, files);
  return { files, failed };
}

interface Ground {
  readonly folder: string;
  /** What an earlier run left. */
  readonly old: readonly MirrorFile[];
  readonly signal: AbortSignal | undefined;
}

async function bring(
  catalogue: Catalogue,
  { url: _, ...entry }: CatalogueEntry,
  { folder, old, signal }: Ground,
): Promise<{ readonly file: MirrorFile; readonly outcome: MirrorOutcome }> {
  const path = `${entry.version}/${entry.name}`;
  const vault = fileVault(join(folder, entry.version));
  const there = await inFolder(folder, () => vault.get(entry.name));
  const sha256 = entry.sha256 ?? old.find((file) => file.path === path)?.sha256;
  if (there && sha256 === sha256Of(there))
    return { file: { ...entry, path, size: there.length, sha256 }, outcome: 'kept' };
  const { bytes } = await catalogue.fetch(entry, { signal });
  await inFolder(folder, () => vault.put(entry.name, bytes));
  return { file: { ...entry, path, size: bytes.length, sha256: sha256Of(bytes) }, outcome: 'added' };
}

function pathsOf(files: readonly MirrorFile[]): ReadonlySet<string> {
  return new Set(files.map(({ path }) => path));
}

function putManifest(folder: string, files: readonly MirrorFile[]): Promise<void> {
  return inFolder(folder, () => fileVault(folder).put(manifestName, writeManifest(files)));
}

async function wanted(catalogue: Catalogue, request: MirrorRequest): Promise<readonly CatalogueEntry[]> {
  const { boards, prereleases = false, signal } = request;
  const names = boards?.map(({ name }) => name);
  const entries = (await catalogue.entries({ signal })).filter(
    (entry) => (prereleases || !entry.prerelease) && (!names || names.includes(entry.board)),
  );
  if (entries.length > 0) return entries;
  const whom = names ? ` for ${names.join(', ')}` : '';
  throw new FlasherError('release-missing', `No firmware${whom} found at ${catalogue.place}.`);
}

/** A manifest that cannot be read is written anew; the files are looked at again anyway. */
async function filesOf(folder: string): Promise<readonly MirrorFile[]> {
  const bytes = await inFolder(folder, () => fileVault(folder).get(manifestName));
  try {
    return bytes ? readManifest(bytes, pathToFileURL(join(folder, manifestName)).href) : [];
  } catch {
    return [];
  }
}

async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    const text = `The mirror in ${folder} cannot be written (${cause.code})`;
    throw new FlasherError('file-unwritable', text, { details: { path: folder, system: String(cause.code) }, cause });
  }
}
