// Text from a terminal or a forum as the words that messages are found by. Pure.

/** A word of a text and the place it stands at. */
export interface Word {
  /** Letters and digits, lower case. */
  readonly text: string;
  /** Counts from 0. */
  readonly line: number;
  /** What joins it to the word before: `_` in `SET_ADDRESS`, `.` in `axis0.error`. */
  readonly joint?: '_' | '.' | undefined;
}

/** Colours, cursor movements and window titles (ECMA-48 §5.4, xterm OSC), which stand between the words of a pasted terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the control characters that are looked for
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/** Which field of a reply a program looks at, not what it reads: `status[1]` in the line of a traceback. */
const indexes = /\b(stat(?:us|e))\[\d+\]/gi;

/** Tags of a page that was copied as its source. */
const tags = /<\/?[a-z][^<>\n]{0,200}>/gi;

/** Letters and digits of `text`, line by line: ` (0, 2, 0, 0)` is four words. Read by hand: an expression takes three times as long. */
export function wordsOf(text: string): readonly Word[] {
  const plain = (text.includes('\u001b') ? text.replace(escapes, '') : text).replace(indexes, '$1');
  const clean = plain.includes('</') ? plain.replace(tags, ' ') : plain;
  const words: Word[] = [];
  let line = 0;
  /** Where the last word ended; a line that ends in a sign joins the next one to it. */
  let end = -2;
  for (let at = 0; at < clean.length; at++) {
    const code = clean.charCodeAt(at);
    if (code === lineFeed || (code === carriageReturn && clean.charCodeAt(at + 1) !== lineFeed)) {
      line += 1;
      const before = clean.charCodeAt(at - 1) === carriageReturn ? at - 2 : at - 1;
      end = clean.charCodeAt(before) === underscore ? at : -2;
    } else if (isPartOfWord(code)) {
      const from = at;
      let isLower = isLowerCase(code);
      for (let next = clean.charCodeAt(at + 1); isPartOfWord(next); next = clean.charCodeAt(++at + 1))
        isLower &&= isLowerCase(next);
      const word = clean.slice(from, at + 1);
      words.push({ text: isLower ? word : word.toLowerCase(), line, joint: jointOf(clean, from, end) });
      end = at;
    }
  }
  return words;
}

const [lineFeed, carriageReturn, underscore] = [0x0a, 0x0d, 0x5f];

/** What stands between a word and the one before, if it is one sign, or one and the end of a line. */
function jointOf(text: string, from: number, end: number): Word['joint'] {
  if (end === from - 1) return '_';
  const sign = end === from - 2 ? text[from - 1] : undefined;
  return sign === '_' || sign === '.' ? sign : undefined;
}

const ascii = Array.from({ length: 128 }, (_, code) => /[a-z\d]/i.test(String.fromCharCode(code)));

/** Of ASCII, where that needs no table. */
const isLowerCase = (code: number): boolean => code < ascii.length && (code < 0x41 || code > 0x5a);

/** Letters and digits of any script; those that take two places in a string are left out. */
function isPartOfWord(code: number): boolean {
  if (code < ascii.length) return ascii[code] === true;
  return code > 0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
}

/** The words alone. */
export const plainWords = (text: string): readonly string[] => wordsOf(text).map((word) => word.text);

/** For each word whether it is a part of the name before it, as in `SET_ADDRESS`. */
export const partsOfNames = (words: readonly Word[]): readonly boolean[] => words.map(({ joint }) => joint === '_');

/** True for what its digits distinguish: a status, an error number, a USB ID; an address is not. */
export const isNumber = (word: string): boolean => /^\d+$/.test(word);
