/**
 * Text from outside (strings of a device, names in a file, answers of a server) as it may be shown: everything that moves
 * a cursor, turns the direction of writing, breaks a line or cannot be seen becomes an escape as JSON writes it, so that
 * JSON with such escapes still says the same. Knows no terminal.
 *
 * {@includeCode ../../../test/examples/core-bytes.ts}
 *
 * @module
 */

/**
 * Controls (C0, DEL, C1), format characters, lone surrogates, line and paragraph separators, noncharacters, blanks other
 * than the space, and what fonts draw as nothing (Unicode UAX #44 Default_Ignorable_Code_Point; U+2800 is drawn blank).
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|[^\S ]/gu;

/** Marks that are put on the letter before them: more than this many and they cover the lines around (UAX #15 §13 allows 30). */
const piledMarks = /(?<=\p{M}{4})\p{M}+/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return short[character] ?? unitEscapes(character);
}

/** `\u202e`; two of them for a character beyond U+FFFF, as in JSON. */
function unitEscapes(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** `text` on one line in which every character can be seen. Text without such characters is returned as it is. */
export function printable(text: string): string {
  return text.replace(unseen, escaped).replace(piledMarks, unitEscapes);
}

/** As {@link printable}, but its lines stay lines: for text whose line breaks are our own. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** {@link printable}, cut after `most` UTF-16 units (200, unless said) with a word about how much there was. */
export function printableExcerpt(text: string, most = 200): string {
  if (text.length <= most) return printable(text);
  // Half a character beyond U+FFFF would be shown as a lone surrogate, which was not there.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return `${printable(text.slice(0, end))}… (${text.length} characters)`;
}
