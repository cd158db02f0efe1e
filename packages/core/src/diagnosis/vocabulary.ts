// Every word of the tables, and the word that a typing error was meant to be. Pure.

/** Words shorter than this are too near to each other for a typing error to be recognised. */
const shortestMisspelt = 5;
/** Longer words are not written by people. */
const maxMisspelt = 24;
/** How many different unknown words of one text are looked up, which bounds the time that noise can take. */
const maxLookups = 8_000;

/** Corrects words to `known` ones. */
export interface Vocabulary {
  has(word: string): boolean;
  /** `word` if it is known or the beginning of a known one, the known word one typing error away, or `undefined`. */
  correct(word: string): string | undefined;
}

/** The words as a set that also finds neighbours: with one letter missing, added, changed, or two swapped. */
export function createVocabulary(known: Iterable<string>): Vocabulary {
  const words = new Set(known);
  const shortened = new Map<string, string>();
  for (const word of words) {
    if (!canBeMisspelt(word)) continue;
    for (let at = 0; at < word.length; at++) {
      const rest = withoutLetter(word, at);
      if (!shortened.has(rest)) shortened.set(rest, word);
    }
  }
  const right = new Set([...words].flatMap((word) => [word, ...prefixes(word)]));
  const corrected = new Map<string, string | undefined>();
  const nearest = (word: string): string | undefined => {
    const longer = shortened.get(word);
    if (longer !== undefined) return longer;
    for (let at = 0; at < word.length; at++) {
      const rest = withoutLetter(word, at);
      if (rest.length >= shortestMisspelt && words.has(rest)) return rest;
      const other = shortened.get(rest);
      if (other !== undefined && isOneErrorAway(word, other)) return other;
    }
    return undefined;
  };
  return {
    has: (word) => words.has(word),
    correct(word) {
      if (right.has(word)) return word;
      if (!canBeMisspelt(word)) return undefined;
      if (!corrected.has(word)) {
        if (corrected.size >= maxLookups) return undefined;
        corrected.set(word, nearest(word));
      }
      return corrected.get(word);
    },
  };
}

const prefixes = (word: string): readonly string[] =>
  Array.from({ length: Math.max(0, word.length - shortestMisspelt) }, (_, more) =>
    word.slice(0, shortestMisspelt + more),
  );

function canBeMisspelt(word: string): boolean {
  return word.length >= shortestMisspelt && word.length <= maxMisspelt && hasOnlyLetters(word);
}

/** Most words are recognised by the first expression, which takes a fifth of the time of the last one. */
const hasOnlyLetters = (word: string): boolean =>
  /^[a-z]+$/.test(word) || (/[\u0080-\uffff]/.test(word) && /^\p{L}+$/u.test(word));

const withoutLetter = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);

/** For two words that are equal once each has lost a letter: one letter changed, or two neighbours swapped. */
function isOneErrorAway(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const differing = [...a].flatMap((letter, at) => (letter === b[at] ? [] : [at]));
  const [first = -1, second = -1] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
}
