// Lines and hex digits, which Intel HEX and S-record share. Knows no record's meaning.

import type { FlasherError } from '../errors.ts';
import { badFile } from './bad-file.ts';
import type { ImageFormat } from './memory-image.ts';

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

/**
 * Visits text[start, end) of every line that holds something, without blanks at its ends (control characters count as
 * blanks: old tools pad with NUL or Ctrl-Z). Line ends are LF, CR LF or CR. Stops when `visit` returns false.
 */
export function eachLine(text: Uint8Array, visit: (start: number, end: number, line: number) => boolean): void {
  let line = 1;
  for (let at = textStart(text); at < text.length; line++) {
    let stop = at;
    let character = text[stop];
    while (stop < text.length && character !== lf && character !== cr) character = text[++stop];
    let start = at;
    let end = stop;
    while (start < end && (text[start] ?? 0) <= blank) start++;
    while (end > start && (text[end - 1] ?? 0) <= blank) end--;
    if (end > start && !visit(start, end, line)) return;
    at = character === cr && text[stop + 1] === lf ? stop + 2 : stop + 1;
  }
}

/**
 * Decodes the digit pairs of the record text[start, end) into `into`, after the `marks` characters that open it, and
 * returns how many bytes they are.
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
  const digits = end - start - marks;
  const length = digits >>> 1;
  if (length > maxRecordBytes) {
    throw badFile(format, `a record of ${digits} digits; the longest has ${maxRecordBytes * 2}`, {
      reason: 'length',
      line,
      expected: maxRecordBytes * 2,
      found: digits,
    });
  }
  let bad = 0;
  for (let i = 0, at = start + marks; i < length; i++, at += 2) {
    const high = digitValues[text[at] ?? 0] ?? -1;
    const low = digitValues[text[at + 1] ?? 0] ?? -1;
    bad |= high | low;
    into[i] = (high << 4) | low;
  }
  if (bad < 0 || digits % 2 !== 0) throw badDigits(format, text, start, marks, end, line);
  return length;
}

function badDigits(format: ImageFormat, text: Uint8Array, start: number, marks: number, end: number, line: number) {
  for (let at = start + marks; at < end; at++) {
    if (digitValue(text[at]) >= 0) continue;
    const found = characterName(text[at] ?? 0);
    return badFile(format, `character ${at - start + 1} of the record, ${found}, is no hex digit`, {
      reason: 'syntax',
      line,
      found,
    });
  }
  const found = end - start - marks;
  const cut = end === text.length ? '; the file ends in the middle of this record' : '';
  return badFile(format, `an odd number of hex digits (${found})${cut}`, {
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
  const text = (value: number) => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
  return badFile(format, `checksum is ${text(found)}, but the record adds up to ${text(expected)}`, {
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
  const tail = cut ? '; the file ends in the middle of this record' : '';
  return badFile(format, `the record holds ${found} bytes, its count says ${expected}${tail}`, {
    reason: cut ? 'truncated' : 'length',
    line,
    expected,
    found,
  });
}
