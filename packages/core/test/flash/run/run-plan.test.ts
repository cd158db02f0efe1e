// A plan carried out on a chip in memory: what is known of the board before each request, what is told of each sector, and
// that the announced time is the time that is counted.

import { FlasherError } from '@odflash/core';
import { type Sector, sectors } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../../../../test/support/in-english.ts';
import { firmware, flashBase } from '../bench.ts';
import { carryOut, fails, head, nth, old, tail, wanted } from './carry-out.ts';

describe('a plan with the vectors', () => {
  it('knows at every moment what is on the board, and tells each step of each sector', async () => {
    const { asked, told, begun, ended, state, flash } = await carryOut(old, [wanted(0, head), wanted(1, tail)]);
    const unsure = 'untouched if 0+8, else unbootable';
    expect(asked).toEqual([
      `program 4: ${unsure}`,
      `program 0: ${unsure}`,
      `matches 0: ${unsure}`,
      'erase 0: partly-written',
      'erase 16384: partly-written',
      'program 16384: partly-written',
      'matches 16384: partly-written',
      'program 8: partly-written',
      'matches 8: partly-written',
      'program 0: written if 0+8, else partly-written',
      'matches 0: written if 0+8, else partly-written',
    ]);
    expect(told).toEqual([
      '0 invalidating',
      '0 erasing',
      '1 erasing',
      '1 writing',
      '1 verifying',
      '1 verified',
      '0 writing',
      '0 verifying',
      '0 verified',
    ]);
    expect([begun, ended, state]).toEqual([[0, 0, 1, 0], [], 'verified']);
    expect(flash.subarray(0, 100)).toEqual(head);
  });

  it('takes the announced time, to the millisecond, in the sector where it was announced', async () => {
    const { announced, counted, tasks } = await carryOut(old, [wanted(0, head), wanted(1, tail)]);
    expect(counted).toEqual([announced, announced]);
    expect(tasks).toEqual(new Set(['write 0', 'verify 0', 'erase 0', 'erase 1', 'write 1', 'verify 1']));
  });
});

it('reports once that a sector is written, whatever the number of blocks, and counts their bytes', async () => {
  const long = firmware(4).slice(0, 5000);
  const clean = await carryOut(old, [wanted(1, long)]);
  expect(clean.told).toEqual(['1 erasing', '1 writing', '1 verifying', '1 verified']);
  expect([clean.written, ...clean.counted]).toEqual([5000, clean.announced, clean.announced]);
  const failed = await carryOut(old, [wanted(1, long)], { before: nth('program', 3, fails) });
  expect(failed.written).toBe(5000 + 4096);
  // With the first block's bytes the erase was over, too: all of that is done twice.
  const more = 16384 * 1000 + 4096 * 10;
  expect(failed.counted).toEqual([failed.announced + more, failed.announced + more]);
});

it('knows that an invalidated board starts nothing, before anything else is touched', async () => {
  const want = [wanted(0, head), wanted(1, tail)];
  const full = (n: number) => {
    if (n === 2) throw new FlasherError('backup-failed', sentence('the disk is full'));
  };
  const ran = await carryOut(old, want, { beginSector: full });
  expect([ran.ended, ran.state]).toEqual(['backup-failed', 'unbootable']);
  const first = await carryOut(old, want, { beginSector: (n) => full(n + 1) });
  expect([first.ended, first.state, first.asked]).toEqual(['backup-failed', 'untouched', []]);
});

describe('a plan without the vectors', () => {
  const [fifth, sixth] = [wanted(5, head), wanted(6, tail)];
  const [at5, at6] = [0x20000, 0x40000];
  const whole = 128 * 1024;

  it('reports unchanged while the first sector is, and written once the last one is', async () => {
    const { asked, told, ended, state, begun } = await carryOut(old, [fifth, sixth]);
    expect(asked).toEqual([
      `erase ${at5}: untouched if ${at5}+${whole}, else partly-written`,
      `program ${at5}: untouched if ${at5}+${whole}, else partly-written`,
      `matches ${at5}: untouched if ${at5}+${whole}, else partly-written`,
      `erase ${at6}: written if ${at6}+60, else partly-written`,
      `program ${at6}: written if ${at6}+60, else partly-written`,
      `matches ${at6}: written if ${at6}+60, else partly-written`,
    ]);
    expect(told.filter((one) => one.startsWith('6'))).toEqual(['6 erasing', '6 writing', '6 verifying', '6 verified']);
    expect([begun, ended, state]).toEqual([[5, 6], [], 'verified']);
  });

  it('of one sector may be untouched or written, whatever becomes of the only change', async () => {
    const { asked } = await carryOut(old, [fifth]);
    const unsure = `untouched if ${at5}+${whole}, else written if ${at5}+100, else partly-written`;
    expect(asked).toEqual([`erase ${at5}: ${unsure}`, `program ${at5}: ${unsure}`, `matches ${at5}: ${unsure}`]);
  });

  it('that was not read before is not called unchanged', async () => {
    const { asked } = await carryOut(old, [fifth], { unread: true });
    expect(asked[0]).toBe(`erase ${at5}: written if ${at5}+100, else partly-written`);
  });

  it('is written when its last sector has been read back, although an earlier one cannot be read again', async () => {
    let gone = false;
    const ran = await carryOut(old, [fifth, sixth], {
      anomalies: (requests) => Math.floor(requests / 6),
      before: ({ what, address }) => {
        if (gone && what === 'matches') throw new FlasherError('read-protected', sentence('no more'));
        gone = address === flashBase + at6 && what === 'matches';
      },
    });
    expect([ran.ended, ran.state]).toEqual(['read-protected', 'written']);
  });

  it('counts an equal sector as there already', async () => {
    const held = old.slice();
    const equal = wanted(0, held.slice(8, 20));
    const there = { ...equal, named: [{ address: flashBase + 0x4000, data: held.slice(0x4000, 0x4010) }] };
    const { asked } = await carryOut(held, [{ ...there, sector: sectors[1] as Sector }, fifth]);
    expect(asked[0]).toBe(
      `erase ${at5}: untouched if ${at5}+${whole}, else written if ${at5}+100, else partly-written`,
    );
  });
});
