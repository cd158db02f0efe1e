// Aborts what takes too long: silence, or a trickle that never ends. Time comes from the clock, so tests need not wait.

import type { Clock } from '@odflash/core';

/** How long a request may take, in ms. */
export interface TimeLimits {
  /** Without a single byte. */
  readonly silenceMs: number;
  /** From the request to the last byte. */
  readonly totalMs: number;
}

export interface SilenceWatch extends Disposable {
  /** Aborted when time is up, or the caller's own signal is. */
  readonly signal: AbortSignal;
  /** Whether it was time. */
  readonly late: boolean;
  /** Something was heard. */
  heard(): void;
}

/** `signal`: the caller's. */
export function watchSilence(clock: Clock, { silenceMs, totalMs }: TimeLimits, signal?: AbortSignal): SilenceWatch {
  const over = new AbortController();
  const tooLate = new AbortController();
  const end = clock.now() + totalMs;
  let last = clock.now();
  const watch = async (): Promise<void> => {
    for (;;) {
      const due = Math.min(last + silenceMs, end);
      const left = due - clock.now();
      if (left <= 0) return tooLate.abort();
      await clock.sleep(left, over.signal);
    }
  };
  // It ends with the sleep being aborted.
  watch().catch(() => undefined);
  return {
    signal: signal ? AbortSignal.any([signal, tooLate.signal]) : tooLate.signal,
    get late() {
      return tooLate.signal.aborted;
    },
    heard: () => {
      last = clock.now();
    },
    [Symbol.dispose]: () => over.abort(),
  };
}
