import type { Clock } from '@odflash/core';
import { expect, test } from 'vitest';
import { after } from '../../src/time/clock.ts';
import { realTime } from '../../src/time/real-time.ts';

/** A clock whose timers go off at whole milliseconds only, and `late` ms later. */
function coarseClock(late = 0): Clock & { readonly sleeps: number[] } {
  let time = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    date: () => new Date(0),
    sleep: async (ms) => {
      sleeps.push(ms);
      time = Math.ceil(time + ms) + late;
    },
  };
}

test('a thousand sleeps of half a millisecond take half a second on timers that count whole ones', async () => {
  const base = coarseClock();
  const clock = realTime(base);
  for (let i = 0; i < 1000; i++) await clock.sleep(0.5);
  expect(base.now()).toBeCloseTo(500, -1);
});

test('a machine that stood still is not made up for', async () => {
  const base = coarseClock(10_000);
  const clock = realTime(base);
  await clock.sleep(1);
  await clock.sleep(1000);
  expect(base.sleeps[1]).toBe(950);
});

test('a sleep that is aborted already rejects, even if it would have been free', async () => {
  const clock = realTime(coarseClock());
  await clock.sleep(0.5);
  await expect(clock.sleep(0.1, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
});

test('what never happens is not given to a timer, which would take it for now', () => {
  const base = coarseClock();
  after(realTime(base), Number.POSITIVE_INFINITY, () => expect.fail('it happened'));
  expect(base.sleeps).toEqual([]);
});
