// Opening a board that has only just appeared: what forbids that may pass by itself, or be mended by a person meanwhile. How long
// that may take is counted from when it appeared; a board that was there before is given no time.

import { isFlasherError } from '../errors.ts';
import type { Message } from '../messages/message.ts';
import { type RetryName, retry, retryPolicy } from '../retry.ts';
import { humanMs } from './follow.ts';
import type { Search } from './search.ts';

/**
 * Calls `open`, which must bear being called again after it was refused, until it is let in or the time is up. `steps`: what a
 * person does where the system has no driver; while it has none, that is reported and waited for.
 */
export async function openWithRetry<T>(work: Search, open: () => Promise<T>, steps: Message): Promise<T> {
  const { clock, bootloaderNeedsDriver } = work.env;
  const { signal } = work.request;
  const left = (ms: number) => work.arrival.at + ms - clock.now();
  const until = (name: RetryName, withinMs: number) =>
    retry({ ...retryPolicy(name), withinMs }, open, { clock, signal });
  try {
    return await until('device-access-again', left(retryPolicy('device-access-again').withinMs));
  } catch (error) {
    const rest = left(humanMs(work));
    const mayPass = isFlasherError(error) && error.code === 'driver-missing' && rest > 0;
    if (!bootloaderNeedsDriver || !mayPass) throw error;
    work.emit({ type: 'note', code: 'driver-step', text: steps });
    return until('driver-search', rest);
  }
}
