// A clock that stands still until the test moves it, so that a time-out needs no waiting.

import type { Clock } from '@odflash/core';

export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** Sleepers. */
  waiting(): number;
  /** How far off the next of them is, in ms. */
  next(): number;
}

export function manualClock(): ManualClock {
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  let time = 0;
  return {
    now: () => time,
    date: () => new Date(time),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper = {
          at: time + ms,
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    advance(ms) {
      time += ms;
      for (const sleeper of [...sleepers]) if (sleeper.at <= time) sleeper.wake();
    },
    waiting: () => sleepers.size,
    next: () => Math.min(...[...sleepers].map((sleeper) => sleeper.at - time)),
  };
}

/** Lets the event loop run until `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`never true: ${condition}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
