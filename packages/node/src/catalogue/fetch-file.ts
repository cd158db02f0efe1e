// The bytes of one catalogue entry, and only ever the right ones: from the cache by their digest, or downloaded and held
// against everything that is known of them before anybody gets to see them.

import { type ErrorDetails, type FirmwareFile, FlasherError, isFlasherError, readImage } from '@odflash/core';
import { sha256Of } from './cache.ts';
import { shownUrl } from './download-error.ts';
import { type CatalogueEntry, maxFileBytes } from './entry.ts';
import type { Fetching } from './list-pages.ts';
import { persist } from './persist.ts';

/** Throws `download-failed`, `release-missing`, `checksum-mismatch`, or the signal's reason. */
export async function fetchFile(
  { get, cache, clock, log }: Fetching,
  entry: CatalogueEntry,
  signal?: AbortSignal,
): Promise<FirmwareFile> {
  const { verified, url } = entry;
  const sha256 = entry.sha256 ?? (await cache.firstDigest(entry));
  const kept = sha256 && (await cache.file(sha256));
  if (kept) return { bytes: kept, verified };
  const download = (): ReturnType<typeof get> =>
    get(url, { headers: { accept: 'application/octet-stream' }, limit: maxFileBytes, ...(signal && { signal }) });
  const { bytes } = await persist(download, { clock, ...(log && { log }), ...(signal && { signal }) }).catch(
    (thrown) => {
      throw missing(thrown, entry);
    },
  );
  const actual = mustBe(entry, bytes, sha256);
  if (!url.startsWith('file:')) await cache.keepFile(entry, actual, bytes);
  return { bytes, verified };
}

/** A file that is listed and not there is no matter of the network. */
function missing(thrown: unknown, { name, version, url }: CatalogueEntry): unknown {
  if (!isFlasherError(thrown) || thrown.details.reason !== 'not-found') return thrown;
  return new FlasherError('release-missing', `${name} of ${version} is listed, but not there. ${thrown.message}`, {
    details: { url: shownUrl(url), version },
    cause: thrown,
  });
}

/** The bytes' SHA-256. Throws `checksum-mismatch` if they cannot be what was published. */
function mustBe(entry: CatalogueEntry, bytes: Uint8Array, sha256: string | undefined): string {
  const { name, version, size } = entry;
  const wrong = (what: string, details: ErrorDetails, cause?: unknown): FlasherError =>
    new FlasherError('checksum-mismatch', `${name} of ${version} ${what}`, {
      details: { url: shownUrl(entry.url), version, ...details },
      ...(cause !== undefined && { cause }),
    });
  if (bytes.length !== size)
    throw wrong(`has ${bytes.length} bytes, and ${size} are listed`, { expected: size, actual: bytes.length });
  const actual = sha256Of(bytes);
  const whose = entry.sha256 === undefined ? 'that it had when it was first downloaded' : 'that is listed';
  if (sha256 !== undefined && actual !== sha256)
    throw wrong(`does not have the SHA-256 ${whose}`, { expected: sha256, actual });
  // Where nobody vouches for the bytes, the format's own checksums do; the engine reads the file again before it is flashed.
  if (sha256 === undefined)
    try {
      readImage(bytes);
    } catch (cause) {
      throw wrong(`is no sound firmware file. ${cause instanceof Error ? cause.message : cause}`, { actual }, cause);
    }
  return actual;
}
