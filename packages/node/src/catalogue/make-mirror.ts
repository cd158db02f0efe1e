// A static mirror in a folder: files by version, and a manifest.json with what they must be. The manifest is renewed after
// every new file and lists only what lies there whole, so an interrupted mirror works; the next run continues where it stopped,
// because the catalogue downloads nothing twice.

import { join } from 'node:path';
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
 * what the catalogue throws where it is not a matter of one file alone, or the signal's reason.
 */
export async function makeMirror(catalogue: Catalogue, request: MirrorRequest): Promise<MirrorReport> {
  const { folder, signal, onFile } = request;
  const entries = await catalogue.select(request);
  const files: MirrorFile[] = [];
  const failed: { entry: CatalogueEntry; error: FlasherError }[] = [];
  const earlier = await inFolder(folder, () => listedFiles(folder));
  const putManifest = (more: readonly MirrorFile[] = []) =>
    inFolder(folder, () => fileVault(folder).put(manifestName, writeManifest([...files, ...more])));
  for (const entry of entries) {
    signal?.throwIfAborted();
    try {
      const { bytes } = await catalogue.fetch(entry, { signal });
      const outcome = await inFolder(folder, () => putFile(folder, entry, bytes));
      const { url: _, ...known } = entry;
      const path = `${entry.version}/${entry.name}`;
      const file = { ...known, path, size: bytes.length, sha256: sha256Of(bytes) };
      files.push(file);
      // What an earlier run left and was not looked at yet stays listed.
      const rest = earlier.filter((each) => !files.some(({ path: seen }) => seen === each.path));
      if (outcome === 'added') await putManifest(rest);
      onFile?.(file, outcome);
    } catch (thrown) {
      if (!isFlasherError(thrown) || !ofThisFileAlone.includes(thrown.code)) throw thrown;
      failed.push({ entry, error: thrown });
    }
  }
  await putManifest();
  return { files, failed };
}

/** None if the manifest cannot be read: it is written anew. */
async function listedFiles(folder: string): Promise<readonly MirrorFile[]> {
  const bytes = await fileVault(folder).get(manifestName);
  try {
    return bytes ? readManifest(bytes, folder) : [];
  } catch {
    return [];
  }
}

async function putFile(folder: string, { version, name }: CatalogueEntry, bytes: Uint8Array): Promise<MirrorOutcome> {
  const vault = fileVault(join(folder, version));
  const there = await vault.get(name);
  if (there && Buffer.compare(there, bytes) === 0) return 'kept';
  await vault.put(name, bytes);
  return 'added';
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
