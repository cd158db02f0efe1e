// What a file is, by its content and never by its name: firmware of a known format, something else that can be named, or
// bytes without a format. Decides nothing about what is inside.

import type { OtherFile, OtherFileAdvice } from '../messages/image.ts';
import { type Message, message } from '../messages/message.ts';
import { nameContainer } from './container.ts';
import { digitValue, textStart } from './formats/record-lines.ts';
import type { ImageFormat } from './memory-image.ts';

/** `foreign` is a file that can be named and is not firmware; `advice` says what to do instead. */
export type Recognised =
  | { readonly kind: Exclude<ImageFormat, 'raw'> | 'bytes' }
  | { readonly kind: 'foreign'; readonly what: Message; readonly advice?: OtherFileAdvice | undefined };

interface Magic {
  readonly at?: number | undefined;
  /** ASCII, or bytes where that is not possible. */
  readonly bytes: string | readonly number[];
  readonly what: OtherFile;
  readonly advice?: OtherFileAdvice | undefined;
}

/** Openings of files that end up where firmware should be. None can be the start of an STM32F405 vector table. */
const magics: readonly Magic[] = [
  { bytes: 'PK\x03\x04', what: 'zip', advice: 'unpack' },
  { bytes: 'PK\x05\x06', what: 'empty-zip' },
  { bytes: [0x1f, 0x8b, 0x08], what: 'gzip', advice: 'unpack' },
  { bytes: 'BZh', what: 'bzip2', advice: 'unpack' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'xz', advice: 'unpack' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'zstandard', advice: 'unpack' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], what: '7-zip', advice: 'unpack' },
  { bytes: 'Rar!', what: 'rar', advice: 'unpack' },
  { at: 257, bytes: 'ustar', what: 'tar', advice: 'unpack' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'png' },
  { bytes: [0xff, 0xd8, 0xff], what: 'jpeg' },
  { bytes: 'GIF8', what: 'gif' },
  { bytes: '%PDF', what: 'pdf' },
  { bytes: [0x4d, 0x5a, 0x90, 0x00], what: 'windows-program' },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], what: 'macos-program' },
  {
    bytes: [0x00, 0x05, 0x16, 0x07],
    what: 'macos-resources',
    advice: 'without-dots',
  },
  { bytes: '!<arch>', what: 'static-library', advice: 'link' },
  { bytes: 'SQLite format 3', what: 'sqlite' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'old-office' },
  { bytes: 'version https://git-lfs', what: 'git-lfs', advice: 'pull-lfs' },
];

/** Openings of text, after blanks and in lower case. */
const texts: readonly {
  readonly opening: string;
  readonly what: OtherFile;
  readonly advice?: OtherFileAdvice | undefined;
}[] = [
  { opening: '<!doctype html', what: 'html', advice: 'download-file' },
  { opening: '<html', what: 'html', advice: 'download-file' },
  { opening: '<?xml', what: 'xml' },
  { opening: '<', what: 'markup' },
  { opening: '{', what: 'json' },
  { opening: '[', what: 'json-or-ini' },
];

/** Recognises `bytes`, which must not be empty. */
export function recognise(bytes: Uint8Array): Recognised {
  if (startsWith(bytes, 'DfuSe')) return { kind: 'dfuse' };
  if (startsWith(bytes, '\x7fELF')) return { kind: 'elf' };
  if (startsWith(bytes, uf2)) return { kind: 'uf2' };
  const start = firstVisible(bytes);
  const isText = looksLikeText(bytes);
  if (bytes[start] === 0x3a && (isText || hasDigits(bytes, start + 1, 8))) return { kind: 'intel-hex' };
  if (opensSRecord(bytes, start) && (isText || hasDigits(bytes, start + 2, 6))) return { kind: 's-record' };
  const magic = magics.find(({ at = 0, bytes: opening }) => startsWith(bytes, opening, at));
  if (magic) return { kind: 'foreign', ...other(magic) };
  if (isText) {
    const container = bytes[start] === 0x7b ? nameContainer(bytes.subarray(start)) : undefined;
    return { kind: 'foreign', ...(container ? { what: container } : nameText(bytes, start)) };
  }
  if (looksLikeUtf16(bytes)) {
    return { kind: 'foreign', ...other({ what: 'utf-16', advice: 'save-as-ascii' }) };
  }
  return { kind: 'bytes' };
}

function startsWith(bytes: Uint8Array, opening: Magic['bytes'], at = 0): boolean {
  for (let i = 0; i < opening.length; i++) {
    const expected = typeof opening === 'string' ? opening.charCodeAt(i) : opening[i];
    if (bytes[at + i] !== expected) return false;
  }
  return true;
}

/** Both magic numbers of a UF2 block: `UF2\\n`, 0x9E5D5157. */
const uf2 = [0x55, 0x46, 0x32, 0x0a, 0x57, 0x51, 0x5d, 0x9e];

const examined = 1024;

/** Index of the first byte that is neither a byte order mark nor a blank; parsers skip those too. */
function firstVisible(bytes: Uint8Array): number {
  let at = textStart(bytes);
  while (at < bytes.length && isBlank(bytes[at] ?? 0)) at++;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function hasDigits(bytes: Uint8Array, from: number, count: number): boolean {
  for (let i = from; i < from + count; i++) if (digitValue(bytes[i]) < 0) return false;
  return true;
}

function opensSRecord(bytes: Uint8Array, start: number): boolean {
  const digit = bytes[start + 1] ?? 0;
  return ((bytes[start] ?? 0) | 0x20) === 0x73 && digit >= 0x30 && digit <= 0x39;
}

/** No control characters at the start but blanks, and mostly ASCII. */
function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, examined);
  let beyondAscii = 0;
  for (const byte of head) {
    if (byte >= 0x80) beyondAscii++;
    else if (byte === 0x7f || (byte < 0x20 && !isBlank(byte))) return false;
  }
  return beyondAscii * 4 <= head.length;
}

/** ASCII with every second byte zero, the first or the second of each pair, after a byte order mark or without one. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const hasMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const start = hasMark ? 2 : 0;
  const head = bytes.subarray(start, start + 64);
  if (head.length < 8) return false;
  return [0, 1].some((zero) =>
    head.every((byte, index) => (index % 2 === zero ? byte === 0 : (byte >= 0x20 && byte < 0x7f) || isBlank(byte))),
  );
}

/** A file that is not firmware, in words. */
function other({ what, advice }: Pick<Magic, 'what' | 'advice'>) {
  return { what: message('image.other-file', { kind: what }), advice };
}

function nameText(
  bytes: Uint8Array,
  start: number,
): { readonly what: Message; readonly advice?: OtherFileAdvice | undefined } {
  if (start === bytes.length) return { what: message('image.file-empty') };
  const head = String.fromCharCode(...bytes.subarray(start, start + 60));
  const known = texts.find(({ opening }) => head.toLowerCase().startsWith(opening));
  if (known) return other(known);
  const line = head.split(/[\r\n]/)[0]?.replace(/[^\x20-\x7e]/g, '?') ?? '';
  return { what: message('image.plain-text', { start: line }) };
}
