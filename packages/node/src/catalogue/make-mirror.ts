// A static mirror in a folder: files by version, and a manifest.json with what they must be. The manifest is renewed after
// every file and lists only what lies there whole, so an interrupted mirror works, and the next run continues where it stopped.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FlasherError, isFlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { fileVault } from '../file-vault.ts';
import { sha256Of } from './cache.ts';
import type { Catalogue, EntryFilter } from './catalogue.ts';
import type { CatalogueEntry } from './entry.ts';
import { type MirrorFile, manifestName, readManifest, writeManifest } from './manifest.ts';

/** Which files go into a mirror, and where it is. */
export interface MirrorRequest extends EntryFilter {
  readonly folder: string;
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
  const entries = await catalogue.select(request);
  // What an earlier run left and was not looked at yet stays listed.
  const listed = new Map((await filesIn(folder)).map((file) => [file.path, file]));
  const files: MirrorFile[] = [];
  const failed: { entry: CatalogueEntry; error: FlasherError }[] = [];
  for (const { url, ...entry } of entries) {
    signal?.throwIfAborted();
    const path = `${entry.version}/${entry.name}`;
    const vault = fileVault(join(folder, entry.version));
    const there = await inFolder(folder, () => vault.get(entry.name));
    const expected = entry.sha256 ?? listed.get(path)?.sha256;
    const isWhole = there !== undefined && sha256Of(there) === expected;
    listed.delete(path);
    try {
      const bytes = isWhole ? there : (await catalogue.fetch(entry, { signal })).bytes;
      const file = { ...entry, path, size: bytes.length, sha256: sha256Of(bytes) };
      files.push(file);
      if (!isWhole) {
        await inFolder(folder, () => vault.put(entry.name, bytes));
        await putManifest(folder, [...files, ...listed.values()]);
      }
      onFile?.(file, isWhole ? 'kept' : 'added');
    } catch (thrown) {
      if (!isFlasherError(thrown) || !ofThisFileAlone.includes(thrown.code)) throw thrown;
      failed.push({ entry: { ...entry, url }, error: thrown });
    }
  }
  await putManifest(folder, files);
  return { files, failed };
}

function putManifest(folder: string, files: readonly MirrorFile[]): Promise<void> {
  return inFolder(folder, () => fileVault(folder).put(manifestName, writeManifest(files)));
}

/** A manifest that cannot be read is written anew; the files are looked at again anyway. */
async function filesIn(folder: string): Promise<readonly MirrorFile[]> {
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
    const text = message('release.mirror-not-writable', { folder, system: String(cause.code) });
    throw new FlasherError('file-unwritable', text, { details: { path: folder, system: String(cause.code) }, cause });
  }
}
