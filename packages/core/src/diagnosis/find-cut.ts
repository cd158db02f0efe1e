// Messages that were cut: a part of one as a whole line of a longer text, behind a time or a level. Pure.

import { type Candidate, rankOf } from './candidate.ts';
import { maxQueryWords, rowsWithPart } from './find-asked.ts';
import type { SymptomTable } from './symptom-table.ts';
import { weightOf } from './word-weight.ts';
import { isNumber, type Word } from './words.ts';

/** Few words stand in other logs as well: a line is part of a message if it has so many significant words, or numbers. */
const minTelling = 3;
const minStatus = 4;
/** Not more lines than this, each once, are looked up. */
const maxLines = 2_000;

/** Rows in whose message a whole line of the text stands. */
export function rowsWithLine({ rows, vocabulary }: SymptomTable, words: readonly Word[]): readonly Candidate[] {
  const lines = new Map<string, readonly Word[]>();
  for (let from = 0, to = 0; from < words.length && lines.size < maxLines; from = to) {
    for (to = from + 1; words[to]?.line === words[from]?.line; ) to += 1;
    // Most lines end in something that stands in no message.
    if (!vocabulary.has(words[to - 1]?.text ?? '')) continue;
    while (from < to && isPrefix(words[from]?.text ?? '')) from += 1;
    if (from === to || to - from > maxQueryWords) continue;
    const line = words.slice(from, to);
    if (saysMuch(line) && line.every(({ text }) => vocabulary.has(text)))
      lines.set(line.map(({ text }) => text).join(' '), line);
  }
  return [...lines.values()]
    .flatMap((line) => rowsWithPart(rows, line))
    .filter(({ rank, message }) => rank < rankOf.progress && !message?.beside);
}

/** How many of the words say something, or how many numbers there are. */
function saysMuch(line: readonly Word[]): boolean {
  const telling = new Set(line.filter(({ text }) => weightOf(text) > 1).map(({ text }) => text));
  return telling.size >= minTelling || line.filter(({ text }) => isNumber(text)).length >= minStatus;
}

/** Of the first and the last part of a time, and how much a line matters. */
const isPrefix = (word: string): boolean => /^\d+(?:t\d+|z)?$|^(?:error|err|warn|warning|info|debug|fatal)$/.test(word);
