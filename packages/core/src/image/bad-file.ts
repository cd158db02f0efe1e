// How parsers refuse a file: one shape of message and details for every format. Knows no format's rules.

import { FlasherError } from '../errors.ts';
import type { Text } from '../messages/message.ts';
import { formatNames, type ImageFormat } from './memory-image.ts';

/** What is wrong with a file, for machines; `details.reason` of `bad-file`. */
export type BadFileReason =
  /** Nothing in it. */
  | 'empty'
  /** More bytes than anybody's firmware. */
  | 'too-big'
  /** Something else than firmware: a web page, an archive, a picture. */
  | 'not-firmware'
  /** Firmware, but not for an STM32F4. */
  | 'wrong-chip'
  /** Ends before it should. */
  | 'truncated'
  /** Characters where the format has none. */
  | 'syntax'
  /** A record or header whose length disagrees with its contents. */
  | 'length'
  | 'checksum'
  /** A record type or header version that this format does not have. */
  | 'unknown-type'
  /** Two parts of the file contradict each other. */
  | 'inconsistent'
  /** Something behind the end of what would be flashed: a second file, or the rest of one. */
  | 'trailing-data'
  /** Data that runs past 0xFFFFFFFF or wraps inside its 64 KiB. */
  | 'address-wrap'
  /** So many separate pieces that it cannot be firmware. */
  | 'too-many-pieces';

/** What and where: `line` counts from 1, `offset` is in bytes from the start of the file. */
export interface BadFileFacts {
  readonly reason: BadFileReason;
  readonly line?: number | undefined;
  readonly offset?: number | undefined;
  readonly expected?: string | number | undefined;
  readonly found?: string | number | undefined;
}

/** Text files have lines (from 1), binary files byte offsets (from 0). */
export type PlaceUnit = 'line' | 'offset';

/** Where in a file, as text. */
export function placeText(unit: PlaceUnit, place: number): string {
  return unit === 'line' ? `line ${place}` : `offset ${place} (0x${place.toString(16)})`;
}

/** A `bad-file` error whose message starts with format and place. */
export function badFile(format: ImageFormat | undefined, text: Text, facts: BadFileFacts): FlasherError {
  const where = facts.line !== undefined ? placeText('line', facts.line) : undefined;
  const place = where ?? (facts.offset !== undefined ? placeText('offset', facts.offset) : undefined);
  const subject = [format && formatNames[format], place].filter((part) => part !== undefined).join(', ');
  // A text with its place in front becomes a message as soon as every caller gives one.
  return new FlasherError('bad-file', subject && typeof text === 'string' ? `${subject}: ${text}` : text, {
    details: { format, ...facts },
  });
}

/** `bytes` bytes from `offset` on that belong to no part of the file. What is not flashed must not look verified. */
export function trailingData(format: ImageFormat, offset: number, bytes: number, after: string): FlasherError {
  const text = `${bytes} bytes follow ${after} and would not be flashed`;
  return badFile(format, text, { reason: 'trailing-data', offset, found: bytes });
}
