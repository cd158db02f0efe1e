// The one loop that repeats, and the table it keeps to.

import { describe, expect, it } from 'vitest';
import { sentence } from '../../../test/support/in-english.ts';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { FlasherError } from '../src/errors.ts';
import { lookUntil, type RetryPolicy, retry, retryPolicy, untilAlike } from '../src/retry.ts';

const passing = new FlasherError('timeout', sentence('late'));
const final = new FlasherError('bad-file', sentence('no'));
const policy: RetryPolicy = {
  attempts: 3,
  withinMs: 1_000,
  pauseMs: 0,
  repeats: (failure) => failure === passing,
};

/** A clock whose sleeps pass at once, and what was slept. */
function quickClock() {
  const clock = manualClock();
  const slept: number[] = [];
  const sleep = async (ms: number, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    slept.push(ms);
    clock.advance(ms);
  };
  return { ...clock, slept, sleep };
}

/** An operation that fails so often, each time with that, and then gives how often it was called. */
function failing(times: number, failure: unknown = passing) {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls <= times) throw failure;
    return calls;
  };
}

describe('retry', () => {
  it('gives what the first success gave, after as many attempts as were needed', async () => {
    expect(await retry(policy, failing(2), { clock: quickClock() })).toBe(3);
  });

  it('throws the last failure when the attempts are used up, and tells of each, the last as the last', async () => {
    const told: unknown[] = [];
    const onFailure = (_: unknown, attempt: number, isLast: boolean) => told.push([attempt, isLast]);
    await expect(retry(policy, failing(3), { clock: quickClock(), onFailure })).rejects.toBe(passing);
    expect(told).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  it('throws a failure that may not be repeated at once, and reports nothing', async () => {
    const told: unknown[] = [];
    const onFailure = () => told.push('failure');
    await expect(retry(policy, failing(1, final), { clock: quickClock(), onFailure })).rejects.toBe(final);
    expect(told).toEqual([]);
  });

  it('begins no attempt after its time, however many are left', async () => {
    const clock = quickClock();
    const slow = { ...policy, attempts: Number.POSITIVE_INFINITY, pauseMs: 400 };
    await expect(retry(slow, failing(100), { clock })).rejects.toBe(passing);
    expect(clock.slept).toEqual([400, 400, 400]);
  });

  it('ends with what putting right failed with, and with the reason of a signal that is aborted in a pause', async () => {
    const broken = new Error('cannot be repaired');
    const onFailure = () => Promise.reject(broken);
    await expect(retry(policy, failing(1), { clock: quickClock(), onFailure })).rejects.toBe(broken);
    const stop = new AbortController();
    const abort = () => stop.abort(broken);
    const paused = { ...policy, pauseMs: 10 };
    const options = { clock: quickClock(), signal: stop.signal, onFailure: abort };
    await expect(retry(paused, failing(1), options)).rejects.toBe(broken);
  });

  it('pauses as the row of the table says', async () => {
    const clock = quickClock();
    await expect(retry('download', failing(9), { clock })).rejects.toBe(passing);
    expect(clock.slept).toEqual([1_000, 4_000]);
  });
});

it('a download is not repeated by an operation on a running board', () => {
  const failure = new FlasherError('download-failed', sentence('gone'), { retryable: true });
  expect(['download', 'running-board'].map((name) => retryPolicy(name as 'download').repeats(failure))).toEqual([
    true,
    false,
  ]);
});

describe('two looks in a row that agree', () => {
  const looks = (...seen: number[]) => {
    return async (count: number) => seen[count]!;
  };
  const same = (one: number, other: number) => one === other;

  it('are enough, and one odd look between them is not', async () => {
    expect(await untilAlike('read-alike', looks(1, 1), same)).toEqual({ alike: 1, last: 1 });
    expect(await untilAlike('read-alike', looks(1, 2, 1, 1), same)).toEqual({ alike: 1, last: 1 });
  });

  it('are sought five times at most', async () => {
    expect(await untilAlike('read-alike', looks(1, 2, 3, 4, 5, 5), same)).toEqual({ last: 5 });
  });
});

it('a look that is repeated ends when it is enough, or when its time is up', async () => {
  const clock = quickClock();
  let seen = 0;
  const look = async () => ++seen;
  const every = { withinMs: 300, everyMs: 100, clock };
  expect(await lookUntil(every, look, (value) => value === 2)).toBe(2);
  expect(await lookUntil(every, look, () => false)).toBe(6);
});
