// Opening a board that has only just appeared: what forbids that may pass by itself, or be mended by a person meanwhile. How long
// that may take is counted from when it appeared; a board that was there before is given no time.

import { isFlasherError } from '../errors.ts';
import type { Message } from '../messages/message.ts';
import { humanMs } from './follow.ts';
import { retryOpen } from './retry-open.ts';
import type { Search } from './search.ts';

/** In ms. */
const usualMs = 5_000;

/**
 * Calls `open`, which must bear being called again after it was refused, until it is let in or the time is up. `steps`: what a
 * person does where the system has no driver; while it has none, that is told and waited for.
 */
export async function openWithRetry<T>(work: Search, open: () => Promise<T>, steps: Message): Promise<T> {
  const { clock, bootloaderNeedsDriver } = work.env;
  const until = (ms: number) => ({ clock, graceMs: work.arrival.at + ms - clock.now(), signal: work.request.signal });
  try {
    return await retryOpen(open, until(usualMs));
  } catch (error) {
    const rest = until(humanMs(work));
    const mayPass = isFlasherError(error) && error.code === 'driver-missing' && rest.graceMs > 0;
    if (!bootloaderNeedsDriver || !mayPass) throw error;
    work.emit({ type: 'note', code: 'driver-step', text: steps });
    return retryOpen(open, { ...rest, reasons: ['driver-missing'] });
  }
}
