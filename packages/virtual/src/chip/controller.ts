// The chip at work on the clock: one job at a time, ended by time or by a power cut. Knows no USB.

import type { Clock } from '@odflash/core';
import { after, type Cancel } from '../time/clock.ts';
import type { Job } from './jobs.ts';

export interface Controller {
  /** True while a job runs. */
  working(): boolean;
  /** Milliseconds the job still takes; 0 when idle. */
  remaining(): number;
  /** Runs `job`, then `done`; at once if the job takes no time. */
  start(job: Job, done: () => void): void;
  /** The supply fails: the job stays undone, or half done. `done` is never called. */
  cut(): void;
  /** Ends the job now as if its time had passed (a board whose process went away in the middle). */
  complete(): void;
}

export function createController(clock: Clock): Controller {
  let current:
    | { readonly job: Job; readonly since: number; readonly end: () => void; readonly cancel: Cancel }
    | undefined;
  const idle = () => {
    current?.cancel();
    current = undefined;
  };
  return {
    working: () => current !== undefined,
    remaining: () => (current ? Math.max(0, current.since + current.job.ms - clock.now()) : 0),
    start: (job, done) => {
      const end = () => {
        idle();
        job.finish();
        done();
      };
      if (job.ms <= 0) return end();
      current = { job, since: clock.now(), end, cancel: after(clock, job.ms, end) };
    },
    cut: () => {
      const cut = current;
      idle();
      cut?.job.cut(clock.now() - cut.since);
    },
    complete: () => current?.end(),
  };
}
