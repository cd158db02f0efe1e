// A device that has just appeared may be refused for a moment: udev sets permissions some 100 ms after it, Windows looks
// for a driver, other programs look first (ODrive 78758c44 met it as "The device has no langid"). Knows no protocol.

import { type ErrorCode, isFlasherError } from '../errors.ts';
import type { Clock } from '../ports.ts';

/** What passes by itself after a device has appeared. */
const passingRefusals: readonly ErrorCode[] = ['permission-denied', 'device-busy', 'driver-missing'];

const pauseMs = 250;

/**
 * What `open` comes to; as long as it is refused for one of `reasons` it is called again, for `graceMs`. Throws what `open`
 * failed with last, and the signal's reason.
 */
export async function retryOpen<T>(
  open: () => Promise<T>,
  options: {
    readonly clock: Clock;
    readonly graceMs: number;
    readonly reasons?: readonly ErrorCode[] | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<T> {
  const { clock, graceMs, reasons = passingRefusals, signal } = options;
  const deadline = clock.now() + graceMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const passes = isFlasherError(error) && reasons.includes(error.code);
      if (!passes || clock.now() >= deadline) throw error;
    }
    await clock.sleep(pauseMs, signal);
  }
}
