// Watching a bus by looking at it again and again: the whole of it where a platform has no hot-plug events, the safety
// net where it has some.

import type { BusEvent, Clock, UsbDeviceInfo } from '../ports.ts';
import { busChanges } from './bus-changes.ts';

/** A watch of a bus that cannot report changes by itself: it lists the devices again and again. */
export interface PollingWatch extends Disposable {
  /** Looks at once instead of when the pause is over. */
  look(): void;
}

/**
 * Calls `listener` for each difference between two looks at `list`, beginning with the one made now. A look that fails is
 * no news.
 */
export function pollingWatch(
  list: () => Promise<readonly UsbDeviceInfo[]>,
  listener: (event: BusEvent) => void,
  { clock, pollMs }: { readonly clock: Clock; readonly pollMs: number },
): PollingWatch {
  const stop = new AbortController();
  let pause = new AbortController();

  async function run(): Promise<void> {
    let known: readonly UsbDeviceInfo[] | undefined;
    while (!stop.signal.aborted) {
      // Made before the look: what happens while it lasts asks for another one.
      pause = new AbortController();
      const seen = await list().catch(() => known);
      if (stop.signal.aborted) return;
      for (const event of known && seen ? busChanges(known, seen) : []) listener(event);
      known = seen;
      await clock.sleep(pollMs, AbortSignal.any([stop.signal, pause.signal])).catch(() => undefined);
    }
  }

  run().catch(() => undefined);
  return {
    look: () => pause.abort(),
    [Symbol.dispose]: () => stop.abort(),
  };
}
