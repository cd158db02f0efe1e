// Clocks for tests: one that jumps over every sleep, one that only moves when told.

import type { Clock } from '@odflash/core';

export interface JumpingClock extends Clock {
  /** Every sleep so far, in ms. */
  readonly sleeps: readonly number[];
}

/** Every sleep is over at once and has taken its time. For code that races nothing against the clock. */
export function jumpingClock(): JumpingClock {
  let time = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    date: () => new Date(time),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      time += ms;
    },
  };
}

export interface ManualClock extends Clock {
  advance(ms: number): Promise<void>;
}

/** Time stands still until {@link ManualClock.advance}. */
export function manualClock(): ManualClock {
  let time = 0;
  let waiting: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    date: () => new Date(time),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = () => reject(signal?.reason);
        if (signal?.aborted) return stop();
        signal?.addEventListener('abort', stop, { once: true });
        waiting.push({ at: time + ms, wake: resolve });
      }),
    advance: async (ms) => {
      time += ms;
      const due = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { wake } of due) wake();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
