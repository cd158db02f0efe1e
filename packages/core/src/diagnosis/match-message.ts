// Whether a message stands in a text: word for word, or with some words missing, others in between, typing errors and line
// breaks in the middle of a word. Pure.

import { isGeneral as isGeneralWord, weightOf } from './word-weight.ts';
import { isNumber, partsOfNames, type Word } from './words.ts';

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
  /** All its words stand in messages of any program. */
  readonly isGeneral: boolean;
  /** It is one name, as `LIBUSB_ERROR_IO`: no word of it stands elsewhere. */
  readonly isName: boolean;
  /** Which of its words are parts of the name before them. */
  readonly joined: readonly boolean[];
}

/** First and last place in a text, in words. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a message was found. */
export interface Match extends Span {
  /** The weight of the words that are there. */
  readonly weight: number;
}

/** This much of a message must be there; all of one so short that a word of it says nothing by itself, or with a single significant word. */
const minCoverage = 0.75;
const shortMessage = 2;
/** A match says at least this much: one word that is not common. */
const minWeight = 3;
/** How often the same word is followed up; the last ones, because what stopped a run stands at the end. */
const maxOccurrences = 24;

/** Prepares a message; `rarity` says of how many messages a word is part. */
export function prepareMessage(said: readonly Word[], rarity: (word: string) => number, isExact = false): ToolMessage {
  const words = said.map(({ text }) => text);
  const weight = words.reduce((sum, word) => sum + weightOf(word), 0);
  const anchors = words
    .map((word, place) => ({ place, value: weightOf(word) * 100 - rarity(word) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 2)
    .map(({ place }) => place);
  const isGeneral = words.every(isGeneralWord);
  const isWhole =
    isGeneral || words.length <= shortMessage || words.filter((word) => weightOf(word) >= minWeight).length === 1;
  const joined = partsOfNames(said);
  const isName = joined.length > 1 && joined.slice(1).every((is) => is);
  return { words, weight, anchors, isWhole, isExact, isGeneral, isName, joined };
}

/** The text, where each of its words stands, and which are parts of the name before them. */
export interface IndexedText {
  readonly words: readonly string[];
  readonly joined: readonly boolean[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Indexes the words that `isWanted` names, which are few among much noise. */
export function indexText(said: readonly Word[], isWanted: (word: string) => boolean = () => true): IndexedText {
  const places = new Map<string, number[]>();
  const words = said.map(({ text }) => text);
  for (const [place, word] of words.entries()) {
    if (!isWanted(word)) continue;
    const list = places.get(word);
    if (list) list.push(place);
    else places.set(word, [place]);
  }
  return { words, joined: partsOfNames(said), places };
}

/** The best place of the message in the text; the last one of several equal ones. */
export function matchMessage(message: ToolMessage, text: IndexedText): Match | undefined {
  let best: Match | undefined;
  for (const place of message.anchors) {
    const occurrences = text.places.get(message.words[place] ?? '') ?? [];
    for (const at of occurrences.slice(-maxOccurrences)) {
      const match = alignAt(message, text, at, place);
      if (match && (!best || match.weight > best.weight || (match.weight === best.weight && match.to > best.to)))
        best = match;
    }
  }
  return best;
}

/** The message's words in their order around one of them, with at most half as many others in between. */
function alignAt(message: ToolMessage, text: IndexedText, at: number, place: number): Match | undefined {
  const { words, weight, isWhole, isExact, isGeneral, isName } = message;
  const start = Math.max(0, at - reach(place));
  const window = text.words.slice(start, at + reach(words.length - 1 - place) + 1);
  const found = maxCommon(words, window);
  const there = found.map(([word]) => words[word] ?? '');
  const covered = there.reduce((sum, word) => sum + weightOf(word), 0);
  if (covered < minWeight || covered < (isWhole ? weight : weight * minCoverage)) return undefined;
  if (!isGeneral && there.every(isGeneralWord)) return undefined;
  if (isExact && !containsRun(window, words)) return undefined;
  if (!numbersOf(words).every((run) => containsRun(window, run))) return undefined;
  const [first = [0, 0], last = [0, 0]] = [found[0], found.at(-1)];
  const [from, to] = [start + first[1], start + last[1]];
  if (isName && to - from !== words.length - 1) return undefined;
  return cutsName(message, text, [first[0], last[0]], [from, to]) ? undefined : { from, to, weight: covered };
}

/** True where words of the message are parts of a longer name: `CERTIFICATE_VERIFY_FAILED` does not say "verify failed". */
function cutsName(
  { joined }: ToolMessage,
  text: IndexedText,
  [first, last]: readonly [number, number],
  [from, to]: readonly [number, number],
): boolean {
  return (text.joined[from] === true && !joined[first]) || (text.joined[to + 1] === true && !joined[last + 1]);
}

const reach = (words: number) => Math.ceil(words * 1.5) + (words > 0 ? 1 : 0);

/** The numbers of a message, those that follow each other together: a status is identified by all four. */
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
function containsRun(words: readonly string[], run: readonly string[]): boolean {
  return words.some((_, from) => run.every((word, offset) => words[from + offset] === word));
}

/** True if `whole` has all words of `part` one after the other, and no half of a name. */
export function containsName(whole: ToolMessage, part: ToolMessage): boolean {
  return whole.words.some(
    (_, from) =>
      part.words.every((word, offset) => whole.words[from + offset] === word) &&
      whole.joined[from] === part.joined[0] &&
      whole.joined[from + part.words.length] !== true,
  );
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
