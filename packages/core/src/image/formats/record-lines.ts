// Lines and hex digits, which Intel HEX and S-record share. Knows no record's meaning.

import type { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { badFile } from '../bad-file.ts';
import type { ImageBuilder } from '../image-builder.ts';
import type { ImageFormat } from '../memory-image.ts';

/** A record's bytes fit here: count 255 + address, type and checksum. */
export const maxRecordBytes = 260;

const digitValues: Int8Array = new Int8Array(256).fill(-1);
for (const [index, digit] of [...'0123456789abcdef'].entries()) {
  digitValues[digit.charCodeAt(0)] = index;
  digitValues[digit.toUpperCase().charCodeAt(0)] = index;
}

const lf = 0x0a;
const cr = 0x0d;
const blank = 0x20;

/** Value of a hex digit, -1 for every other character. */
export function digitValue(character: number | undefined): number {
  return character === undefined ? -1 : (digitValues[character] ?? -1);
}

/** Where text starts: after a UTF-8 byte order mark, if there is one. */
export function textStart(text: Uint8Array): number {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0;
}

/** Takes the record text[start, end) of a line; returns true if it was the end record. */
export type RecordVisitor = (start: number, end: number, line: number) => boolean;

/**
 * Visits every record up to the end record.
 * Throws `bad-file` if there is no end record (`ends` says what was expected), and if anything follows it: a second file,
 * or the rest of one.
 */
export function eachRecord(
  text: Uint8Array,
  builder: ImageBuilder,
  ends: readonly string[],
  visit: RecordVisitor,
): void {
  let ended = false;
  let last = 0;
  eachLine(text, (start, end, line) => {
    if (ended) throw afterEnd(builder.format, line, last);
    last = line;
    ended = visit(start, end, line);
    return false;
  });
  if (ended) return;
  throw badFile(builder.format, message('record.no-end', { ends, line: last }), {
    reason: 'truncated',
    line: last,
    expected: ends.join(' '),
  });
}

function afterEnd(format: ImageFormat, line: number, endLine: number): FlasherError {
  const text = message('record.after-end', { line: endLine });
  return badFile(format, text, { reason: 'trailing-data', line, found: endLine });
}

/**
 * Visits text[start, end) of every line that holds something, without blanks at its ends (control characters count as
 * blanks: old tools pad with NUL or Ctrl-Z). Line ends are LF, CR LF or CR. Stops when `visit` returns true.
 */
function eachLine(text: Uint8Array, visit: RecordVisitor): void {
  let nextLf = -1;
  let nextCr = -1;
  for (let line = 1, at = textStart(text); at < text.length; line++) {
    if (nextLf < at) nextLf = indexOrEnd(text, lf, at);
    if (nextCr < at) nextCr = indexOrEnd(text, cr, at);
    const stop = Math.min(nextLf, nextCr);
    let start = at;
    let end = stop;
    while (start < end && (text[start] as number) <= blank) start++;
    while (end > start && (text[end - 1] as number) <= blank) end--;
    if (end > start && visit(start, end, line)) return;
    at = nextLf === nextCr + 1 ? nextLf + 1 : stop + 1;
  }
}

/** Where `character` is next; searched for only once it has been passed, so that all searches together are one pass. */
function indexOrEnd(text: Uint8Array, character: number, from: number): number {
  const index = text.indexOf(character, from);
  return index < 0 ? text.length : index;
}

/** How many bytes the record text[start, end) has after the `marks` characters that open it. */
export function recordLength(start: number, marks: number, end: number): number {
  return (end - start - marks) >>> 1;
}

/**
 * Decodes the digit pairs of the record text[start, end) into `into`, after the `marks` characters that open it, and
 * returns their sum modulo 256.
 * Throws `bad-file` for other characters, a digit without its pair, and more than {@link maxRecordBytes}.
 */
export function decodeDigits(
  format: ImageFormat,
  text: Uint8Array,
  start: number,
  marks: number,
  end: number,
  line: number,
  into: Uint8Array,
): number {
  const length = recordLength(start, marks, end);
  if (length > maxRecordBytes) throw tooLong(format, line, end - start - marks);
  let bad = (end - start - marks) % 2 === 0 ? 0 : -1;
  let sum = 0;
  for (let i = 0, at = start + marks; i < length; i++, at += 2) {
    // Hot: a megabyte of firmware is a million turns; the indexes are in range by construction.
    const high = digitValues[text[at] as number] as number;
    const byte = (high << 4) | (digitValues[text[at + 1] as number] as number);
    bad |= byte;
    sum += byte;
    into[i] = byte;
  }
  if (bad < 0) throw badDigits(format, text, start, marks, end, line);
  return sum & 0xff;
}

function tooLong(format: ImageFormat, line: number, found: number): FlasherError {
  const expected = maxRecordBytes * 2;
  const text = message('record.too-many-digits', { digits: found, most: expected });
  return badFile(format, text, { reason: 'length', line, expected, found });
}

function badDigits(format: ImageFormat, text: Uint8Array, start: number, marks: number, end: number, line: number) {
  for (let at = start + marks; at < end; at++) {
    if (digitValue(text[at]) >= 0) continue;
    const found = characterName(text[at] ?? 0);
    return badFile(format, message('record.not-hex', { position: at - start + 1, found }), {
      reason: 'syntax',
      line,
      found,
    });
  }
  const found = end - start - marks;
  const cut = end === text.length;
  return badFile(format, message('record.odd-digits', { digits: found, cut }), {
    reason: cut ? 'truncated' : 'syntax',
    line,
    found,
  });
}

/** A character as a person would name it: `"x"`, or its code if it cannot be shown. */
export function characterName(character: number): string {
  return character > blank && character < 0x7f
    ? `"${String.fromCharCode(character)}"`
    : `code 0x${character.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** `checksum 0xNN, expected 0xNN` as an error. */
export function checksumError(format: ImageFormat, line: number, found: number, expected: number): FlasherError {
  return badFile(format, message('record.checksum', { found, expected }), {
    reason: 'checksum',
    line,
    expected,
    found,
  });
}

/** A record with more or fewer bytes than its count says. */
export function lengthError(
  format: ImageFormat,
  text: Uint8Array,
  end: number,
  line: number,
  expected: number,
  found: number,
): FlasherError {
  const cut = end === text.length && found < expected;
  return badFile(format, message('record.length', { bytes: found, count: expected, cut }), {
    reason: cut ? 'truncated' : 'length',
    line,
    expected,
    found,
  });
}
