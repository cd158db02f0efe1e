// Whether a message stands in a text: word for word, or with some words missing, others in between, typing errors and line
// breaks in the middle of a word. Pure.

import { weightOf } from './vocabulary.ts';
import { isNumber } from './words.ts';

/** A message of the table, ready to be looked for. */
export interface ToolMessage {
  readonly words: readonly string[];
  readonly weight: number;
  /** The places in `words` of the one or two words that say most: it is looked for where one of these stands. */
  readonly anchors: readonly number[];
  /** All of it must be there: no two of its words say something. */
  readonly isWhole: boolean;
  /** Nothing may stand in between. */
  readonly isExact: boolean;
}

/** Where a message was found. */
export interface Match {
  /** First and last place in the text, in words. */
  readonly from: number;
  readonly to: number;
  /** The weight of the words that are there. */
  readonly weight: number;
}

/** This much of a message must be there; all of one so short that a word of it says nothing by itself, or with a single telling word. */
const minCoverage = 0.75;
const shortMessage = 2;
/** A match says at least this much: one word that is not common. */
export const minWeight = 3;
/** How often the same word is followed up; the last ones, because what stopped a run stands at the end. */
const maxOccurrences = 24;

/** Prepares a message; `rarity` says of how many messages a word is part. */
export function prepareMessage(
  words: readonly string[],
  rarity: (word: string) => number,
  isExact = false,
): ToolMessage {
  const weight = words.reduce((sum, word) => sum + weightOf(word), 0);
  const anchors = words
    .map((word, place) => ({ place, value: weightOf(word) * 100 - rarity(word) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 2)
    .map(({ place }) => place);
  const isWhole = words.length <= shortMessage || words.filter((word) => weightOf(word) >= minWeight).length === 1;
  return { words, weight, anchors, isWhole, isExact };
}

/** The text, and where each of its words stands. */
export interface IndexedText {
  readonly words: readonly string[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Indexes the words that `isWanted` names, which are few among much noise. */
export function indexText(words: readonly string[], isWanted: (word: string) => boolean = () => true): IndexedText {
  const places = new Map<string, number[]>();
  for (const [place, word] of words.entries()) {
    if (!isWanted(word)) continue;
    const list = places.get(word);
    if (list) list.push(place);
    else places.set(word, [place]);
  }
  return { words, places };
}

/** The best place of the message in the text; the last one of several equal ones. */
export function matchMessage(message: ToolMessage, text: IndexedText): Match | undefined {
  let best: Match | undefined;
  for (const place of message.anchors) {
    const occurrences = text.places.get(message.words[place] ?? '') ?? [];
    for (const at of occurrences.slice(-maxOccurrences)) {
      const match = alignAt(message, text.words, at, place);
      if (match && (!best || match.weight > best.weight || (match.weight === best.weight && match.to > best.to)))
        best = match;
    }
  }
  return best;
}

/** The message's words in their order around one of them, with at most half as many others in between. */
function alignAt(
  { words, weight, isWhole, isExact }: ToolMessage,
  text: readonly string[],
  at: number,
  place: number,
): Match | undefined {
  const from = Math.max(0, at - reach(place));
  const window = text.slice(from, at + reach(words.length - 1 - place) + 1);
  const found = maxCommon(words, window);
  const covered = found.reduce((sum, [word]) => sum + weightOf(words[word] ?? ''), 0);
  if (covered < minWeight || covered < (isWhole ? weight : weight * minCoverage)) return undefined;
  if (isExact && !containsRun(window, words)) return undefined;
  if (!numbersOf(words).every((run) => containsRun(window, run))) return undefined;
  return { from: from + (found[0]?.[1] ?? 0), to: from + (found.at(-1)?.[1] ?? 0), weight: covered };
}

const reach = (words: number) => Math.ceil(words * 1.5) + (words > 0 ? 1 : 0);

/** The numbers of a message, those that follow each other together: a status is told by all of its four. */
function numbersOf(words: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const [place, word] of words.entries()) {
    if (!isNumber(word)) continue;
    if (place > 0 && isNumber(words[place - 1] ?? '')) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** True if `words` has `run` without anything in between. */
export function containsRun(words: readonly string[], run: readonly string[]): boolean {
  return words.some((_, from) => run.every((word, offset) => words[from + offset] === word));
}

/** Pairs of places, in `words` and in `text`, of the heaviest common subsequence. */
function maxCommon(words: readonly string[], text: readonly string[]): readonly (readonly [number, number])[] {
  const columns = text.length + 1;
  const best = new Float64Array((words.length + 1) * columns);
  const score = (row: number, column: number) => best[row * columns + column] ?? 0;
  for (let row = 1; row <= words.length; row++) {
    for (let column = 1; column < columns; column++) {
      const same = words[row - 1] === text[column - 1];
      const through = same ? score(row - 1, column - 1) + weightOf(words[row - 1] ?? '') : 0;
      best[row * columns + column] = Math.max(score(row - 1, column), score(row, column - 1), through);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let row = words.length, column = text.length; row > 0 && column > 0; ) {
    if (score(row, column) === score(row, column - 1)) column -= 1;
    else if (score(row, column) === score(row - 1, column)) row -= 1;
    else pairs.unshift([--row, --column]);
  }
  return pairs;
}
