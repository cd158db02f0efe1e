// Firmware from the page's own origin: the folder that `odflash catalogue mirror` makes. Release files of GitHub cannot be read by
// a page (no CORS), so there is no other place. Every file is held against the manifest's SHA-256 before it is used.

import { FlasherError } from '@odflash/core';
import { isObject, isSha256, isShortText, isWhole, jsonIn } from '@odflash/core/checks';
import { sha256Hex } from '@odflash/core/image';
import { message } from '@odflash/core/messages';
import type { FirmwareRelease } from '@odflash/core/update';
import type { OwnReleases } from './platform.ts';

/** One file of the mirror, as the manifest has it. */
interface MirrorFile extends FirmwareRelease {
  readonly board: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Larger answers are not read. ODrive's own files have about 700 kB, the manifest of all of them 40 kB. */
const maxFileBytes = 8 * 1024 * 1024;
const maxManifestBytes = 1024 * 1024;

/** What the folder at `base` offers; `undefined` where there is nothing: the build puts an empty manifest there. */
export async function openReleases(base: URL, get: typeof fetch = fetch): Promise<OwnReleases | undefined> {
  const answer = await get(new URL('manifest.json', base)).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const files = readManifest(await limited(answer, maxManifestBytes, 'manifest.json'));
  if (files.length === 0) return undefined;
  return {
    all: async () => [...new Map(files.map((file) => [file.version, file])).values()],
    releases: async ({ name }) => files.filter((file) => file.board === name),
    fetch: async ({ name, version }, { signal } = {}) => {
      const file = files.find((each) => each.name === name && each.version === version);
      if (!file) throw new FlasherError('release-missing', message('release.file-absent', { path: name }));
      const path = new URL(file.path, base);
      const reply = await get(path, signal ? { signal } : {}).catch((cause: unknown) => {
        throw signal?.aborted ? signal.reason : failed(cause);
      });
      if (!reply.ok) throw failed(new Error(`${reply.status} ${reply.statusText}`));
      const bytes = await limited(reply, maxFileBytes, file.name);
      if (bytes.length !== file.size || sha256Hex(bytes) !== file.sha256) throw differs(file);
      return { bytes, verified: 'mirror' };
    },
  };
}

async function limited(answer: Response, limit: number, what: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length <= limit) return bytes;
  throw new FlasherError('download-failed', message('release.too-large', { what, bytes: limit }));
}

function failed(cause: unknown): FlasherError {
  const text = message('common.quoted', { text: cause instanceof Error ? cause.message : String(cause) });
  return new FlasherError('download-failed', text, { cause });
}

function differs({ name, version }: MirrorFile): FlasherError {
  const how = message('download.digest');
  return new FlasherError('checksum-mismatch', message('release.file-differs', { name, version, how }));
}

/** What does not look like a file of a mirror is left out; a manifest of another format offers nothing. */
function readManifest(bytes: Uint8Array): readonly MirrorFile[] {
  const manifest = jsonIn(bytes);
  if (!isObject(manifest) || manifest.format !== 'odflash-mirror' || !Array.isArray(manifest.files)) return [];
  return manifest.files.filter(isMirrorFile);
}

function isMirrorFile(file: unknown): file is MirrorFile {
  if (!isObject(file)) return false;
  const { version, name, board, path, size, sha256, prerelease } = file;
  const isNamed = [version, name, board].every(isShortText) && typeof prerelease === 'boolean';
  // The path leads into the folder, never out of it.
  const isInside = typeof path === 'string' && /^[\w.-]+(\/[\w.-]+){0,3}$/.test(path) && !path.includes('..');
  return isNamed && isInside && isWhole(size, maxFileBytes) && isSha256(sha256);
}
