// Aborts what takes too long: silence, a trickle that never ends, a rate at which it never could. Time comes from the clock,
// so tests need not wait.

import type { Clock } from '@odflash/core';

/** How long a request may take, in ms. */
export interface TimeLimits {
  /** Without a single byte. */
  readonly silenceMs: number;
  /** From the request to the last byte. */
  readonly totalMs: number;
}

/** How far a request has come. */
export interface Progress {
  /** Since the request, in ms. */
  readonly ms: number;
  /** After unpacking. */
  readonly bytes: number;
}

export interface SilenceWatch extends Disposable {
  /** Aborted when time is up, or the caller's own signal is. */
  readonly signal: AbortSignal;
  /** Why it was aborted: time is up, or would be before the end. */
  readonly late: 'out of time' | 'slow' | undefined;
  /** So many bytes were heard; 0 for the beginning of an answer. */
  heard(bytes: number): void;
  /** The answer will have that many bytes. */
  expect(bytes: number): void;
}

export interface WatchParts {
  readonly clock: Clock;
  readonly limits: TimeLimits;
  /** The caller's. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then while an answer goes on. */
  readonly onSlow?: (progress: Progress) => void;
}

/** An answer of known length is given that long to show that it can be there in time, in ms. */
const judgedAfterMs = 60_000;
/** One of unknown length that long, for at least this many bytes a second: what a bad radio link has at worst. */
const judgedBlindlyAfterMs = 120_000;
const minBytesPerSecond = 64;

export function watchSilence({ clock, limits, signal, onSlow }: WatchParts): SilenceWatch {
  const { silenceMs, totalMs } = limits;
  const over = new AbortController();
  const tooLate = new AbortController();
  const begun = clock.now();
  let last = begun;
  let bytes = 0;
  let expected: number | undefined;
  let late: SilenceWatch['late'];
  const isHopeless = (ms: number): boolean => {
    if (expected !== undefined && ms >= judgedAfterMs) return bytes * totalMs < expected * ms;
    return ms >= judgedBlindlyAfterMs && bytes * 1000 < minBytesPerSecond * ms;
  };
  const verdict = (): SilenceWatch['late'] => {
    const now = clock.now();
    if (now - last >= silenceMs || now - begun >= totalMs) return 'out of time';
    return isHopeless(now - begun) ? 'slow' : undefined;
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      const left = Math.min(last + silenceMs, begun + totalMs) - clock.now();
      if (left > 0) await clock.sleep(left, over.signal);
      late = verdict();
      if (late) return tooLate.abort();
      onSlow?.({ ms: clock.now() - begun, bytes });
    }
  };
  // It ends with the sleep being aborted.
  watch().catch(() => undefined);
  return {
    signal: signal ? AbortSignal.any([signal, tooLate.signal]) : tooLate.signal,
    get late() {
      return late;
    },
    heard: (more) => {
      last = clock.now();
      bytes += more;
    },
    expect: (length) => {
      expected = length;
    },
    [Symbol.dispose]: () => over.abort(),
  };
}
