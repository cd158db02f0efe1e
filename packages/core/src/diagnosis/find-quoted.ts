// Messages of tools that stand in a text. Pure.

import { type Candidate, rankOfMessage } from './candidate.ts';
import { type IndexedText, type Match, matchMessage, type Span } from './match-message.ts';
import type { Symptom } from './symptom.ts';
import type { Row, RowMessage } from './symptom-table.ts';
import { isOfField, weightOf } from './word-weight.ts';

/** So many words around a message say what it is about: some ten lines. */
const surroundings = 80;
/** So many words one after the other are a sentence that only one program says, though each of them stands in any. */
const minSentence = 6;
/** `Error:` and the like before a message. */
const maxPrefix = 6;

/** Rows whose message stands in the text, outside of what is `taken` by another table, without those that lie inside another one's. */
export function quotedRows(rows: readonly Row[], text: IndexedText, taken: readonly Span[]): readonly Candidate[] {
  const isFree = (match: Match) => !taken.some(({ from, to }) => match.from <= to && from <= match.to);
  const found = rows.flatMap(({ symptom, messages }) =>
    messages.flatMap((message) => {
      const match = matchMessage(message, text);
      return match && isFree(match) && isMeant(message, match, text.words)
        ? [{ symptom, message: message.seen, match }]
        : [];
    }),
  );
  const isSame = (a: Match, b: Match) => b.from === a.from && a.to === b.to && b.weight === a.weight;
  const inside = (a: Match, b: Match) => b.from <= a.from && a.to <= b.to && b.weight > a.weight;
  return found
    .filter(
      ({ symptom, match }, at) =>
        !found.some(
          (other, before) =>
            other.symptom !== symptom && (inside(match, other.match) || (before < at && isSame(match, other.match))),
        ),
    )
    .map(({ symptom, message, match }) => ({ symptom, message, match, rank: rankOfMessage(symptom, message) }))
    .sort((a, b) => a.rank - b.rank || b.match.weight - a.match.weight || b.match.to - a.match.to);
}

/** What other programs print as well is meant where the text says no more than that, or is about a board. */
function isMeant(message: RowMessage, { from, to }: Match, text: readonly string[]): boolean {
  const { seen, isGeneral, words } = message;
  const isLong = words.length >= minSentence && to - from < words.length;
  if (!seen.beside && (!isGeneral || isLong)) return true;
  if (isAlone(message, text)) return true;
  const isBeside = (word: string) => (seen.beside ? seen.beside.includes(word) : isOfField(word));
  return text.slice(Math.max(0, from - surroundings), to + surroundings + 1).some(isBeside);
}

/** True where the text says no more than the message: words that stand in any text do not count. */
function isAlone({ words }: RowMessage, text: readonly string[]): boolean {
  if (text.length > words.length * 2 + maxPrefix) return false;
  return text.every((word) => weightOf(word) === 1 || words.includes(word));
}

/** Without rows that say what another one that was found explains. */
export function withoutFollowing(found: readonly Candidate[]): readonly Candidate[] {
  const ids = new Set(found.map(({ symptom }) => symptom.id));
  const isThere = (id: Symptom['id']) => ids.has(id);
  return found.filter(({ symptom, message }) => !symptom.follows?.some(isThere) && !message?.unless?.some(isThere));
}
