// Opening a board that has only just appeared: what forbids that may pass by itself. How long that may take is counted from
// when it appeared; a board that was there before is given no time.

import { isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { retryOpen } from './retry-open.ts';
import type { Search } from './search.ts';

/** In ms. Windows may search for a driver for the bootloader the first time. */
const grace = { usual: 5_000, driver: 30_000 } as const;

/** Calls `open`, which must bear being called again after it was refused, until it is let in or the time is up. */
export async function openWithRetry<T>(work: Search, open: () => Promise<T>): Promise<T> {
  const { clock, bootloaderNeedsDriver } = work.env;
  const until = (ms: number) => ({ clock, graceMs: work.arrival.at + ms - clock.now(), signal: work.request.signal });
  try {
    return await retryOpen(open, until(grace.usual));
  } catch (error) {
    if (!bootloaderNeedsDriver || !isFlasherError(error) || error.code !== 'driver-missing') throw error;
    work.emit({ type: 'note', code: 'driver-step', text: message('discovery.driver-sought') });
    return retryOpen(open, { ...until(grace.driver), reasons: ['driver-missing'] });
  }
}
