// Something done again and again on a grid in time, and how well that was kept. What comes half a place too late takes the
// next one, so that a slow reader falls back to fewer, not to later and later.

import type { Clock } from '../../ports.ts';

/** How well a pace was kept. */
export interface PaceReport {
  readonly taken: number;
  /** Places on the grid that were left empty because the work before them took too long. */
  readonly missed: number;
  /** Per second, breaks left out; 0 before there are two. */
  readonly rate: number;
  /** Standard deviation of the time from one to the next, in ms. */
  readonly jitterMs: number;
  /** The longest time from one to the next, in ms. */
  readonly longestMs: number;
}

/** A grid in time and how well it is kept; {@link startPace} makes one. */
export interface Pace {
  /** Waits for the next place on the grid; the milliseconds since the first one. Rejects with the signal's reason. */
  next(signal?: AbortSignal): Promise<number>;
  /** What follows does not count as late: the board was away. */
  pause(): void;
  /** Milliseconds since the first one; 0 before it. */
  elapsed(): number;
  /** How well it was kept so far. */
  report(): PaceReport;
}

/** `everyMs` 0: as fast as it goes. */
export function startPace(clock: Clock, everyMs: number): Pace {
  let begun: number | undefined;
  let place = 0;
  let last: number | undefined;
  const seen = { taken: 0, missed: 0, steps: 0, sum: 0, squares: 0, longest: 0 };

  const wait = async (first: number, signal: AbortSignal | undefined) => {
    if (everyMs <= 0) {
      signal?.throwIfAborted();
      return;
    }
    const passed = clock.now() - first;
    const due = Math.max(place + 1, Math.ceil(passed / everyMs - 0.5));
    if (last !== undefined) seen.missed += due - place - 1;
    place = due;
    const left = first + due * everyMs - clock.now();
    if (left > 0) await clock.sleep(left, signal);
    else signal?.throwIfAborted();
  };
  return {
    async next(signal) {
      if (begun === undefined) begun = clock.now();
      else await wait(begun, signal);
      const at = clock.now();
      seen.taken++;
      if (last !== undefined) {
        const step = at - last;
        seen.steps++;
        seen.sum += step;
        seen.squares += step * step;
        seen.longest = Math.max(seen.longest, step);
      }
      last = at;
      return at - begun;
    },
    pause: () => {
      last = undefined;
    },
    elapsed: () => (begun === undefined ? 0 : clock.now() - begun),
    report() {
      const { taken, missed, steps, sum, squares, longest } = seen;
      const mean = steps > 0 ? sum / steps : 0;
      return {
        taken,
        missed,
        rate: mean > 0 ? 1000 / mean : 0,
        jitterMs: steps > 0 ? Math.sqrt(Math.max(squares / steps - mean * mean, 0)) : 0,
        longestMs: longest,
      };
    },
  };
}
