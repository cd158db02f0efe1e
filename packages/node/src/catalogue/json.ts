// JSON that somebody else wrote: read whole or refused with a reason. Knows no shape.

import { downloadFailed } from './download-error.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Lists of releases need six levels. A parser needs memory for each, so a list of brackets would take hundreds of MB. */
const maxLevels = 32;

/** Throws `download-failed` (`cut-short`, `bad-list`). */
export function parseJson(bytes: Uint8Array, url: string): unknown {
  if (nestsDeeper(bytes, maxLevels)) throw badList(url, 'it is nested too deeply');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const text = 'The list of releases cannot be used: it is cut short, or no JSON at all.';
    throw downloadFailed('cut-short', url, text, { cause });
  }
}

export function badList(url: string, what: string): Error {
  return downloadFailed('bad-list', url, `The list of releases cannot be used: ${what}.`);
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** A whole number of bytes. */
export function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isHttpUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 4096 || !URL.canParse(value)) return false;
  return ['https:', 'http:'].includes(new URL(value).protocol);
}

const quote = 0x22;
const backslash = 0x5c;

/** Counts brackets outside of strings. In UTF-8 no other character has such a byte. */
function nestsDeeper(bytes: Uint8Array, most: number): boolean {
  let level = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString && byte === backslash) at++;
    else if (byte === quote) inString = !inString;
    else if (inString) continue;
    else if (byte === 0x5b || byte === 0x7b) level++;
    else if (byte === 0x5d || byte === 0x7d) level--;
    if (level > most) return true;
  }
  return false;
}
