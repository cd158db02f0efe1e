// Serial numbers in texts: where they stand, in which forms, and what stands in their place. Masks keep the length, so that
// a trace with masked numbers can still be replayed.

/** What is replaced, and what by. */
export interface Rule {
  readonly pattern: RegExp;
  readonly instead: (found: string) => string;
}

/** An STM32 in DFU mode and an ODrive have 12 hex digits (facts of ST's ROM: 48 of the 96 bits), an ST-Link has 24. */
const hexSerial = /^(?:[0-9A-F]{12}|[0-9A-F]{24})$/i;

/** Digits by themselves: a fraction of a number does not count. */
const inText = /(?<![0-9A-Fa-f])(?<!\d\.)(?:[0-9A-Fa-f]{24}|[0-9A-Fa-f]{12})(?![0-9A-Fa-f])/g;
/** A string descriptor of 12 or 24 hex digits in hex: length, type 3, UTF-16LE (USB 2.0 §9.6.7). */
const descriptor = /(?:1a|32)([ :,-]?)03((?:\1(?:3[0-9]|[46][1-6])\1?00){12,24})/gi;
/** odrivetool shows `serial_number` as the number it is: below 2^48. */
const asNumber = /serial\D{0,24}(\d{12,15})(?!\d)/gi;

/**
 * Serial numbers in a text that people wrote or a program printed, whether or not such a board is plugged in now. Not for
 * the digits of a trace, where a status is 12 digits, too: see {@link serialsInTrace}.
 */
export function serialsIn(text: string): readonly string[] {
  const numbers = [...text.matchAll(asNumber)].flatMap(([, digits = '']) => {
    const hex = BigInt(digits).toString(16).toUpperCase().padStart(12, '0');
    return hex.length === 12 ? [hex] : [];
  });
  return unique([...(text.match(inText) ?? []), ...numbers, ...serialsInTrace(text)]);
}

/** Serial numbers among bytes in hex: those of string descriptors. */
export function serialsInTrace(text: string): readonly string[] {
  return unique(
    [...text.matchAll(descriptor)].flatMap(([, , units = '']) => {
      const bytes = units.replaceAll(/[^0-9a-f]/gi, '');
      const serial = Buffer.from(bytes, 'hex').toString('utf16le');
      return hexSerial.test(serial) ? [serial] : [];
    }),
  );
}

function unique(serials: readonly string[]): readonly string[] {
  return [...new Set(serials.map((serial) => serial.toUpperCase()))];
}

/** A serial number as text, as the string descriptor that carries it, and as the number a running ODrive gives. */
export function serialRules(serial: string, number: number): readonly Rule[] {
  const mask = String(number).padStart(serial.length, 'X').slice(-serial.length);
  const word = serial.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  if (!hexSerial.test(serial)) return [{ pattern: alone(word, '\\p{L}\\p{N}'), instead: () => mask }];
  const text = { pattern: alone(word, '0-9A-Fa-f'), instead: () => mask };
  // Zeros are anywhere, and identify no board.
  if (new Set(serial).size < 3) return [text];
  return [text, ...numberRules(serial, number), ...bytesRules(serial, mask)];
}

function alone(word: string, neighbours: string): RegExp {
  return new RegExp(`(?<![${neighbours}])${word}(?![${neighbours}])`, 'giu');
}

/** As a number, in decimal and as the eight bytes that are transferred (little-endian, the upper two zero). */
function numberRules(serial: string, number: number): readonly Rule[] {
  if (serial.length !== 12) return [];
  const decimal = BigInt(`0x${serial}`).toString();
  const mask = String(number).padStart(decimal.length, 'X').slice(-decimal.length);
  const bytes = [...Buffer.from(serial, 'hex')];
  const masked = bytes.map((_, index) => (index === 0 ? number & 0xff : 0));
  return [
    { pattern: alone(decimal, '0-9'), instead: () => mask },
    byteRule(bytes.toReversed().map(hexByte), masked),
    byteRule(bytes.map(hexByte), masked),
  ];
}

/** Letter by letter, in either case: UTF-16LE as it should be, and 8-bit text as some clones send it. */
function bytesRules(serial: string, mask: string): readonly Rule[] {
  const cases = [...serial].map((letter) => {
    const codes = new Set([letter.toUpperCase(), letter.toLowerCase()].map((one) => hexByte(one.charCodeAt(0))));
    return codes.size > 1 ? `(?:${[...codes].join('|')})` : [...codes].join('');
  });
  return [
    byteRule(
      cases.flatMap((code) => [code, '00']),
      Buffer.from(mask, 'utf16le'),
    ),
    byteRule(cases, Buffer.from(mask, 'latin1')),
  ];
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Bytes in hex, together or with one of the usual separators, which stay. */
function byteRule(bytes: readonly string[], masked: ArrayLike<number>): Rule {
  return {
    pattern: new RegExp(bytes.join('[ :,-]?'), 'gi'),
    instead(found) {
      let index = 0;
      return found.replaceAll(/[0-9a-f]{2}/gi, () => hexByte(masked[index++] ?? 0));
    },
  };
}
