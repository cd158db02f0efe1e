// Text from a terminal or a forum as the words that messages are found by. Pure.

/** A word of a text and the place it stands at. */
export interface Word {
  /** Letters and digits, lower case. */
  readonly text: string;
  /** Counts from 0. */
  readonly line: number;
}

/** Colours, cursor movements and window titles (ECMA-48 §5.4, xterm OSC), which stand between the words of a pasted terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the control characters that are looked for
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/** Tags of a page that was copied as its source. */
const tags = /<\/?[a-z][^<>\n]{0,200}>/gi;

/** Letters and digits of `text`, line by line: ` (0, 2, 0, 0)` is four words. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let line = 0;
  const plain = text.includes('\u001b') ? text.replace(escapes, '') : text;
  const clean = plain.includes('</') ? plain.replace(tags, ' ') : plain;
  for (const [found] of clean.matchAll(/[\p{L}\p{N}]+|[\n\r]/gu)) {
    if (found === '\n' || found === '\r') line += 1;
    else words.push({ text: found.toLowerCase(), line });
  }
  return words;
}

/** The words alone. */
export const plainWords = (text: string): readonly string[] => wordsOf(text).map((word) => word.text);

/** True for what is told apart by its digits: a status, an error number, a USB ID; an address is not. */
export const isNumber = (word: string): boolean => /^\d+$/.test(word);
