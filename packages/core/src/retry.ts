/**
 * What is tried again, how often, for how long and after which failures: one table, and the three loops that keep to it. Each
 * use says why repeating does no harm there.
 *
 * {@includeCode ../../../test/examples/core-retry.ts}
 *
 * @module
 */

import { type ErrorCode, isFlasherError } from './errors.ts';
import { type Clock, LinkError, type LinkFailure } from './ports.ts';

/** How often, how long and after which failures something is tried again. */
export interface RetryPolicy {
  /** In all, the first one included. */
  readonly attempts: number;
  /** No attempt begins so long after the first, in ms. */
  readonly withinMs: number;
  /** From a failure to the next attempt, in ms; one for each where they differ. */
  readonly pauseMs: number | readonly number[];
  /** Whether that failure may pass by itself or be repaired. */
  readonly repeats: (failure: unknown) => boolean;
}

/** A row of the table of retries. */
export type RetryName =
  | 'device-access'
  | 'device-access-again'
  | 'driver-search'
  | 'claim'
  | 'device-rights'
  | 'open-target'
  | 'lost-in-opening'
  | 'native-request'
  | 'dfu-block'
  | 'dfu-return'
  | 'dfu-leave'
  | 'setting-up'
  | 'flash-step'
  | 'running-board'
  | 'restart-request'
  | 'enter-dfu'
  | 'lost-in-write'
  | 'configuration'
  | 'read-alike'
  | 'identify-alike'
  | 'descriptor-alike'
  | 'setting-write'
  | 'width-write'
  | 'disable-startup'
  | 'confirm-written'
  | 'leave-probe-mode'
  | 'download';

const never = Number.POSITIVE_INFINITY;
const isRetryable = (failure: unknown): boolean => isFlasherError(failure) && failure.retryable;
const hasCode = (...codes: readonly ErrorCode[]): RetryPolicy['repeats'] => {
  return (failure) => isFlasherError(failure) && codes.includes(failure.code);
};
const isLink = (...kinds: readonly LinkFailure[]): RetryPolicy['repeats'] => {
  return (failure) => failure instanceof LinkError && kinds.includes(failure.kind);
};

/** Name: attempts, ms within which, ms between, what may be repeated. */
const table: Readonly<Record<RetryName, readonly [number, number, RetryPolicy['pauseMs'], RetryPolicy['repeats']]>> = {
  // Opening sends nothing that changes a device. Permissions are set some 100 ms after it appeared, Windows looks for a driver.
  'device-access': [never, 2_000, 250, hasCode('permission-denied')],
  'device-access-again': [never, 5_000, 250, hasCode('permission-denied', 'device-busy', 'driver-missing')],
  // A person may install a driver meanwhile; how long, the run says.
  'driver-search': [never, 120_000, 250, hasCode('driver-missing')],
  claim: [6, never, 1_000, hasCode('device-busy')],
  'device-rights': [never, 1_000, 100, isLink('access')],
  // A busy interface has been waited for where it is claimed.
  'open-target': [3, 45_000, 500, (failure) => isRetryable(failure) && !hasCode('device-busy')(failure)],
  // Found before and off the bus now: a probe or board that is plugged in again takes seconds.
  'lost-in-opening': [never, 10_000, 250, hasCode('disconnected')],
  // Requests with a number of their own, which ask or set the same thing again.
  'native-request': [
    5,
    never,
    0,
    (failure) => isLink('timeout', 'io')(failure) || hasCode('unexpected-reply')(failure),
  ],
  // Blocks after a resynchronisation: erased and programmed bits stay what they are.
  'dfu-block': [3, never, 0, (failure) => isRetryable(failure) && !hasCode('disconnected', 'device-busy')(failure)],
  'dfu-return': [5, 15_000, 500, isRetryable],
  'dfu-leave': [3, never, 0, isRetryable],
  // A board that is lost again while it is being set up.
  'setting-up': [3, never, 0, isRetryable],
  // One step of a plan, begun anew from its erase.
  'flash-step': [4, never, 0, isRetryable],
  // A visit to a running board, which bears being made twice. A download has been repeated by its source.
  'running-board': [3, never, 0, (failure) => isRetryable(failure) && !hasCode('download-failed')(failure)],
  'restart-request': [3, never, 0, isRetryable],
  'enter-dfu': [3, never, 0, isRetryable],
  'lost-in-write': [4, never, 0, hasCode('device-did-not-return', 'disconnected')],
  // Values are written and read back; what was lost in a restart is written again.
  configuration: [3, never, 0, isRetryable],
  // Reads until two in a row agree: one stale or damaged reply then costs one more read.
  'read-alike': [5, never, 0, () => false],
  'identify-alike': [4, never, 0, () => false],
  // Whole downloads, each held against its own checksum.
  'descriptor-alike': [3, never, 0, () => false],
  // What is read back otherwise than it was written may have been damaged on the way.
  'setting-write': [2, never, 0, () => false],
  // A bus reset in between loses the address, so one write without effect proves nothing.
  'width-write': [2, never, 0, () => false],
  // A board that restarted before it had saved is asked again.
  'disable-startup': [3, never, 0, () => false],
  // Passes over what was not read back since the last anomaly.
  'confirm-written': [5, never, 0, () => false],
  'leave-probe-mode': [3, never, 0, () => false],
  download: [3, 150_000, [1_000, 4_000], isRetryable],
};

