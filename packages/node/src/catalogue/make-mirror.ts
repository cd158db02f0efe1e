// A static mirror in a folder: files by version, and a manifest.json with what they must be. The manifest is renewed after
// every new file and lists only what lies there whole, so an interrupted mirror works; the next run continues where it stopped,
// because the catalogue downloads nothing twice.

import { basename, dirname, join } from 'node:path';
import { FlasherError, isFlasherError, type Vault } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { type MirrorFile, readMirrorManifest, writeMirrorManifest } from '@odflash/core/update';
import { fileVault } from '../file-vault.ts';
import type { Catalogue, EntryFilter } from './catalogue.ts';
import { sha256Of } from './downloads.ts';
import type { CatalogueEntry } from './entry.ts';
import { manifestName } from './place.ts';

/** A file of a mirror, and what its digest was held against when it was put there. */
export interface MirroredFile extends MirrorFile, Pick<CatalogueEntry, 'verified'> {}

/** Which files go into a mirror, and where it is. */
export interface MirrorRequest extends EntryFilter {
  readonly folder: string;
  /** Called after each file. */
  readonly onFile?: ((file: MirroredFile, outcome: MirrorOutcome) => void) | undefined;
}

/** `kept`: it was there already, byte for byte. */
export type MirrorOutcome = 'added' | 'kept';

/** What a mirror contains now. */
export interface MirrorReport {
  readonly files: readonly MirroredFile[];
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
  const files: MirroredFile[] = [];
  const failed: { entry: CatalogueEntry; error: FlasherError }[] = [];
  const disk = mirrorFolder(folder);
  // What an earlier run left and was not looked at yet stays listed; an invalid manifest is written anew.
  const before = readMirrorManifest((await disk.get(manifestName)) ?? new Uint8Array());
  const listed = new Map<string, MirrorFile>(before.problem ? [] : before.files.map((file) => [file.path, file]));
  for (const entry of entries) {
    signal?.throwIfAborted();
    try {
      const { bytes } = await catalogue.fetch(entry, { signal });
      const { url: _, ...known } = entry;
      const path = `${entry.version}/${entry.name}`;
      const file = { ...known, path, size: bytes.length, sha256: sha256Of(bytes) };
      const there = await disk.get(path);
      const outcome = there && Buffer.compare(there, bytes) === 0 ? 'kept' : 'added';
      if (outcome === 'added') await disk.put(path, bytes);
      files.push(file);
      listed.set(path, file);
      if (outcome === 'added') await disk.put(manifestName, writeMirrorManifest([...listed.values()]));
      onFile?.(file, outcome);
    } catch (thrown) {
      if (!isFlasherError(thrown) || !ofThisFileAlone.includes(thrown.code)) throw thrown;
      failed.push({ entry, error: thrown });
    }
  }
  await disk.put(manifestName, writeMirrorManifest(files));
  return { files, failed };
}

/** Files by their path in the mirror. What the system throws becomes `file-unwritable`. */
function mirrorFolder(folder: string): Pick<Vault, 'get' | 'put'> {
  const vaultOf = (path: string) => fileVault(join(folder, dirname(path)));
  const refused = (cause: NodeJS.ErrnoException): never => {
    const { code: system } = cause;
    if (system === undefined) throw cause;
    const text = message('release.mirror-not-writable', { folder, system });
    throw new FlasherError('file-unwritable', text, { details: { path: folder, system }, cause });
  };
  return {
    get: (path) => vaultOf(path).get(basename(path)).catch(refused),
    put: (path, bytes) => vaultOf(path).put(basename(path), bytes).catch(refused),
  };
}
