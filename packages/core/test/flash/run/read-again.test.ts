// What was read back while a plan was carried out, and is read again after a failure.

import { describe, expect, it } from 'vitest';
import { firmware } from '../bench.ts';
import { carryOut, fails, head, tail, wanted } from './carry-out.ts';

describe('what has been read back', () => {
  const rest = [wanted(0, head), wanted(1, tail)];
  const held = firmware(1, 64 * 1024);
  const alike = wanted(2, held.slice(0x8000, 0x8040));

  it('is read again after an anomaly, equal sectors too, and what it takes is counted', async () => {
    // The anomaly happens on the way to the last body: sectors 1 and 2 were read back before it.
    const ran = await carryOut(held, [...rest, alike], { anomalies: (requests) => (requests < 8 ? 0 : 1) });
    expect(ran.notes).toEqual(['verify-again']);
    expect(ran.asked.slice(9, 11)).toEqual(['matches 16384: partly-written', 'matches 32768: partly-written']);
    expect(ran.told.slice(-4)).toEqual(['1 verifying', '1 verified', '2 verifying', '2 verified']);
    expect(ran.counted).toEqual([ran.announced + 60 + 64, ran.announced + 60 + 64]);
  });

  it('is not believed of a connection that never settles', async () => {
    const ran = await carryOut(held, [...rest, alike], { anomalies: (requests) => requests });
    expect([ran.ended, ran.state]).toEqual(['transfer-failed', 'partly-written']);
    // After the zeros and each sector's own: all three five times, and all that again after each of three recoveries.
    expect(ran.asked.filter((one) => one.startsWith('matches'))).toHaveLength(3 + 4 * 5 * 3);
    expect(ran.notes).toHaveLength(4 * 5);
  });

  it('is believed of a connection that settles at last', async () => {
    const ran = await carryOut(held, [...rest, alike], { anomalies: (requests) => Math.min(requests, 9 + 4 * 3) });
    expect([ran.ended, ran.state]).toEqual([[], 'verified']);
  });

  it('is announced once, however often the reading of it fails', async () => {
    let readings = 0;
    const ran = await carryOut(held, [...rest, alike], {
      anomalies: (requests) => (requests < 8 ? 0 : 1),
      // All four attempts at sector 1.
      before: ({ what }) => {
        if (what === 'matches' && ++readings > 3 && readings < 8) fails();
      },
    });
    expect([ran.ended, ran.state]).toEqual([[], 'verified']);
    // After the recoveries the first sector is read again, too.
    expect(ran.counted).toEqual([ran.announced + 60 + 64 + 92, ran.announced + 60 + 64 + 92]);
  });

  it('is nothing of a snapshot from before an anomaly, where there is nothing else to do', async () => {
    for (const [anomalies, expected] of [
      [0, []],
      [1, ['matches 32768: untouched']],
    ] as const) {
      const ran = await carryOut(held, [alike], { anomalies: () => anomalies });
      expect([ran.asked, ran.state]).toEqual([expected, 'verified']);
    }
  });

  it('and is wrong then is written again, with the vectors invalidated first where they may start something', async () => {
    const spoilt = (flash: Uint8Array) => {
      flash[0x4005]! ^= 0xff;
    };
    // The commit is executed and its answer lost; meanwhile a byte of sector 1 has changed.
    let programs = 0;
    const ran = await carryOut(held, rest, {
      after: ({ what }, flash) => {
        if (what !== 'program' || ++programs !== 5) return;
        spoilt(flash);
        fails();
      },
    });
    expect(ran.asked.slice(10).map((one) => one.split(':')[0])).toEqual([
      'recover 0',
      'matches 8',
      'matches 16384',
      'program 4',
      'program 0',
      'matches 0',
      'erase 16384',
      'program 16384',
      'matches 16384',
      // Read back wrong is an anomaly, too: the other sector is read again.
      'matches 8',
      'erase 0',
      'program 8',
      'matches 8',
      'program 0',
      'matches 0',
    ]);
    expect(ran.told.slice(9)).toEqual([
      '0 verifying',
      '0 verified',
      '1 verifying',
      '1 redoing',
      '0 invalidating',
      '1 erasing',
      '1 writing',
      '1 verifying',
      '1 verified',
      '0 verifying',
      '0 verified',
      '0 redoing',
      '0 erasing',
      '0 writing',
      '0 verifying',
      '0 verified',
    ]);
    expect([ran.ended, ran.state]).toEqual([[0, 1], 'verified']);
    expect(ran.counted[0]).toBe(ran.counted[1]);
    expect(ran.flash.subarray(0, 100)).toEqual(head);
  });
});
