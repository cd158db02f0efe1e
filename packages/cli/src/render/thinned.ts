// Progress for machines: a flash makes hundreds of small steps, and no program needs more than some lines a second. What is held
// back is added up and comes with the next line, so that sums stay right and the last line gives the end.

import type { UpdateEvent } from '@odflash/core';
import type { Phase } from '@odflash/core/flash';

type Advance = UpdateEvent & { readonly type: 'advance' };

/** At most ten lines a second, in ms. */
const pauseMs = 100;

export interface Thinned {
  advance(event: Advance): void;
  /** Lets out what is held back: something else is about to be said that ends it. */
  flush(): void;
}

/** `now`: ms, asked at every step. */
export function thinned(now: () => number, emit: (event: Advance) => void): Thinned {
  const held = new Map<Phase, Advance>();
  let last: Advance | undefined;
  let saidAt = Number.NEGATIVE_INFINITY;
  const say = (phase: Phase) => {
    const event = held.get(phase);
    if (!event || !last) return;
    held.delete(phase);
    saidAt = now();
    // Progress never falls, however long this was held back.
    emit({ ...event, doneMs: last.doneMs, totalMs: last.totalMs });
  };
  return {
    advance(event) {
      last = event;
      const before = held.get(event.phase)?.bytes ?? 0;
      held.set(event.phase, { ...event, bytes: before + event.bytes });
      if (now() - saidAt >= pauseMs) say(event.phase);
    },
    flush() {
      for (const phase of [...held.keys()]) say(phase);
    },
  };
}
