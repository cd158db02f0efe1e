// From words to symptoms: a whole pasted terminal, one message or a few words of it find the rows they belong to. Pure.

import {
  containsRun,
  type IndexedText,
  indexText,
  type Match,
  matchMessage,
  minWeight,
  prepareMessage,
  type ToolMessage,
} from './match-message.ts';
import { type SeenMessage, type Symptom, symptoms } from './symptoms.ts';
import { createVocabulary, namesIn, saysEnough, type Vocabulary, weightOf } from './vocabulary.ts';
import { isNumber, plainWords, type Word, wordsOf } from './words.ts';

/** More than this is not read, in characters: the end of it, where the message that stopped the run stands. */
const maxText = 4_000_000;
/** Up to this many words are taken for a part of a message. */
const maxQueryWords = 12;
/** So few words must follow each other there. */
const minPartWords = 2;
/** A word that is part of messages of more rows than this asks for none of them. */
const maxPartRows = 5;
/** Up to this many words are taken for a person's own. */
const maxAskedWords = 80;
/** In a longer text a line may be a person's own; it says what it is about by at least so many of the words that are asked for. */
const minLineTerms = 4;
const maxLineWords = 30;
/** A line of a longer text is part of a message if it has so many telling words, or numbers. */
const minTelling = 3;
const minStatus = 4;
/** Not more lines than this, each once, are looked up. */
const maxLines = 2_000;
/** A question of a few words may also be answered by what is said of the causes; of more rows than this nothing is meant. */
const maxCauseWords = 3;
const minCauseTelling = 2;
const maxCauseRows = 3;
/** The beginning of a word counts from this many letters on. */
const minBeginning = 5;

/** A row that was found, and the message of it that led there; absent if the person's own words did. */
export interface FoundSymptom {
  readonly symptom: Symptom;
  readonly message?: SeenMessage | undefined;
}

/**
 * What `text` is about, the likeliest first: messages of tools that stand in it, then what is harmless, then what a tool
 * prints in every run. A message inside a longer one that was found, too, does not count. Empty if nothing is known: no
 * answer is better than a wrong one.
 */
export function explainText(text: string, causesOf: CausesOf = noCauses): readonly FoundSymptom[] {
  const known = table(causesOf);
  const { rows, vocabulary } = known;
  const corrected = correctWords(wordsOf(text.slice(-maxText)), vocabulary);
  const words = corrected.map((word) => word.text);
  if (words.length === 0) return [];
  const quoted = withoutFollowing(quotedRows(rows, indexText(words, vocabulary.has)));
  const stopping = quoted.filter(({ rank }) => rank < rankOf.progress);
  const parts = words.length <= maxQueryWords ? rowsWithPart(known, words) : [];
  const asked = words.length <= maxAskedWords ? askedRows(rows, words) : [];
  const told = words.length > maxAskedWords ? rowsAskedInLines(known, corrected) : [];
  const begun = stopping.length === 0 ? rowsWithPartInLines(known, corrected) : [];
  const found = [[...stopping, ...parts, ...begun, ...told], asked, quoted].find((candidates) => candidates.length > 0);
  const best = onePerRow(found ?? rowsWithCause(known, words));
  return best.map(({ symptom, message }) => ({ symptom, message }));
}

interface Row {
  readonly symptom: Symptom;
  readonly messages: readonly (ToolMessage & { readonly seen: SeenMessage })[];
  readonly asked: readonly Question[];
  /** All words of the row, for questions of a few words. */
  readonly everything: readonly string[];
}

/** Groups of words: one of each `all` must be there, none of `none`. */
interface Question {
  readonly all: readonly (readonly string[])[];
  readonly none: readonly string[];
}

interface Candidate extends FoundSymptom {
  readonly rank: number;
}

const rankOf = { stops: 0, harmless: 1, progress: 2 } as const;

/** What is behind a row in the language of the question: questions of a few words may be answered by it. */
export type CausesOf = (id: Symptom['id']) => readonly string[];

const noCauses: CausesOf = () => [];

interface Table {
  readonly rows: readonly Row[];
  /** Every word that is asked for. */
  readonly terms: ReadonlySet<string>;
  readonly vocabulary: Vocabulary;
  /** Names that stand in a message. */
  readonly names: ReadonlySet<string>;
}

