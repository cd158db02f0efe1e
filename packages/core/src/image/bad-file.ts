// How parsers refuse a file: one shape of message and details for every format. Knows no format's rules.

import { FlasherError } from '../errors.ts';
import { type Message, type MessageParameters, message } from '../messages/message.ts';
import type { ImageFormat } from './memory-image.ts';

/** What is wrong with a file, for machines; `details.reason` of `bad-file`. */
export type BadFileReason =
  /** Nothing in it. */
  | 'empty'
  /** More bytes than any firmware. */
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
  readonly found?: string | number | Message | undefined;
}

/** Text files have lines (from 1), binary files byte offsets (from 0). */
export type PlaceUnit = 'line' | 'offset';

/** A `bad-file` error whose message starts with format and place. */
export function badFile(format: ImageFormat | undefined, reason: Message, facts: BadFileFacts): FlasherError {
  const { line, offset } = facts;
  return new FlasherError('bad-file', message('image.bad-file', { format, line, offset, reason }), {
    details: { format, ...facts },
  });
}

/** `bytes` bytes from `offset` on that belong to no part of the file. What is not flashed must not look verified. */
export function trailingData(
  format: ImageFormat,
  offset: number,
  what: MessageParameters['image.trailing-data'],
): FlasherError {
  const text = message('image.trailing-data', what);
  return badFile(format, text, { reason: 'trailing-data', offset, found: what.bytes });
}
