// The serial number of an ST-Link. Many V2, and most clones, send twelve raw bytes where 24 digits should be, each widened to
// a UTF-16 unit; every tool prints those as 24 digits. Pure.

import { hexBytes } from '../bytes.ts';

const digits = /^[0-9A-F]{24}$/i;
const rawLength = 12;

/** 24 upper-case digits, from either form; `undefined` for anything else (seen once after a debugger had hung). */
export function probeSerial(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (digits.test(text)) return text.toUpperCase();
  if (text.length !== rawLength) return undefined;
  const bytes = Array.from(text, (unit) => unit.charCodeAt(0) & 0xff);
  return hexBytes(bytes, '').toUpperCase();
}
