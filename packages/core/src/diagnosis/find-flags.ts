// Error flags of ODrive's firmware in a text: by name, as `dump_errors` of each generation prints them, and by number. What they
// mean is said by the tables that a status is read with. Pure.

import { type ErrorFlag, isInReleases } from '../odrive/errors/flag.ts';
import { type ErrorTable, errorTables } from '../odrive/errors/tables.ts';
import { labelBefore, nameBefore, pathBefore } from './flag-context.ts';
import type { Span } from './match-message.ts';
import { isGeneral } from './word-weight.ts';
import { plainWords, type Word } from './words.ts';

/** One flag of one part of the firmware. */
export interface FoundFlag {
  /** `motor` */
  readonly part: string;
  readonly flag: ErrorFlag;
}

/** A flag and where it stands. */
export interface PlacedFlag extends FoundFlag, Span {}

/** Where a word stands in the text. */
type Places = (word: string) => readonly number[];

/** Every flag of a text, each once, in the order of the text; where the text names a firmware, as that release has it. */
export function placedFlags(said: readonly Word[], places: Places): readonly PlacedFlag[] {
  const isOurs = odriveWords.some((word) => places(word).length > 0);
  const named = [...namesByWord.keys()].flatMap(places).flatMap((at) => flagsNamed(said, at, isOurs));
  const counted = ['error', 'fault'].flatMap(places).flatMap((at) => flagsCounted(said, at));
  const found = [...named, ...counted].sort((a, b) => a.from - b.from);
  return ofRelease(releaseIn(said, places), found).filter(
    (one, at, all) => all.findIndex(({ part, flag }) => part === one.part && flag.code === one.flag.code) === at,
  );
}

/** Words of names, so that typing errors in them are mended. */
export const flagWords: readonly string[] = errorTables.flatMap(({ part, flags }) => [
  ...plainWords(part),
  ...flags.flatMap(({ name }) => plainWords(name)),
]);

/** A name without anything before it is one of ours beside such a word. */
const odriveWords = ['odrive', 'odrivetool', 'odrv0', 'odrv1', 'axis0', 'axis1'];
/** So many words are no other program's name. */
const minWords = 3;

interface FlagName {
  readonly words: readonly string[];
  readonly tables: readonly ErrorTable[];
}

const namesByWord = new Map<string, FlagName[]>();
for (const name of new Set(errorTables.flatMap(({ flags }) => flags.map((flag) => flag.name)))) {
  const words = plainWords(name);
  const [first = ''] = words;
  const tables = errorTables.filter(({ flags }) => flags.some((flag) => flag.name === name));
  namesByWord.set(first, [...(namesByWord.get(first) ?? []), { words, tables }]);
}

/** Flags whose name begins at this place, of the parts that are named before it or above it. */
function flagsNamed(said: readonly Word[], at: number, isOurs: boolean): readonly PlacedFlag[] {
  const fitting = (namesByWord.get(said[at]?.text ?? '') ?? [])
    .filter(({ words }) => words.every((word, offset) => said[at + offset]?.text === word))
    .sort((a, b) => b.words.length - a.words.length);
  const [name] = fitting;
  if (!name) return [];
  const to = at + name.words.length - 1;
  if (said[to + 1]?.joint === '_') return [];
  const isJoined = said.slice(at + 1, to + 1).every(({ joint }) => joint === '_');
  const before = nameBefore(said, at);
  if (before === 'another') return [];
  const label = labelBefore(said, at);
  const isAll = isJoined && said.length === name.words.length && !name.words.every(isGeneral);
  const isMeant =
    before.isError || (isJoined && label !== undefined) || isAll || isDistinct(name.words, isJoined, isOurs);
  if (!isMeant) return [];
  const parts = before.parts ?? (label === undefined ? undefined : [label]);
  const tables = name.tables.filter(({ part }) => parts?.includes(part) ?? true);
  return tables.flatMap(({ part, flags }) =>
    flags
      .filter((flag) => plainWords(flag.name).join() === name.words.join())
      .map((flag) => ({ part, flag, from: before.from, to })),
  );
}

/** Whether a bare name is one of ours: as it is spelled, or by what the text is about. */
function isDistinct(words: readonly string[], isJoined: boolean, isOurs: boolean): boolean {
  if (isJoined && words.some((word) => ownWords.test(word))) return true;
  if (isJoined && words.length > 1) return isOurs || words.length >= minWords;
  return isOurs && words.length >= minWords;
}

/** Of a gate driver, its supplies and its transistors, and of an encoder. */
const ownWords = /^(?:drv|fet[lh][abc]|[gp]vdd|cpr|polepairs)$/;

/** Flags of a value: `axis0.motor.error = 8`, `hex(odrv0.axis0.error)` and what it printed. */
function flagsCounted(said: readonly Word[], at: number): readonly PlacedFlag[] {
  const part = pathBefore(said, at);
  const table = errorTables.find((one) => one.part === part);
  const to = said[at + 1]?.text === 'out' ? at + 3 : at + 1;
  const value = said[to];
  if (!table || !value || value.joint || !/^(?:0x[\da-f]{1,16}|\d{1,19})l?$/.test(value.text)) return [];
  return flagsOf(table, BigInt(value.text.replace(/l$/, ''))).map((flag) => ({
    part: table.part,
    flag,
    from: at - 1,
    to,
  }));
}

/** Every flag that a bit of the value has in some release; nothing that is set is left out. */
function flagsOf({ flags, allOnes }: ErrorTable, value: bigint): readonly ErrorFlag[] {
  if (allOnes && value === 0xffff_ffffn) return [{ ...allOnes, releases: '..' }];
  const set = Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => (value >> BigInt(bit)) & 1n);
  return set.flatMap((bit) => {
    const known = flags.filter((flag) => flag.bit === bit);
    const name = `UNKNOWN 0x${(1n << BigInt(bit)).toString(16).toUpperCase()}`;
    return known.length > 0 ? known : [{ bit, name, releases: '..', code: 'unknown' }];
  });
}

/** What a release has of them, if it has any. */
function ofRelease(release: string | undefined, found: readonly PlacedFlag[]): readonly PlacedFlag[] {
  if (release === undefined) return found;
  const has = ({ flag }: PlacedFlag) => isInReleases(release, flag.releases);
  return found.filter((one) => has(one) || !found.some((other) => other.from === one.from && has(other)));
}

/** `with firmware v0.5.1`: the last one that the text names. */
function releaseIn(said: readonly Word[], places: Places): string | undefined {
  const releases = places('firmware').flatMap((at) => {
    const numbers = said.slice(at + 1, at + 4).map(({ text }) => text.replace(/^v/, ''));
    return numbers.length === 3 && numbers.every((text) => /^\d{1,2}$/.test(text)) ? [numbers.join('.')] : [];
  });
  return releases.at(-1);
}
