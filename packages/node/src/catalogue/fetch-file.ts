// The bytes of one catalogue entry, and only ever the right ones: from the cache by their digest, or downloaded and held
// against everything that is known of them before anybody gets to see them.

import { type ErrorDetails, FlasherError, isFlasherError, readImage } from '@odflash/core';
import type { FirmwareFile } from '@odflash/core/update';
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
  const first = await cache.firstDigest(entry);
  const listed = entry.sha256;
  if (first !== undefined && listed !== undefined && first !== listed) throw replaced(entry, first, listed);
  const sha256 = listed ?? first;
  const kept = sha256 && (await cache.file(sha256));
  if (kept && kept.length !== entry.size) throw replaced(entry, sha256, `${entry.size} bytes`);
  if (kept) return { bytes: kept, verified };
  const download = (): ReturnType<typeof get> =>
    get(url, { headers: { accept: 'application/octet-stream' }, limit: maxFileBytes, ...(signal && { signal }) });
  const { bytes } = await persist(download, { clock, ...(log && { log }), ...(signal && { signal }) }).catch(
    (thrown) => {
      throw missing(thrown, entry);
    },
  );
  const actual = mustBe(entry, bytes, { listed, first });
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

/** A release does not change: a file that does was replaced, by its publisher or on the way. */
function replaced(entry: CatalogueEntry, expected: string, actual: string): FlasherError {
  const { name, version, url } = entry;
  return new FlasherError(
    'checksum-mismatch',
    `${name} of ${version} is no longer the file that it was when it was first downloaded`,
    {
      details: { url: shownUrl(url), version, expected, actual },
      next: 'Ask the publisher whether the file was replaced. Until then flash the one you have: the path of a file can be given in place of a version.',
    },
  );
}

interface Digests {
  /** What the publisher lists. */
  readonly listed: string | undefined;
  /** What was downloaded first. */
  readonly first: string | undefined;
}

/** The bytes' SHA-256. Throws `checksum-mismatch` if they cannot be what was published, or are not what they once were. */
function mustBe(entry: CatalogueEntry, bytes: Uint8Array, { listed, first }: Digests): string {
  const { name, version, size } = entry;
  const wrong = (what: string, details: ErrorDetails, cause?: unknown): FlasherError =>
    new FlasherError('checksum-mismatch', `${name} of ${version} ${what}`, {
      details: { url: shownUrl(entry.url), version, ...details },
      ...(cause !== undefined && { cause }),
    });
  if (bytes.length !== size)
    throw wrong(`has ${bytes.length} bytes, and ${size} are listed`, { expected: size, actual: bytes.length });
  const actual = sha256Of(bytes);
  if (listed !== undefined && actual !== listed)
    throw wrong('does not have the SHA-256 that is listed', { expected: listed, actual });
  if (first !== undefined && actual !== first) throw replaced(entry, first, actual);
  // Where nobody vouches for the bytes, the format's own checksums do; the engine reads the file again before it is flashed.
  if (listed === undefined && first === undefined)
    try {
      readImage(bytes);
    } catch (cause) {
      throw wrong(`is no sound firmware file. ${cause instanceof Error ? cause.message : cause}`, { actual }, cause);
    }
  return actual;
}
