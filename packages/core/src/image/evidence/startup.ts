// What ST's start-up code shows of a program: where the initial values of .data lie in flash, and with them where the
// program ends. Knows nothing of what the program is.

import { ccm, contains, mainFlash, type Sector, sectorAt, sectors, sram } from '../../board/stm32f405.ts';
import { type Block, cut, endOf, isErased, type Range } from '../../bytes.ts';
import { bytesAt, wordAt } from '../lookup.ts';
import { vectorTable } from '../vector.ts';

const startupLength = 256;
/** Shorter .data holds nothing that is looked for. */
const shortestData = 6;

/**
 * Where .data's initial values lie in flash (_sidata, as long as _sdata to _edata). ST's start-up code has all three in the
 * literal pool behind the reset handler; `undefined` unless exactly one such place is there.
 */
export function dataInitialiser(segments: readonly Block[]): Range | undefined {
  return onlyOne(initialisers(segments).filter(({ address }) => isIn(segments, address)));
}

/**
 * Initial values of .data that are not in the image: it ends before the program does. The constants of a complete program are
 * inside it, so an address behind its end shows that the rest is absent.
 */
export function missingData(segments: readonly Block[]): Range | undefined {
  const end = Math.max(...segments.map(endOf));
  return onlyOne(initialisers(segments).filter(({ address }) => address >= end));
}

const onlyOne = (ranges: readonly Range[]): Range | undefined => (ranges.length === 1 ? ranges[0] : undefined);
const isIn = (segments: readonly Block[], at: number) => bytesAt(segments, at, shortestData) !== undefined;

/** Every place in the flash that start-up code may copy to RAM, each with the first length that is named for it. */
function initialisers(segments: readonly Block[]): readonly Range[] {
  const { plausible, resetHandler } = vectorTable({ segments });
  if (!plausible || resetHandler === undefined) return [];
  const start = resetHandler - (resetHandler % 4);
  const found: Range[] = [];
  const add = (source: number, from: number, to: number) => {
    const isKnown = found.some(({ address }) => address === source);
    if (!isKnown && isInitialiser(source, from, to)) found.push({ address: source, length: to - from });
  };
  for (let at = start; at < start + startupLength; at += 4) {
    const [first, second, third] = [wordAt(segments, at), wordAt(segments, at + 4), wordAt(segments, at + 8)];
    if (first === undefined || second === undefined || third === undefined) break;
    add(first, second, third);
    add(third, first, second);
  }
  return found;
}

function isInitialiser(source: number, start: number, end: number): boolean {
  const length = end - start;
  if (length < shortestData || source % 4 !== 0 || start % 4 !== 0) return false;
  const inRam = [sram, ccm].some((ram) => contains(ram, { address: start, length }));
  return inRam && contains(mainFlash, { address: source, length });
}

/** Behind .data a linker or a build may put this much more: a checksum, a build id. */
const afterData = 64;

/**
 * The program without what lies behind it in the flash: sectors that an earlier, longer firmware has left. Tools erase only
 * what they write, so such remains begin with a sector and the rest of the last one is erased. Everything where that does
 * not show.
 */
export function programOf(segments: readonly Block[]): readonly Block[] {
  const data = dataInitialiser(segments);
  const last = data ? lastOf(data, segments) : firstEnded(segments);
  if (!last) return segments;
  const program: Range = { address: mainFlash.address, length: endOf(last) - mainFlash.address };
  return segments.flatMap((segment) => cut(segment, program) ?? []);
}

/** The sector in which the program with that data ends, if the rest of the sector is erased. */
function lastOf(data: Range, segments: readonly Block[]): Sector | undefined {
  const last = sectorAt(endOf(data) - 1);
  if (!last) return undefined;
  const from = Math.min(endOf(data) + afterData, endOf(last));
  const tail = bytesAt(segments, from, endOf(last) - from);
  return from < endOf(last) && tail?.every((byte) => byte === 0xff) ? last : undefined;
}

/** Fewer erased bytes at the end of a sector may be the program's own. */
const leastErased = 64;

/**
 * The same for a program whose start-up code is not ST's, as that of other products: the first sector that ends erased, from
 * the one with its reset handler on, and has something behind it.
 */
function firstEnded(segments: readonly Block[]): Sector | undefined {
  const { plausible, resetHandler } = vectorTable({ segments });
  if (!plausible || resetHandler === undefined) return undefined;
  const ended = sectors.find((sector) => endOf(sector) > resetHandler && isErasedIn(segments, endingOf(sector)));
  const behind = ended && { address: endOf(ended), length: endOf(mainFlash) - endOf(ended) };
  return behind && !isErasedIn(segments, behind) ? ended : undefined;
}

function endingOf(sector: Sector): Range {
  return { address: endOf(sector) - leastErased, length: leastErased };
}

/** Bytes that are not named are erased with their sector. */
function isErasedIn(segments: readonly Block[], range: Range): boolean {
  return segments.every((segment) => isErased(cut(segment, range)?.data ?? new Uint8Array(0)));
}
