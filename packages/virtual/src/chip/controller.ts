// The chip at work on the clock: one job at a time, ended by time or by a power cut. Knows no USB.

import type { Clock } from '@odflash/core';
import { after, type Cancel } from '../time/clock.ts';
import type { Job } from './jobs.ts';

export interface Controller {
  /** True while a job runs. */
  working(): boolean;
  /** Milliseconds the job still takes; 0 when idle. `at` is now by default. */
  remaining(at?: number): number;
  /**
   * Runs `job`, then `done`; at once if the job takes no time. `since` is when code or a debugger began it, which is run
   * up to the present only when there is an occasion; then a job of less than a millisecond ends when anyone looks.
   */
  start(job: Job, done: () => void, since?: number): void;
  /** Ends the job if its time has passed at `at`. */
  settle(at: number): void;
  /** The supply fails: the job stays undone, or half done. `done` is never called. */
  cut(): void;
  /** Ends the job now as if its time had passed (a board whose process went away in the middle). */
  complete(): void;
}

/** Shorter jobs (a unit that is programmed) are not worth a timer. */
const shortestTimed = 1;

export function createController(clock: Clock): Controller {
  let current:
    | { readonly job: Job; readonly due: number; readonly end: () => void; readonly cancel: Cancel }
    | undefined;
  const idle = () => {
    current?.cancel();
    current = undefined;
  };
  const settle = (at: number) => {
    if (current && at >= current.due) current.end();
  };
  return {
    working: () => {
      settle(clock.now());
      return current !== undefined;
    },
    remaining: (at = clock.now()) => (current ? Math.max(0, current.due - at) : 0),
    start: (job, done, since) => {
      const end = () => {
        idle();
        job.finish();
        done();
      };
      if (job.ms <= 0) return end();
      const due = (since ?? clock.now()) + job.ms;
      const isTimed = since === undefined || job.ms >= shortestTimed;
      current = {
        job,
        due,
        end,
        cancel: isTimed ? after(clock, Math.max(0, due - clock.now()), end) : () => undefined,
      };
    },
    settle,
    cut: () => {
      settle(clock.now());
      const cut = current;
      idle();
      cut?.job.cut(clock.now() - (cut.due - cut.job.ms));
    },
    complete: () => current?.end(),
  };
}
