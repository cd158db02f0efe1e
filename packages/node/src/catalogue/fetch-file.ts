// The bytes of one catalogue entry, and only ever the right ones: from the cache by their digest, or downloaded and held
// against everything that is known of them before they are used.

import { boardVersion, describeImage, FlasherError, isFlasherError, readImage, textOf } from '@odflash/core';
import { type Message, message } from '@odflash/core/messages';
import { generationOfText } from '@odflash/core/odrive';
import type { FirmwareFile } from '@odflash/core/update';
import { type CatalogueCache, sha256Of } from './cache.ts';
import type { CatalogueEntry } from './entry.ts';
import { shownUrl } from './failure.ts';
import type { Get } from './http.ts';

/** No ODrive firmware comes near it: HEX files have 0.5 to 0.7 MB. */
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
  const { name, version, verified, url, size, sha256: listed } = entry;
  const first = await cache.firstDigest(url);
  const known = listed ?? first;
  const kept = known && (await cache.file(known));
  // A release does not change: a file that does was replaced, by its publisher or on the way.
  const replaced = (actual: string | number) => mismatch(entry, message('download.replaced'), first ?? known, actual);
  if (first !== undefined && listed !== undefined && first !== listed) throw replaced(listed);
  if (kept && size !== undefined && kept.length !== size) throw replaced(`${size} bytes`);
  if (kept) return { bytes: kept, verified };
  const bytes = await get(url, { limit: maxFileBytes, signal }).catch((cause) => {
    if (!isFlasherError(cause) || cause.details.reason !== 'not-found') throw cause;
    // A file that is listed and not there is not a matter of the network.
    const text = message('release.listed-but-missing', { name, version, cause: textOf(cause) });
    const details = { url: shownUrl(url), version };
    throw new FlasherError('release-missing', text, { details, next: message('next.list-repository'), cause });
  });
  const actual = sha256Of(bytes);
  if (size !== undefined && bytes.length !== size)
    throw mismatch(entry, message('download.size', { bytes: bytes.length, listed: size }), size, bytes.length);
  if (listed !== undefined && actual !== listed) throw mismatch(entry, message('download.digest'), listed, actual);
  // Where no digest was published, the format's own checksums and what the bytes say of themselves decide.
  const complaint = listed === undefined ? complaintOf(entry, bytes) : undefined;
  if (complaint) throw mismatch(entry, complaint, undefined, actual);
  if (first !== undefined && actual !== first) throw replaced(actual);
  if (!url.startsWith('file:')) await cache.keepFile(entry, actual, bytes);
  return { bytes, verified };
}

/** Why the bytes cannot be that release for that board. */
function complaintOf({ board, version }: CatalogueEntry, bytes: Uint8Array): Message | undefined {
  let claims: ReturnType<typeof describeImage>['claims'];
  try {
    ({ claims } = describeImage(readImage(bytes)));
  } catch (cause) {
    return message('download.no-firmware', { cause: textOf(cause) });
  }
  const { contradiction, product, boardVersion: built, voltages, firmwareVersion = '' } = claims;
  if (contradiction !== undefined) return message('download.contradiction', { contradiction });
  if (product !== undefined) return message('download.other-product', { product });
  if (built !== undefined && !board.startsWith(built)) return message('download.other-board', { board: built });
  const voltage = boardVersion(board)?.voltage;
  if (voltages && voltage !== undefined && !voltages.includes(voltage))
    return message('download.other-voltage', { voltages });
  // The revision says nothing: 0.5.2 and 0.5.4 were built with the version file of their predecessors (ODrive #575).
  const generation = generationOfText(firmwareVersion);
  const isOther = generation !== undefined && generation !== generationOfText(version);
  return isOther ? message('download.other-release', { version: firmwareVersion }) : undefined;
}

function mismatch(
  { name, version, url }: CatalogueEntry,
  how: Message,
  expected: string | number | undefined,
  actual: string | number,
): FlasherError {
  const next = how.code === 'download.replaced' ? message('next.ask-publisher') : undefined;
  const details = { url: shownUrl(url), version, expected, actual };
  return new FlasherError('checksum-mismatch', message('release.file-differs', { name, version, how }), {
    details,
    next,
  });
}
