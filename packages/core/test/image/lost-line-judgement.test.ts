// Which gaps look like lost lines, record by record: a line that is usual in this file, a whole number of them, at the end of
// a full one, and no place where linkers leave gaps.

import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/bytes.ts';
import { recordWatch } from '../../src/image/lost-records.ts';
import { concat, flashStart, u32 } from './makers.ts';

const KiB = 1024;

interface Piece {
  /** From the start of the flash. */
  readonly at: number;
  readonly length: number;
  /** Bytes in a line. */
  readonly line: number;
  readonly data?: Uint8Array;
}

/** Offset and length of each suspected gap in a file with these pieces in this order. */
function lost(...pieces: readonly Piece[]): readonly (readonly [number, number])[] {
  const watch = recordWatch();
  for (const { at, length, line } of pieces)
    for (let done = 0; done < length; done += line) watch.add(flashStart + at + done, Math.min(line, length - done));
  const segments = pieces
    .map(({ at, length, data }): Block => ({ address: flashStart + at, data: data ?? new Uint8Array(length).fill(1) }))
    .sort((a, b) => a.address - b.address);
  return watch.lost(segments).map(({ address, length }) => [address - flashStart, length]);
}

describe('a gap', () => {
  it.each([8, 16, 32, 255])('of one line is suspected in a file with lines of %i bytes', (line) => {
    const gap = [0x10_003 + 4 * line, line];
    expect(lost({ at: 0x10_003, length: 4 * line, line }, { at: 0x10_003 + 5 * line, length: 4 * line, line })).toEqual(
      [gap],
    );
  });

  it('of lines that are no lines of a dump is not', () => {
    expect(lost({ at: 0x10_003, length: 28, line: 7 }, { at: 0x10_003 + 35, length: 28, line: 7 })).toEqual([]);
  });

  it('is judged by the usual line, the longest where two are as usual, and not where hardly any is full', () => {
    const short: Piece = { at: 0x30_000, length: 48, line: 16 };
    expect(lost({ at: 0x10_003, length: 96, line: 32 }, { at: 0x10_083, length: 1, line: 32 }, short)).toContainEqual([
      0x10_063, 32,
    ]);
    expect(lost({ at: 0x10_003, length: 32, line: 16 }, { at: 0x10_033, length: 8, line: 16 })).toEqual([]);
    expect(lost({ at: 0x10_003, length: 48, line: 16 }, { at: 0x10_043, length: 8, line: 16 })).toEqual([
      [0x10_033, 16],
    ]);
  });

  it('is suspected behind the last line of the file, too, which need not be the last address', () => {
    const low: Piece = { at: 0x10_003, length: 64, line: 16 };
    const high: Piece = { at: 0x10_053, length: 64, line: 16 };
    expect(lost(high, low)).toEqual([[0x10_043, 16]]);
    // The last line before it is a short one: the piece ended there.
    expect(lost(high, { ...low, length: 60 })).toEqual([]);
  });

  it('up to the start of a sector is none unless it is a few lines long', () => {
    const upTo = (length: number) =>
      lost({ at: 0x4000 - length - 64, length: 64, line: 16 }, { at: 0x4000, length: 64, line: 16 });
    expect([upTo(48), upTo(64), upTo(80)]).toEqual([[[0x4000 - 48, 48]], [], []]);
    // The same anywhere else.
    expect(lost({ at: 0x4100, length: 64, line: 16 }, { at: 0x4180, length: 64, line: 16 })).toEqual([[0x4140, 64]]);
  });

  it('up to a whole KiB is none if it is a KiB long itself', () => {
    const upTo = (length: number) =>
      lost({ at: 0x8400 - length - 64, length: 64, line: 16 }, { at: 0x8400, length: 64, line: 16 });
    expect([upTo(KiB - 16), upTo(KiB)]).toEqual([[[0x8400 - KiB + 16, KiB - 16]], []]);
  });
});

describe('the gap behind a vector table', () => {
  const handler = u32(flashStart + 0x401);
  const table = (words: number, ...others: readonly [number, number][]): Uint8Array => {
    const all = Array.from({ length: words }, (_, index) => (index === 0 ? u32(0x2002_0000) : handler));
    for (const [index, word] of others) all[index] = u32(word);
    return concat(...all);
  };
  /** With code behind it at the next place that is aligned to 256. */
  const behind = (data: Uint8Array, next: Uint8Array = concat(u32(0x4770_b500), new Uint8Array(60).fill(2))) =>
    lost({ at: 0, length: data.length, line: 16, data }, { at: 256, length: next.length, line: 16, data: next }).length;

  it('is alignment where code follows', () => {
    expect(behind(table(56))).toBe(0);
    expect(behind(table(56, [7, 0], [8, 0]))).toBe(0);
  });

  it('is suspected where the table continues, where it is none, and where what follows is too short to tell', () => {
    expect(behind(table(56), concat(handler, new Uint8Array(60).fill(2)))).toBe(1);
    expect(behind(table(56, [55, 0x4770_b500]))).toBe(1);
    expect(behind(table(56, [1, 0x4770_b500]))).toBe(1);
    expect(behind(table(56), new Uint8Array(48))).toBe(1);
    expect(behind(table(56), new Uint8Array(2).fill(7))).toBe(1);
  });
});
