// Looking at a board once, or again and again until it is enough. The time between two looks is the clock's.

import { toFlasherError } from '../../abort.ts';
import type { RunContext } from './context.ts';

/** How often something is looked at, and who hears of each look. */
export interface Watching<T> {
  /** From the beginning of one look to the next; once by default. */
  readonly everyMs?: number | undefined;
  /** Looks at most. Without it a watch ends when it is aborted. */
  readonly times?: number | undefined;
  /** Called with what each look has seen. */
  readonly onLook?: ((look: T) => void) | undefined;
}

/** The last look. An aborted watch that has seen something ends well. Throws what a look throws. */
export async function repeatedly<T>(
  { env: { clock }, request: { signal } }: RunContext,
  { everyMs, times = everyMs === undefined ? 1 : Number.POSITIVE_INFINITY, onLook }: Watching<T>,
  look: () => Promise<T>,
): Promise<T> {
  let last: { readonly seen: T } | undefined;
  try {
    for (let count = 1; ; count++) {
      const begun = clock.now();
      const seen = await look();
      last = { seen };
      onLook?.(seen);
      if (count >= times) return seen;
      await clock.sleep(Math.max((everyMs ?? 0) - (clock.now() - begun), 0), signal);
    }
  } catch (thrown) {
    if (last && toFlasherError(thrown, signal).code === 'aborted') return last.seen;
    throw thrown;
  }
}
