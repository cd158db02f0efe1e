// Real time for virtual boards: the wall clock, with what timers oversleep taken off the next sleep. A flash is thousands of
// sleeps of half a millisecond, and a timer's smallest step is a whole one.

import { type Clock, systemClock } from '@odflash/core';

/** Oversleeping beyond this is a machine that stood still, not a timer's step; it is not made up for. In ms. */
const maxCredit = 50;

/** A clock whose sleeps are right in sum, not one by one. `base` is the wall clock. */
export function realTime(base: Clock = systemClock): Clock {
  let credit = 0;
  return {
    now: base.now,
    date: base.date,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      const spent = Math.min(credit, ms);
      credit -= spent;
      if (spent === ms) return;
      const due = base.now() + ms - spent;
      await base.sleep(ms - spent, signal);
      credit = Math.min(credit + Math.max(0, base.now() - due), maxCredit);
    },
  };
}
