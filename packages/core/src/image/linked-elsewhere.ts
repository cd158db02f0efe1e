// Whether a raw binary was linked for another place than the one it is read for: its own addresses show it. A judgement, not a
// proof: programs branch by distance, and only pointers and the vector table hold addresses.

import { mainFlash, sectors } from '../board/stm32f405.ts';
import { type Block, endOf } from '../bytes.ts';
import { isHandler, isStackPointer } from './vector.ts';

/** Entries of the STM32F405's vector table (RM0090 table 61): 16 of the core, 82 of the peripherals. */
const tableWords = 98;

/** Fewer addresses than this are chance. */
const fewest = 4;
/** Where a program is linked elsewhere, at most this share of its addresses points in front of its place, by chance. */
const chance = 0.02;
/** The first handler of a small program lies this close behind its vector table, at most. */
const closeBehind = 4096;

/**
 * Where the program in `block` was linked for, if that is another place than `block.address`; `undefined` if its addresses
 * fit, or say nothing. Only a program that begins with a vector table is judged.
 */
export function linkedElsewhere(block: Block): number | undefined {
  const words = wordsOf(block.data);
  const [stackPointer = 0, resetHandler = 0] = words;
  if (!isStackPointer(stackPointer) || !isHandler(resetHandler)) return undefined;
  const handlers = words.slice(1, tableWords).filter(isHandler);
  const lowest = handlers.reduce((least, word) => Math.min(least, word), resetHandler);
  if (resetHandler < block.address || resetHandler >= endOf(block)) return placeOf(resetHandler, block);
  return places(block).find((place) => place <= lowest && pointsTo(place, { block, words, lowest }));
}

interface Program {
  readonly block: Block;
  readonly words: Uint32Array;
  /** The lowest handler. */
  readonly lowest: number;
}

/** Starts of sectors behind the block's address that it reaches, the farthest first: where bootloaders put programs. */
function places(block: Block): readonly number[] {
  return sectors
    .map(({ address }) => address)
    .filter((address) => address > block.address && address < endOf(block))
    .reverse();
}

/**
 * True if nothing points in front of `place`, and the program fits there better: addresses reach behind its end here, or
 * its first handler follows its vector table there.
 */
function pointsTo(place: number, { block, words, lowest }: Program): boolean {
  const counted = { before: 0, inside: 0, behind: 0 };
  const end = endOf(block);
  const endThere = place + block.data.length;
  for (const word of words) {
    if (word < block.address || word >= endThere) continue;
    if (word < place) counted.before += 1;
    else if (word < end) counted.inside += 1;
    else counted.behind += 1;
  }
  const all = counted.inside + counted.behind;
  const byChance = 2 + ((place - block.address) * words.length) / 2 ** 32;
  if (all < fewest || counted.before > byChance + chance * all) return false;
  const reachesBehind = counted.behind > byChance + chance * all;
  return reachesBehind || lowest - place < closeBehind;
}

/** The start of the sector that holds a handler which lies outside of the block, if the block reached it from there. */
function placeOf(handler: number, block: Block): number {
  const starts = sectors.map(({ address }) => address).filter((address) => address <= handler);
  const reached = starts.find((address) => handler < address + block.data.length);
  return reached ?? mainFlash.address;
}

function wordsOf(data: Uint8Array): Uint32Array {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return Uint32Array.from({ length: data.length >>> 2 }, (_, index) => view.getUint32(index * 4, true));
}
