// A sector that fails while a plan is carried out, or reads back wrong once.

import { describe, expect, it } from 'vitest';
import { carryOut, type Fault, fails, head, nth, old, tail, wanted } from './carry-out.ts';

describe('a sector that failed', () => {
  it('is announced again with what that takes, erased again, and named in the report', async () => {
    // The third program is the first one of sector 1.
    const ran = await carryOut(old, [wanted(0, head), wanted(1, tail)], { before: nth('program', 3, fails) });
    expect(ran.told.slice(2, 8)).toEqual([
      '1 erasing',
      '1 redoing',
      '1 erasing',
      '1 writing',
      '1 verifying',
      '1 verified',
    ]);
    // The erase that came before the failed program was one call with it: nothing of it had been counted.
    expect([ran.ended, ran.counted]).toEqual([[1], [ran.announced, ran.announced]]);
    expect(ran.begun).toEqual([0, 0, 1, 1, 0]);
  });

  it.each([
    // The first word had been counted; the second one failed before it was.
    ['the invalidation', 2, 4 * 10],
    ['the commit', 5, 92 + 60],
    // Invalidated again before the erase, and the other sector read back again.
    ['the last body', 4, 8 * 10 + 8 + 60],
  ])('adds to the announced time what is done twice, and no more: %s', async (_what, program, more) => {
    const ran = await carryOut(old, [wanted(0, head), wanted(1, tail)], { after: nth('program', program, fails) });
    expect(ran.counted).toEqual([ran.announced + more, ran.announced + more]);
  });
});

describe('a byte that reads back wrong once', () => {
  const want = [wanted(0, head), wanted(1, tail)];
  /** Programs the n-th block wrongly. */
  const wrong = (n: number): Fault => {
    let programs = 0;
    return { corrupt: ({ data }) => (++programs === n ? data.map((byte) => byte ^ 0x55) : data) };
  };

  it.each([
    ['the zeros over the vectors', 1, 2 * 4 * 10 + 8, []],
    ['a sector', 3, 16384 * 1000 + 600 + 60, [1]],
    // Not read to its end; the erase that makes it good is not announced; the other sector is read again.
    ['the first sector', 4, 920 + 92 + 88 + 60, [0]],
    // Zeros, the whole sector again, and everything read back before another commit.
    ['the vectors', 5, 88 + 88 + 920 + 92 + 60, [0]],
  ] as const)('costs what is done again, counted to the millisecond: %s', async (_what, n, more, redone) => {
    const ran = await carryOut(old, want, wrong(n));
    expect([ran.ended, ran.state]).toEqual([redone, 'verified']);
    expect(ran.counted).toEqual([ran.announced + more, ran.announced + more]);
  });
});
