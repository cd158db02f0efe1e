import { describe, expect, it } from 'vitest';
import { carryOut, fails, head, nth, old, tail, wanted } from './carry-out.ts';

describe('the last eight bytes', () => {
  const want = [wanted(0, head), wanted(1, tail)];

  it('that read back wrong are zeroed before anything else, even after a stop request', async () => {
    const stop = new AbortController();
    let programs = 0;
    const ran = await carryOut(old, want, {
      signal: stop.signal,
      after: ({ what }, flash) => {
        if (what !== 'program' || ++programs !== 5) return;
        flash[5]! &= 0;
        stop.abort();
      },
    });
    expect([ran.ended, ran.state]).toEqual(['aborted', 'partly-written']);
    expect(ran.flash.subarray(0, 8)).toEqual(new Uint8Array(8));
  });

  it('are finished despite a stop once begun, and not begun after one', async () => {
    for (const [at, ended, state] of [
      [5, [], 'verified'],
      [4, 'aborted', 'partly-written'],
    ] as const) {
      const stop = new AbortController();
      const after = nth('program', at, () => stop.abort());
      const ran = await carryOut(old, want, { signal: stop.signal, after });
      expect([ran.ended, ran.state]).toEqual([ended, state]);
    }
  });

  it('are not begun where the stop came with the last byte that had to be read again', async () => {
    const stop = new AbortController();
    const ran = await carryOut(old, want, {
      signal: stop.signal,
      anomalies: (requests) => (requests < 9 ? 0 : 1),
      after: nth('matches', 5, () => stop.abort()),
    });
    expect([ran.ended, ran.state]).toEqual(['aborted', 'partly-written']);
    expect(ran.asked.at(-1)).toBe('matches 16384: partly-written');
  });

  it('whose reading fails are programmed again unchanged, and nothing is zeroed', async () => {
    const ran = await carryOut(old, want, { before: nth('matches', 4, fails) });
    expect(ran.asked.slice(10).map((one) => one.split(':')[0])).toEqual(['matches 0', 'recover 0', 'matches 0']);
    expect([ran.ended, ran.state]).toEqual([[], 'verified']);
  });

  it('are the last that is read, even where a request for them was repaired on the way', async () => {
    const ran = await carryOut(old, want, { anomalies: (requests) => (requests < 10 ? 0 : 1) });
    expect([ran.asked.at(-1), ran.asked.length, ran.state]).toEqual([
      expect.stringMatching(/^matches 0/),
      11,
      'verified',
    ]);
  });

  it('stay blank where the sector is erased: nothing but the invalidating zeros is ever programmed', async () => {
    const blank = [0, 1].map((index) => wanted(index, new Uint8Array(16384).fill(0xff)));
    const ran = await carryOut(old, blank);
    expect(ran.asked.filter((one) => one.startsWith('program'))).toHaveLength(2);
    expect(ran.told).not.toContain('1 writing');
    expect(ran.counted).toEqual([ran.announced, ran.announced]);
    // All four attempts at the last reading fail, and sector 1 is found damaged: blank vectors need no zeros.
    let readings = 0;
    const again = await carryOut(old, blank, {
      before: ({ what }, flash) => {
        if (what !== 'matches' || ++readings < 4 || readings > 7) return;
        flash[0x4001] = 0;
        fails();
      },
    });
    expect(again.asked.filter((one) => one.startsWith('erase'))).toHaveLength(3);
    expect(again.asked.filter((one) => one.startsWith('program'))).toHaveLength(2);
    expect([again.ended, again.state]).toEqual([[1], 'verified']);
  });
});
