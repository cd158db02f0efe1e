// How well a pace was kept, in figures that can be computed by hand.

import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../../test/support/manual-clock.ts';
import { startPace } from '../../src/running/live/pace.ts';

/** As fast as it goes, with the clock moved on by that many ms before each of what follows the first; a text is a pause. */
async function paced(...steps: readonly (number | 'pause')[]) {
  const clock = manualClock();
  const pace = startPace(clock, 0);
  await pace.next();
  for (const step of steps) {
    if (step === 'pause') {
      pace.pause();
      continue;
    }
    clock.advance(step);
    await pace.next();
  }
  return pace;
}

describe('a pace', () => {
  it('that is uneven has the standard deviation of its steps as jitter, and its longest step', async () => {
    const pace = await paced(10, 30, 10, 30);
    expect(pace.report()).toEqual({ taken: 5, missed: 0, rate: 50, jitterMs: 10, longestMs: 30 });
    expect(pace.elapsed()).toBe(80);
  });

  it('that is even has no jitter', async () => {
    expect((await paced(20, 20, 20)).report()).toMatchObject({ rate: 50, jitterMs: 0, longestMs: 20 });
  });

  it('does not count a pause', async () => {
    expect((await paced(10, 'pause', 5_000, 10)).report()).toMatchObject({ taken: 4, rate: 100, longestMs: 10 });
  });

  it('of one thing has no rate', async () => {
    expect((await paced()).report()).toEqual({ taken: 1, missed: 0, rate: 0, jitterMs: 0, longestMs: 0 });
  });

  it('leaves out the places that the work before them took', async () => {
    const clock = manualClock();
    const pace = startPace(clock, 100);
    expect(await pace.next()).toBe(0);
    clock.advance(330);
    const next = pace.next();
    expect(clock.next()).toBe(Number.POSITIVE_INFINITY);
    expect(await next).toBe(330);
    expect(pace.report()).toMatchObject({ taken: 2, missed: 2 });
    const after = pace.next();
    expect(clock.next()).toBe(70);
    clock.advance(70);
    expect(await after).toBe(400);
  });
});
