// From words to symptoms: a message out of a terminal or a forum, or a few words of it, finds the rows it belongs to. Pure.

import { type Symptom, symptoms } from './symptoms.ts';

/** More of a message than this is not read: the words that matter are in one line of it. */
const longestQuery = 4_000;

/**
 * The rows that belong to `text`, the best one first: those whose message is quoted in it, or of whose message it is a
 * part, before those that merely have all its words. Empty if nothing is known of it.
 */
export function findSymptoms(text: string): readonly Symptom[] {
  const query = wordsOf(text.slice(0, longestQuery));
  if (query.length === 0) return [];
  const rows = rowsOnce();
  const quoted = rows
    .map((row) => ({ row, length: quotedLength(row, query) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  if (quoted.length > 0) return quoted.map(({ row }) => row.symptom);
  const words = query.trim().split(' ');
  return rows
    .filter(({ everything }) => words.every((word) => everything.includes(` ${word}`)))
    .map(({ symptom }) => symptom);
}

/** A symptom as the words that find it. */
interface Row {
  readonly symptom: Symptom;
  readonly messages: readonly string[];
  readonly everything: string;
}

let prepared: readonly Row[] | undefined;

function rowsOnce(): readonly Row[] {
  prepared ??= symptoms.map((symptom) => {
    const texts = symptom.seen.map(({ text }) => text);
    const everything = wordsOf([symptom.id, ...texts, ...symptom.causes].join(' '));
    return { symptom, messages: texts.map(wordsOf), everything };
  });
  return prepared;
}

/** How much of a message of this row is in the query, in characters; 0 if none is. */
function quotedLength({ messages }: Row, query: string): number {
  const shared = messages.filter((message) => query.includes(message) || message.includes(query));
  return Math.max(0, ...shared.map((message) => Math.min(message.length, query.length)));
}

/** Letters and digits between single blanks, one at each end, so that only whole words are found: ` 0 2 0 0 `. */
function wordsOf(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '' : ` ${words.join(' ')} `;
}
