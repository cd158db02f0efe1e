// Firmware from the page's own origin: the folder that `odflash catalogue mirror` makes. Release files of GitHub cannot be read by
// a page (no CORS), so there is no other place. Every file is held against the manifest's SHA-256 before it is used.

import { FlasherError } from '@odflash/core';
import { sha256Hex } from '@odflash/core/image';
import { message } from '@odflash/core/messages';
import { type MirrorFile, readMirrorManifest } from '@odflash/core/update';
import type { OwnReleases } from './platform.ts';

/** Larger answers are not read. ODrive's own files have about 700 kB, the manifest of all of them 40 kB. */
const maxFileBytes = 8 * 1024 * 1024;
const maxManifestBytes = 1024 * 1024;

/**
 * What the folder at `base` offers; `undefined` where there is nothing: the build puts an empty manifest there. What is invalid in a
 * manifest is left out.
 */
export async function openReleases(base: URL, get: typeof fetch = fetch): Promise<OwnReleases | undefined> {
  const answer = await get(new URL('manifest.json', base)).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { files } = readMirrorManifest(await limited(answer, maxManifestBytes, 'manifest.json'));
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
