// The bytes of one catalogue entry, and only ever the right ones: from the cache by their digest, or downloaded and held
// against everything that is known of them before anybody gets to see them.

import { boardVersion, describeImage, FlasherError, isFlasherError, readImage, textOf } from '@odflash/core';
import { type Message, message } from '@odflash/core/messages';
import { generationOfText } from '@odflash/core/odrive';
import type { FirmwareFile } from '@odflash/core/update';
import { type CatalogueCache, sha256Of } from './cache.ts';
import type { CatalogueEntry } from './entry.ts';
import { shownUrl } from './failure.ts';
import type { Get } from './http.ts';

/** No ODrive firmware comes near it: HEX files have 0.5 to 0.7 MB, ELF files with debug information some 6 MB. */
export const maxFileBytes: number = 8 * 1024 * 1024;

export interface Fetching {
  readonly get: Get;
  readonly cache: CatalogueCache;
}

/** Throws `download-failed`, `release-missing`, `checksum-mismatch`, or the signal's reason. */
export async function fetchFile(
  { get, cache }: Fetching,
  entry: CatalogueEntry,
  signal?: AbortSignal | undefined,
): Promise<FirmwareFile> {
  const { verified, url, size, sha256: listed } = entry;
  const first = await cache.firstDigest(url);
  if (first !== undefined && listed !== undefined && first !== listed) throw replaced(entry, first, listed);
  const known = listed ?? first;
  const kept = known && (await cache.file(known));
  if (kept && size !== undefined && kept.length !== size) throw replaced(entry, known, `${size} bytes`);
  if (kept) return { bytes: kept, verified };
  const request = { accept: 'application/octet-stream', limit: maxFileBytes, signal };
  const bytes = await get(url, request).catch((thrown) => {
    throw isFlasherError(thrown) && thrown.details.reason === 'not-found' ? missing(entry, thrown) : thrown;
  });
  const actual = sha256Of(bytes);
  judge(entry, bytes, actual);
  if (first !== undefined && actual !== first) throw replaced(entry, first, actual);
  if (!url.startsWith('file:')) await cache.keepFile(entry, actual, bytes);
  return { bytes, verified };
}

/** Throws `checksum-mismatch` if the bytes cannot be what was published. */
function judge(entry: CatalogueEntry, bytes: Uint8Array, actual: string): void {
  const { size, sha256, board, version } = entry;
  if (size !== undefined && bytes.length !== size)
    throw mismatch(entry, message('download.size', { bytes: bytes.length, listed: size }), size, bytes.length);
  if (sha256 !== undefined && actual !== sha256) throw mismatch(entry, message('download.digest'), sha256, actual);
  if (sha256 !== undefined) return;
  // Where no digest was published, the format's own checksums and what the bytes say of themselves decide.
  const failed = (what: Message, expected?: string): FlasherError => mismatch(entry, what, expected, actual);
  const { claims } = describe(entry, bytes, actual);
  const { contradiction, product, boardVersion: built, voltages, firmwareVersion } = claims;
  if (contradiction !== undefined) throw failed(message('download.contradiction', { contradiction }));
  if (product !== undefined) throw failed(message('download.other-product', { product }), board);
  if (built !== undefined && !board.startsWith(built))
    throw failed(message('download.other-board', { board: built }), board);
  const voltage = boardVersion(board)?.voltage;
  if (voltages && voltage !== undefined && !voltages.includes(voltage))
    throw failed(message('download.other-voltage', { voltages }), board);
  // The revision tells nothing: 0.5.2 and 0.5.4 were built with the version file of their predecessors (ODrive #575).
  const generation = firmwareVersion && generationOfText(firmwareVersion);
  if (generation !== undefined && generation !== generationOfText(version))
    throw failed(message('download.other-release', { version: firmwareVersion ?? '' }), version);
}

function describe(entry: CatalogueEntry, bytes: Uint8Array, actual: string) {
  try {
    return describeImage(readImage(bytes));
  } catch (cause) {
    const text = message('download.no-firmware', { cause: textOf(cause) });
    throw mismatch(entry, text, undefined, actual, { cause });
  }
}

function mismatch(
  { name, version, url }: CatalogueEntry,
  how: Message,
  expected: string | number | undefined,
  actual: string | number,
  options: { readonly cause?: unknown; readonly next?: Message | undefined } = {},
): FlasherError {
  const details = { url: shownUrl(url), version, expected, actual };
  return new FlasherError('checksum-mismatch', message('release.file-differs', { name, version, how }), {
    details,
    ...options,
  });
}

/** A release does not change: a file that does was replaced, by its publisher or on the way. */
function replaced(entry: CatalogueEntry, expected: string, actual: string): FlasherError {
  return mismatch(entry, message('download.replaced'), expected, actual, { next: message('next.ask-publisher') });
}

/** A file that is listed and not there is no matter of the network. */
function missing({ name, version, url }: CatalogueEntry, cause: FlasherError): FlasherError {
  return new FlasherError(
    'release-missing',
    message('release.listed-but-missing', { name, version, cause: textOf(cause) }),
    {
      details: { url: shownUrl(url), version },
      next: message('next.list-repository'),
      cause,
    },
  );
}
