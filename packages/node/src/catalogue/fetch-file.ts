// The bytes of one catalogue entry, and only ever the right ones: from the cache by their digest, or downloaded and held
// against everything that is known of them before anybody gets to see them.

import { boardVersion, describeImage, FlasherError, isFlasherError, readImage } from '@odflash/core';
import { generationOfText } from '@odflash/core/odrive';
import type { FirmwareFile } from '@odflash/core/update';
import { type CatalogueCache, sha256Of } from './cache.ts';
import { shownUrl } from './download-error.ts';
import { type CatalogueEntry, maxFileBytes } from './entry.ts';
import type { Get } from './get.ts';

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
  const { verified, url } = entry;
  const first = await cache.firstDigest(entry);
  const listed = entry.sha256;
  if (first !== undefined && listed !== undefined && first !== listed) throw replaced(entry, first, listed);
  const known = listed ?? first;
  const kept = known && (await cache.file(known));
  if (kept && entry.size !== undefined && kept.length !== entry.size)
    throw replaced(entry, known, `${entry.size} bytes`);
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
function judge({ name, url, size, sha256, board, version }: CatalogueEntry, bytes: Uint8Array, actual: string): void {
  const mismatch = (what: string, expected: string | number | undefined, cause?: unknown): FlasherError =>
    new FlasherError('checksum-mismatch', `${name} of ${version} ${what}`, {
      details: { url: shownUrl(url), version, expected, actual: typeof expected === 'number' ? bytes.length : actual },
      cause,
    });
  if (size !== undefined && bytes.length !== size)
    throw mismatch(`has ${bytes.length} bytes instead of the listed ${size}`, size);
  if (sha256 !== undefined && actual !== sha256) throw mismatch('does not match the listed SHA-256', sha256);
  if (sha256 !== undefined) return;
  // Where no digest was published, the format's own checksums and what the bytes say of themselves decide.
  const { claims } = read(bytes, (text, cause) => mismatch(`is not a valid firmware file. ${text}`, undefined, cause));
  const { contradiction, product, boardVersion: built, voltages, firmwareVersion } = claims;
  if (contradiction !== undefined) throw mismatch(`contradicts itself: ${contradiction}`, undefined);
  if (product !== undefined) throw mismatch(`is firmware of another product: ${product}`, board);
  if (built !== undefined && !board.startsWith(built)) throw mismatch(`is firmware for the ${built}`, board);
  const voltage = boardVersion(board)?.voltage;
  if (voltages && voltage !== undefined && !voltages.includes(voltage))
    throw mismatch(`is firmware for ${voltages.join(' or ')} V`, board);
  // The revision tells nothing: 0.5.2 and 0.5.4 were built with the version file of their predecessors (ODrive #575).
  const generation = firmwareVersion && generationOfText(firmwareVersion);
  if (generation !== undefined && generation !== generationOfText(version))
    throw mismatch(`is firmware ${firmwareVersion}`, version);
}

function read(bytes: Uint8Array, failed: (text: string, cause: unknown) => FlasherError) {
  try {
    return describeImage(readImage(bytes));
  } catch (cause) {
    throw failed(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** A release does not change: a file that does was replaced, by its publisher or on the way. */
function replaced(entry: CatalogueEntry, expected: string, actual: string): FlasherError {
  const { name, version, url } = entry;
  const text = `${name} of ${version} differs from its first download`;
  return new FlasherError('checksum-mismatch', text, {
    details: { url: shownUrl(url), version, expected, actual },
    next: 'Ask the publisher whether the file was replaced. Until then flash the file you have: pass its path instead of a version.',
  });
}

/** A file that is listed and not there is no matter of the network. */
function missing({ name, version, url }: CatalogueEntry, cause: FlasherError): FlasherError {
  return new FlasherError('release-missing', `${name} of ${version} is listed but missing. ${cause.message}`, {
    details: { url: shownUrl(url), version },
    next: 'List the available files with odflash catalogue --release-url https://github.com/odriverobotics/ODrive, or pass a firmware file.',
    cause,
  });
}
