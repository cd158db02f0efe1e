// Progress: it ends where it was announced to end and never falls, whatever fails on the way.

import { describe, expect, it } from 'vitest';
import type { FlashEvent } from '../../../src/flash/events.ts';
import { Meter, type Task } from '../../../src/flash/open/meter.ts';
import { jumpingClock } from '../../usb/test-clock.ts';

function meter() {
  const seen: (readonly [done: number, total: number])[] = [];
  const emit = (event: FlashEvent) => {
    if (event.type === 'advance') seen.push([event.doneMs, event.totalMs]);
  };
  return { meter: new Meter(jumpingClock(), emit), seen };
}

const task: Task = { phase: 'write', ms: 100, bytes: 10 };

describe('progress', () => {
  it('of work that failed half-way is neither taken back nor counted twice when it is done again', async () => {
    const { meter: one, seen } = meter();
    one.announce('write', 100);
    const failed = one.track([task], async (count) => {
      count(5);
      throw new Error('the connection failed');
    });
    await expect(failed).rejects.toThrow('the connection failed');
    await one.track([task], async (count) => count(10));
    expect(seen).toEqual([
      [50, 100],
      [150, 150],
    ]);
    expect(one.bytes('write')).toBe(15);
  });

  it('is given the work that was announced and did not happen, and none where all of it did', async () => {
    const { meter: one, seen } = meter();
    one.announce('inspect', 30);
    one.announce('write', 100);
    one.settle('inspect');
    expect(seen).toEqual([[0, 100]]);
    await one.track([task], async (count) => count(10));
    one.settle('write');
    expect(seen).toEqual([
      [0, 100],
      [100, 100],
    ]);
  });
});
