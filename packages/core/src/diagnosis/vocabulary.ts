// Every word of the table of symptoms, how much each says, and the word that a typing error was meant to be. Pure.

/** Words that stand in many messages and in any text, so that alone they say nothing. */
const commonWords = new Set(
  `a an the is are was be been to of in on at for with and or not no it this that by from as if you your my i me we
  error errors failed fail failure found find device devices usb board command file could can cannot t s do does did has
  have get set read write data unable line status state use using invalid warning info debug name type
  module import object python odrive dfu object firmware recent call last most file traceback exception option start stop time
  when after before than more one two all any will would should there then so but which what who how why end done
  its about into our their them being also only just very other such these those shown their your`.split(/\s+/),
);

/** How much a word says: 1 for a common one, 3 for one that belongs to few messages. */
export const weightOf = (word: string): number => (commonWords.has(word) || word.length === 1 ? 1 : 3);

/** What a board, a computer or a motor is talked about with in any case: one or two of these ask for nothing. */
const generalWords = new Set(
  `address board brake bootloader cable chip computer connect connected connecting connection current driver drivers erase erased
  erasing flashing killed linux mac macos memory mode motor pin pins port power probe program resistor supply target terminal timeout
  update updated updating upload version voltage windows wire wires writing`.split(/\s+/),
);

const mostGeneral = 2;

/** What a person asks for with one word, beside the names that programs give to things. */
const keywords = new Set(['composite', 'gcd', 'langid', 'rdp', 'stall', 'udev', 'usbipd', 'winusb', 'zadig']);

/** True for a name as programs have them, such as `dfuERROR` or `UnboundLocalError`. */
const isName = (token: string): boolean => /\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}/u.test(token);

/** The names in a text, lower case. */
export const namesIn = (text: string): readonly string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter(isName).map((token) => token.toLowerCase());

/**
 * True for a few words that say what is meant. A number, an address and what any talk is full of say nothing, nor does one word of
 * any language that is neither one of the `names` nor a keyword.
 */
export function saysEnough(words: readonly string[], names: ReadonlySet<string>): boolean {
  const [only = ''] = words;
  if (words.length === 1) return keywords.has(only) || names.has(only);
  const telling = words.filter((word) => weightOf(word) >= 3 && !/^(?:0x[0-9a-f]{4,}|\d+)$/.test(word));
  return telling.length > mostGeneral || telling.some((word) => !generalWords.has(word));
}

/** Words shorter than this are too near to each other for a typing error to be told. */
const shortestMisspelt = 5;
/** Longer words are not written by people. */
const maxMisspelt = 24;
/** How many different unknown words of one text are looked up, which bounds the time that noise can take. */
const maxLookups = 20_000;

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
    for (const rest of withoutOneLetter(word)) if (!shortened.has(rest)) shortened.set(rest, word);
  }
  const beginnings = new Set([...words].flatMap((word) => prefixes(word)));
  const corrected = new Map<string, string | undefined>();
  const nearest = (word: string): string | undefined => {
    const longer = shortened.get(word);
    if (longer !== undefined) return longer;
    for (const rest of withoutOneLetter(word)) {
      if (canBeMisspelt(rest) && words.has(rest)) return rest;
      const other = shortened.get(rest);
      if (other !== undefined && isOneErrorAway(word, other)) return other;
    }
    return undefined;
  };
  return {
    has: (word) => words.has(word),
    correct(word) {
      if (words.has(word) || beginnings.has(word)) return word;
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
  return word.length >= shortestMisspelt && word.length <= maxMisspelt && /^\p{L}+$/u.test(word);
}

function* withoutOneLetter(word: string): Generator<string> {
  for (let at = 0; at < word.length; at++) yield word.slice(0, at) + word.slice(at + 1);
}

/** For two words that are equal once each has lost a letter: one letter changed, or two neighbours swapped. */
function isOneErrorAway(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const differing = [...a].flatMap((letter, at) => (letter === b[at] ? [] : [at]));
  const [first = -1, second = -1] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
}