const prepared = new WeakMap<CausesOf, Table>();

function table(causesOf: CausesOf): Table {
  const known = prepared.get(causesOf) ?? prepareTable(causesOf);
  prepared.set(causesOf, known);
  return known;
}

function prepareTable(causesOf: CausesOf): Table {
  const messageWords = symptoms.map(({ seen }) =>
    seen.map((message) => ({ message, words: plainWords(message.text) })),
  );
  const counts = new Map<string, number>();
  for (const { words } of messageWords.flat())
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rows = symptoms.map((symptom, index): Row => {
    const messages = (messageWords[index] ?? []).map(({ message, words }) => ({
      ...prepareMessage(words, (word) => counts.get(word) ?? 0, message.exact),
      seen: message,
    }));
    const everything = [
      ...messages.flatMap(({ words }) => words),
      ...[symptom.id, ...causesOf(symptom.id)].flatMap(plainWords),
    ];
    return { symptom, messages, asked: (symptom.asked ?? []).map(questionOf), everything };
  });
  const known = rows.flatMap(({ everything, asked }) => [
    ...everything,
    ...asked.flatMap(({ all, none }) => [...all.flat(), ...none]),
  ]);
  const terms = new Set(rows.flatMap(({ asked }) => asked.flatMap(({ all }) => all.flat())));
  const names = new Set(symptoms.flatMap(({ seen }) => seen.flatMap(({ text }) => namesIn(text))));
  return { rows, terms, names, vocabulary: createVocabulary(known) };
}

function questionOf(text: string): Question {
  const terms = text.split(' ');
  return {
    all: terms.filter((term) => !term.startsWith('-')).map((term) => term.split('|')),
    none: terms.filter((term) => term.startsWith('-')).map((term) => term.slice(1)),
  };
}

/** The words with typing errors mended, and with words that a narrow terminal broke in two put together. */
function correctWords(words: readonly Word[], vocabulary: Vocabulary): readonly Word[] {
  const corrected: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at], words[at + 1]];
    if (!word) break;
    const whole = next && next.line === word.line + 1 ? word.text + next.text : undefined;
    const broken =
      whole !== undefined && vocabulary.has(whole) && !(vocabulary.has(word.text) && vocabulary.has(next?.text ?? ''));
    if (broken) at += 1;
    corrected.push({ ...word, text: broken ? whole : (vocabulary.correct(word.text) ?? word.text) });
  }
  return corrected;
}

