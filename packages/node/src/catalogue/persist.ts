// Tries again what may pass by itself, a few times and with a pause. Nothing here can wait for long or for ever.

import { type Clock, isFlasherError, type Log } from '@odflash/core';

/** Between one try and the next, in ms; their number bounds the tries. */
const pausesMs: readonly number[] = [1_000, 4_000];

/** After that long no new try begins, in ms. */
const patienceMs = 150_000;

export interface PersistOptions {
  readonly clock: Clock;
  readonly log?: Log;
  readonly signal?: AbortSignal;
}

/** What the last attempt came to. Tried again is only what calls itself retryable. */
export async function persist<T>(attempt: () => Promise<T>, { clock, log, signal }: PersistOptions): Promise<T> {
  const begun = clock.now();
  for (const pause of pausesMs) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!isFlasherError(thrown) || !thrown.retryable || clock.now() - begun > patienceMs) throw thrown;
      log?.({ level: 'warn', scope: 'catalogue', text: `${thrown.message} Once more in ${pause / 1000} s.` });
      await clock.sleep(pause, signal);
    }
  }
  return attempt();
}
