// What a sector will hold, which of it is programmed and which is read back: what is left out of the first is not on the board,
// what is left out of the second is called verified without a look.

import { describe, expect, it } from 'vitest';
import { sectors } from '../../../src/board/stm32f405.ts';
import { contentOf, programRuns, readBackRuns } from '../../../src/flash/plan/content.ts';
import { firmware } from '../bench.ts';

const sector = sectors[0]!;
const { address, length } = sector;

/** A sector of which these pieces are wanted, by where they begin and end. */
function wantedOf(gaps: 'keep' | 'erase', ...pieces: readonly (readonly [from: number, to: number])[]) {
  const named = pieces.map(([from, to]) => ({ address: address + from, data: new Uint8Array(to - from).fill(0x55) }));
  return { sector, named, gaps };
}

/** An erased sector with bytes in these places. */
function withBytes(...pieces: readonly (readonly [from: number, to: number])[]): Uint8Array {
  const data = new Uint8Array(length).fill(0xff);
  for (const [from, to] of pieces) data.fill(0x55, from, to);
  return data;
}

const runs = (blocks: readonly { readonly address: number; readonly data: Uint8Array }[]) =>
  blocks.map((run) => [run.address - address, run.address - address + run.data.length]);

describe('the content of a sector', () => {
  it('keeps what was not specified only where that is asked for, and then has to know it', () => {
    const held = firmware(1, length);
    expect(contentOf(wantedOf('erase', [4, 8]), held)).toEqual(withBytes([4, 8]));
    const kept = contentOf(wantedOf('keep', [4, 8]), held);
    expect(kept).toEqual(held.map((byte, at) => (at >= 4 && at < 8 ? 0x55 : byte)));
    expect(() => contentOf(wantedOf('keep', [4, 8]), undefined)).toThrow(RangeError);
    expect(contentOf(wantedOf('keep', [0, length]), undefined)).toEqual(withBytes([0, length]));
  });
});

describe('what is programmed', () => {
  const programmed = (...pieces: readonly (readonly [number, number])[]) =>
    runs(programRuns({ address, data: withBytes(...pieces) }));

  it('is every word with a byte in it, and nothing of an erased sector', () => {
    expect(programmed()).toEqual([]);
    expect(programmed([5, 6])).toEqual([[4, 8]]);
    expect(programmed([0, 1])).toEqual([[0, 4]]);
    expect(programmed([length - 1, length])).toEqual([[length - 4, length]]);
    expect(programmed([8, length])).toEqual([[8, length]]);
  });

  it('leaves out erased bytes from 1 KiB on, and programs over fewer', () => {
    expect(programmed([0, 4], [1024, 1028])).toEqual([[0, 1028]]);
    expect(programmed([0, 4], [1028, 1032])).toEqual([
      [0, 4],
      [1028, 1032],
    ]);
    expect(programmed([2000, 2004], [8000, 8008], [8100, 8104])).toEqual([
      [2000, 2004],
      [8000, 8104],
    ]);
  });
});

describe('what is read back', () => {
  const readBack = (gaps: 'keep' | 'erase', ...pieces: readonly (readonly [number, number])[]) =>
    runs(readBackRuns(wantedOf(gaps, ...pieces), { address, data: withBytes(...pieces) }));

  it('is all of a sector that keeps something, for that was programmed too', () => {
    expect(readBack('keep', [4, 8])).toEqual([[0, length]]);
  });

  it('is otherwise every named byte, in one run with what lies less than 1 KiB before it', () => {
    expect(readBack('erase', [5, 8])).toEqual([[5, 8]]);
    expect(readBack('erase', [0, 8], [1031, 1032], [2056, 2060], [3084, 3085])).toEqual([
      [0, 1032],
      [2056, 2060],
      [3084, 3085],
    ]);
    expect(readBack('erase', [0, 4], [2000, 2004], [2100, 2104])).toEqual([
      [0, 4],
      [2000, 2104],
    ]);
  });
});