/** The row of that name. */
export function retryPolicy(name: RetryName): RetryPolicy {
  const [attempts, withinMs, pauseMs, repeats] = table[name];
  return { attempts, withinMs, pauseMs, repeats };
}

/** How long a policy waits after that attempt, counted from 1; in ms. */
function pauseAfter({ pauseMs }: Pick<RetryPolicy, 'pauseMs'>, attempt: number): number {
  return typeof pauseMs === 'number' ? pauseMs : (pauseMs[attempt - 1] ?? 0);
}

/** The clock of the pauses, and who hears of failures. */
export interface RetryOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** After each failure that may be repeated, `isLast` if it will not be. What it throws ends the whole. */
  readonly onFailure?: ((failure: unknown, attempt: number, isLast: boolean) => unknown) | undefined;
}

/** Runs `operation` until it succeeds. Throws its last failure, and the signal's reason from a pause. */
export async function retry<T>(
  policy: RetryName | RetryPolicy,
  operation: (attempt: number) => Promise<T>,
  { clock, signal, onFailure }: RetryOptions,
): Promise<T> {
  const { attempts, withinMs, pauseMs, repeats } = typeof policy === 'string' ? retryPolicy(policy) : policy;
  const begun = clock.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation(attempt);
    } catch (failure) {
      if (!repeats(failure)) throw failure;
      const isLast = attempt >= attempts || clock.now() - begun >= withinMs;
      await onFailure?.(failure, attempt, isLast);
      if (isLast) throw failure;
    }
    const ms = pauseAfter({ pauseMs }, attempt);
    if (ms > 0) await clock.sleep(ms, signal);
  }
}

/** What two looks in a row agree on, or `undefined` with the last look if no two do. */
export async function untilAlike<T>(
  name: RetryName,
  look: (count: number) => Promise<T>,
  isAlike: (one: T, other: T) => boolean,
): Promise<{ readonly alike?: T | undefined; readonly last: T }> {
  let last = await look(0);
  for (let count = 1; count < retryPolicy(name).attempts; count++) {
    const again = await look(count);
    if (isAlike(last, again)) return { alike: again, last: again };
    last = again;
  }
  return { last };
}

/** Looks every `everyMs` until `isEnough` or the time is up; the last look. */
export async function lookUntil<T>(
  {
    withinMs,
    everyMs,
    clock,
    signal,
  }: {
    readonly withinMs: number;
    readonly everyMs: number;
    readonly clock: Clock;
    readonly signal?: AbortSignal | undefined;
  },
  look: () => Promise<T>,
  isEnough: (seen: T) => boolean,
): Promise<T> {
  const deadline = clock.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isEnough(seen) || clock.now() >= deadline) return seen;
    await clock.sleep(everyMs, signal);
  }
}
