// What a person says in words of their own: a part of a message, a question, a few words of what is behind a row. Pure.

import { type Candidate, rankOf, rankOfMessage } from './candidate.ts';
import { containsName, matchMessage, prepareMessage, type ToolMessage } from './match-message.ts';
import type { AskedWords, Row, SymptomTable } from './symptom-table.ts';
import { isNaming, isOfField, isTelling } from './word-weight.ts';
import { isNumber, type Word } from './words.ts';

/** Up to this many words count as a part of a message. */
export const maxQueryWords = 12;
/** A part of a message that names nothing of our field has so many words, and is so much of it. */
const minUnnamed = 3;
const minPart = 0.5;
/** A word that is part of messages of more rows than this asks for none of them. */
const maxPartRows = 5;
/** Up to this many words are a person's own. */
const maxAskedWords = 80;
/** In a longer text a line may be a person's own; it says what it is about by at least so many of the words that are asked for. */
const minLineTerms = 4;
const maxLineWords = 30;
/** A question of a few words may also be answered by what is said of the causes; of more rows than this nothing is meant. */
const maxCauseWords = 3;
const maxCauseRows = 3;
/** The beginning of a word counts from this many letters on. */
const minBeginning = 5;

/** Rows in whose message all words of a short text stand in their order. */
export function rowsWithPart(rows: readonly Row[], said: readonly Word[]): readonly Candidate[] {
  if (said.length > maxQueryWords) return [];
  const query = prepareMessage(said, () => 0);
  const { words } = query;
  const isNamed = isNaming(words);
  const isCounted = saysByNumbers(words);
  if (!isNamed && !isCounted && words.length < minUnnamed) return [];
  const found = rows.flatMap(({ symptom, messages }) => {
    const message =
      messages.find((whole) => containsName(whole, query) && (isNamed || isCounted || isMost(query, whole))) ??
      messages.find((whole) => isNamed && matchMessage(query, whole.text)?.weight === query.weight);
    return message ? [{ symptom, message: message.seen, rank: rankOfMessage(symptom, message.seen) }] : [];
  });
  return found.length > maxPartRows ? [] : found;
}

const isMost = (part: ToolMessage, whole: ToolMessage) =>
  part.weight >= whole.weight * minPart && part.isGeneral === whole.isGeneral;

/** A status of several numbers, or one word with a number that is more than a digit: `error -110`. */
function saysByNumbers(words: readonly string[]): boolean {
  const numbers = words.filter(isNumber);
  return numbers.length >= 3 || (words.length === numbers.length + 1 && numbers.some((number) => number.length > 1));
}

/** Rows that a text of a person's own asks for. */
export function rowsAsked({ rows }: SymptomTable, words: readonly Word[]): readonly Candidate[] {
  return words.length > maxAskedWords ? [] : askedRows(rows, textsOf(words));
}

/** Rows that a line of a long text asks for: what a person says between what tools say. */
export function rowsAskedInLines({ rows, terms }: SymptomTable, words: readonly Word[]): readonly Candidate[] {
  if (words.length <= maxAskedWords) return [];
  const found: Candidate[] = [];
  for (let from = 0, to = 0; from < words.length; from = to) {
    let known = 0;
    for (to = from; words[to]?.line === words[from]?.line; to++) if (terms.has(words[to]?.text ?? '')) known += 1;
    if (known < minLineTerms || to - from > maxLineWords) continue;
    found.push(...askedRows(rows, textsOf(words.slice(from, to)), minLineTerms).slice(0, 1));
  }
  return found;
}

const textsOf = (words: readonly Word[]) => words.map(({ text }) => text);

/** Rows that a person's own words ask for by at least so many of them, those with most of them first. */
function askedRows(rows: readonly Row[], words: readonly string[], minTerms = 1): readonly Candidate[] {
  if (!words.some((word) => isOfField(word) || isTelling(word) || ours.has(word))) return [];
  const there = new Set(words);
  const answers = ({ all, none }: AskedWords) =>
    all.every((choice) => choice.some((word) => there.has(word))) && !none.some((word) => there.has(word));
  return rows
    .flatMap(({ symptom, asked }) => {
      const sizes = asked.filter(answers).flatMap(({ all }) => (all.length >= minTerms ? [all.length] : []));
      return sizes.length > 0 ? [{ symptom, rank: rankOf.stops, size: Math.max(...sizes) }] : [];
    })
    .sort((a, b) => b.size - a.size);
}

/** What a person who asks here calls the board and the probe, though other things are called so, too. */
const ours = new Set(['board', 'link', 'genuine']);

/** Rows in which every word of a short question stands, if that narrows it down. */
export function rowsWithCause(rows: readonly Row[], said: readonly Word[]): readonly Candidate[] {
  const words = textsOf(said);
  if (words.length > maxCauseWords || !words.some((word) => isTelling(word) || isOfField(word)) || !isNaming(words))
    return [];
  const stands = (everything: readonly string[], word: string) =>
    everything.some((other) => other === word || (word.length >= minBeginning && other.startsWith(word)));
  const found = rows.filter(({ everything }) => words.every((word) => stands(everything, word)));
  return found.length > maxCauseRows ? [] : found.map(({ symptom }) => ({ symptom, rank: rankOf.stops }));
}