/** Rows whose message stands in the text, without those that lie inside another one's. */
function quotedRows(rows: readonly Row[], text: IndexedText): readonly Candidate[] {
  const found = rows.flatMap(({ symptom, messages }) =>
    messages.flatMap((message) => {
      const match = isMeant(message, text.words) ? matchMessage(message, text) : undefined;
      return match ? [{ symptom, message: message.seen, match }] : [];
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

/** What other programs print as well is meant where the text is no more than that, or about a board. */
function isMeant({ words, seen }: Row['messages'][number], text: readonly string[]): boolean {
  return !seen.beside || text.length <= words.length || seen.beside.some((word) => text.includes(word));
}

/** Without rows that say what another one that was found explains. */
function withoutFollowing(found: readonly Candidate[]): readonly Candidate[] {
  const ids = new Set(found.map(({ symptom }) => symptom.id));
  const isThere = (id: Symptom['id']) => ids.has(id);
  return found.filter(({ symptom, message }) => !symptom.follows?.some(isThere) && !message?.unless?.some(isThere));
}

function rankOfMessage(symptom: Symptom, message: SeenMessage): number {
  if (message.progress) return rankOf.progress;
  return symptom.harmless ? rankOf.harmless : rankOf.stops;
}

/** Rows in whose message all words of a short text stand in their order. */
function rowsWithPart({ rows, names }: Table, words: readonly string[]): readonly Candidate[] {
  const query = prepareMessage(words, () => 0);
  const says = saysEnough(words, names);
  if (!says && !saysByNumbers(words)) return [];
  const found = rows.flatMap(({ symptom, messages }) => {
    const message =
      messages.find((whole) => containsRun(whole.words, words)) ??
      messages.find(
        (whole) =>
          says && words.length > minPartWords && matchMessage(query, indexText(whole.words))?.weight === query.weight,
      );
    return message ? [{ symptom, message: message.seen, rank: rankOfMessage(symptom, message.seen) }] : [];
  });
  return found.length > maxPartRows ? [] : found;
}

/**
 * Rows in whose message a whole line of a longer text stands: a message that was cut, behind a time or a level, between others.
 * Few words stand in other logs as well.
 */
function rowsWithPartInLines(known: Table, words: readonly Word[]): readonly Candidate[] {
  const { has } = known.vocabulary;
  const lines = new Map<string, readonly string[]>();
  for (let from = 0, to = 0; from < words.length && lines.size < maxLines; from = to) {
    for (to = from + 1; words[to]?.line === words[from]?.line; ) to++;
    // Most lines end in something that stands in no message.
    if (!has(words[to - 1]?.text ?? '')) continue;
    while (from < to && isPrefix(words[from]?.text ?? '')) from++;
    if (from === to || to - from > maxQueryWords) continue;
    const line = words.slice(from, to).map(({ text }) => text);
    const saysMuch = telling(line) >= minTelling || line.filter(isNumber).length >= minStatus;
    if (saysMuch && line.every(has)) lines.set(line.join(' '), line);
  }
  return [...lines.values()]
    .flatMap((line) => rowsWithPart(known, line))
    .filter(({ rank, message }) => rank < rankOf.progress && !message?.beside);
}

/** How many of the words say something. */
const telling = (words: readonly string[]): number => new Set(words.filter((word) => weightOf(word) >= minWeight)).size;

/** Of the first and the last part of a time, and how much a line matters. */
const isPrefix = (word: string): boolean => /^\d+(?:t\d+|z)?$|^(?:error|err|warn|warning|info|debug|fatal)$/.test(word);

/** A status of several numbers, or a word with a number that is more than a digit: `error -110`. */
function saysByNumbers(words: readonly string[]): boolean {
  const numbers = words.filter(isNumber);
  return numbers.length >= 3 || (words.length > numbers.length && numbers.some((number) => number.length > 1));
}

/** Rows that a line of a long text asks for: what a person says between what tools say. */
function rowsAskedInLines({ rows, terms }: Table, words: readonly Word[]): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let from = 0, to = 0; from < words.length; from = to) {
    let known = 0;
    for (to = from; words[to]?.line === words[from]?.line; to++) if (terms.has(words[to]?.text ?? '')) known += 1;
    if (known < minLineTerms || to - from > maxLineWords) continue;
    const line = words.slice(from, to).map(({ text }) => text);
    found.push(...askedRows(rows, line, minLineTerms).slice(0, 1));
  }
  return found;
}

/** Rows that a person's own words ask for by at least so many of them, those with most of them first. */
function askedRows(rows: readonly Row[], words: readonly string[], minTerms = 1): readonly Candidate[] {
  const there = new Set(words);
  const answers = ({ all, none }: Question) =>
    all.every((choice) => choice.some((word) => there.has(word))) && !none.some((word) => there.has(word));
  return rows
    .flatMap(({ symptom, asked }) => {
      const sizes = asked.filter(answers).flatMap(({ all }) => (all.length >= minTerms ? [all.length] : []));
      return sizes.length > 0 ? [{ symptom, rank: rankOf.stops, size: Math.max(...sizes) }] : [];
    })
    .sort((a, b) => b.size - a.size);
}

/** Rows in which every word of a short question stands, if that narrows it down. */
function rowsWithCause({ rows, names }: Table, words: readonly string[]): readonly Candidate[] {
  if (words.length > maxCauseWords) return [];
  if (!saysEnough(words, names) || telling(words) < Math.min(words.length, minCauseTelling)) return [];
  const stands = (everything: readonly string[], word: string) =>
    everything.some((other) => other === word || (word.length >= minBeginning && other.startsWith(word)));
  const found = rows.filter(({ everything }) => words.every((word) => stands(everything, word)));
  return found.length > maxCauseRows ? [] : found.map(({ symptom }) => ({ symptom, rank: rankOf.stops }));
}

function onePerRow(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    (candidate, at) => candidates.findIndex(({ symptom }) => symptom === candidate.symptom) === at,
  );
}

/** The rows of {@link explainText} alone. */
export function findSymptoms(text: string, causesOf: CausesOf = noCauses): readonly Symptom[] {
  return explainText(text, causesOf).map(({ symptom }) => symptom);
}
