// Gaps that look as if lines of a text file were lost. Intel HEX has no count of its records, S-record only if its writer
// wanted one, so a missing line leaves nothing but a hole. Knows how linkers lay programs out, no file format.

import { contains, mainFlash, sectors } from '../board/stm32f405.ts';
import { type Block, endOf, type Range } from '../bytes.ts';
import { wordAt } from './lookup.ts';
import { pairList } from './pair-list.ts';
import { isHandler } from './vector.ts';

/** What is remembered of the records while a file is read. */
export interface RecordWatch {
  /** Takes every record in the order of the file. */
  add(address: number, length: number): void;
  /** Gaps between `segments` that lost records would leave. */
  lost(segments: readonly Block[]): readonly Range[];
}

/** Shorter records are no lines of a dump, and any gap is a whole number of them. */
const shortestRecord = 8;
const maxRecord = 255;
/** Fewer full records give no information about how long a line usually is. */
const fewestFull = 3;

export function recordWatch(): RecordWatch {
  const counts = new Uint32Array(maxRecord + 1);
  /** Where runs of records end, and how long their last record is. */
  const runs = pairList(64);
  let last = { end: -1, length: 0 };
  return {
    add(address, length) {
      counts[length] = (counts[length] ?? 0) + 1;
      if (last.end >= 0 && last.end !== address) runs.push(last.end, last.length);
      last = { end: address + length, length };
    },
    lost(segments) {
      const full = counts.reduce(
        (most, count, length) => (count >= (counts[most] ?? 0) && count > 0 ? length : most),
        0,
      );
      if (full < shortestRecord || (counts[full] ?? 0) < fewestFull) return [];
      const ends = new Set<number>(last.length === full ? [last.end] : []);
      const { count, keys, values } = runs.close(0);
      for (let index = 0; index < count; index++) if (values[index] === full) ends.add(keys[index] ?? 0);
      return segments.slice(1).flatMap((next, index) => {
        const before = segments[index] as Block;
        const gap = { address: endOf(before), length: next.address - endOf(before) };
        const looksLost = gap.length % full === 0 && ends.has(gap.address) && contains(mainFlash, gap);
        return looksLost && !isLayout(gap, before, segments) ? [gap] : [];
      });
    },
  };
}

const KiB = 1024;
/** More than a few lines: a loss of exactly those before the start of a sector is no accident. */
const fewLines = 64;
/** A vector table has the 16 words of the core, and at most 256 (ARMv7-M, B1.5.3). */
const table = { shortest: 64, longest: 1024 } as const;

/**
 * Gaps that linkers make: up to the start of a sector, up to a fixed place at a whole KiB, and the alignment behind the
 * vector table. Other sections are aligned to less than a record (187 images of 33 projects: 8 bytes, or 56 behind a table).
 */
function isLayout(gap: Range, before: Block, segments: readonly Block[]): boolean {
  const end = endOf(gap);
  if (gap.length >= fewLines && sectors.some(({ address }) => address === end)) return true;
  if (gap.length >= KiB && end % KiB === 0) return true;
  const aligned = end % nextPower(gap.length) === 0;
  const next = wordAt(segments, end) ?? 0;
  return aligned && isVectorTable(before) && next !== 0 && !isHandler(next);
}

/** The smallest power of two above `length`. */
function nextPower(length: number): number {
  return 2 ** Math.ceil(Math.log2(length + 1));
}

/** True for a block of nothing but handlers and reserved words behind the stack pointer. */
function isVectorTable(block: Block): boolean {
  const { length } = block.data;
  if (length < table.shortest || length > table.longest || block.address % 4 !== 0) return false;
  for (let at = 4; at + 4 <= block.data.length; at += 4) {
    const word = wordAt([block], block.address + at) ?? 0;
    if (word !== 0 && !isHandler(word)) return false;
  }
  return true;
}
