// How much of a line a text takes: Chinese characters and their punctuation take two cells of a terminal (UAX #11, wide and fullwidth).

import { stripVTControlCharacters } from 'node:util';

export const wide =
  '\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6';

const eachWide = new RegExp(`[${wide}]`, 'gu');
/** Marks of colours are noncharacters of ours (shown.ts), and take none. */
const eachMark = /[\ufdd0-\ufdef]/g;

/** Cells that a line of text takes on a terminal; its colours take none. */
export function cellsOf(text: string): number {
  const plain = stripVTControlCharacters(text).replace(eachMark, '');
  return plain.length + (plain.match(eachWide)?.length ?? 0);
}

/** The text with blanks behind it, up to that many cells. */
export function padded(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(cells - cellsOf(text), 0));
}
