// One fault at any transfer: the run survives it, or says truly what is on the board, and the next run finishes.

import { FlasherError, flash } from '@odflash/core';
import type { HostName } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import {
  bench,
  configuration,
  expectTrueState,
  expectWholeOrNothing,
  failure,
  firmware,
  holdsImage,
  outcome,
  withHole,
} from '../bench.ts';

const { image: old, flash: holds } = withHole(firmware(1));
const { image: next } = withHole(firmware(2));
const transfers = 215;
/** Each kind tries its own fifth of the transfers; together they try all. */
const stride = 5;

/** What passes by itself: every run ends verified. */
const passing = ['stall', 'timeout', 'lost', 'short', 'stale', 'replug', 'crash', 'bus-reset', 'brown-out'];
const hosts: readonly HostName[] = ['linux', 'windows', 'chrome'];

function withFault(kind: string, n: number) {
  const profile = `v3.6-56V+dfu,flash=blank,${kind}-at=${n},seed=${n}`;
  const made = bench({ holds, host: hosts[n % hosts.length]!, profile });
  return { ...made, kept: configuration(made.board.flash).slice() };
}

describe('a passing fault at any transfer', () => {
  for (const [offset, kind] of passing.entries()) {
    test(`${kind}: the run ends verified`, async () => {
      for (let n = 1 + (offset % stride); n <= transfers; n += stride) {
        const { board, env, kept, clock } = withFault(kind, n);
        const report = await flash(env, { image: next });
        const when = `${kind} at transfer ${n}`;
        expect(holdsImage(board.flash, next), when).toBe(true);
        expect(Buffer.compare(configuration(board.flash), kept), when).toBe(0);
        expect(clock.now(), when).toBeLessThan(3 * report.plan.totals.ms + 120_000);
      }
    });
  }
});

test('a falsified bit at any transfer is never called verified wrongly, and the next run finishes', async () => {
  for (let n = 2; n <= transfers; n += stride) {
    const { board, env } = withFault('corrupt', n);
    const ended = await outcome(flash(env, { image: next }));
    const when = `corrupt at transfer ${n}`;
    if (!(ended instanceof FlasherError)) {
      expect(holdsImage(board.flash, next), when).toBe(true);
      continue;
    }
    expectWholeOrNothing(board, { old, next }, when);
    expectTrueState(ended.board, board, { old, next }, when);
    await flash(env, { image: next });
    expect(holdsImage(board.flash, next), when).toBe(true);
  }
});

test('a cable pulled for good at any transfer leaves a true state, and the next run finishes', async () => {
  for (let n = 3; n <= transfers; n += stride) {
    const { board, env, clock } = withFault('gone', n);
    const ended = await outcome(flash(env, { image: next }));
    const when = `gone at transfer ${n}`;
    expectWholeOrNothing(board, { old, next }, when);
    if (!(ended instanceof FlasherError)) continue;
    expect(ended.code, when).toBe('device-did-not-return');
    expectTrueState(ended.board, board, { old, next }, when);
    board.cable(true);
    await clock.sleep(1000);
    await flash(env, { image: next });
    expect(holdsImage(board.flash, next), when).toBe(true);
  }
});

describe('a permanent fault', () => {
  const every = (step: number, last: number) => Array.from({ length: last / step }, (_, i) => (i + 1) * step).join(':');
  const from = (start: number, last: number) => Array.from({ length: last - start }, (_, i) => start + i).join(':');
  const survived = [
    ['an erase that does not answer until it is looked after', 'busy=stuck'],
    ['GETSTATUS refused while busy', 'busy=stall:5'],
    ['GETSTATUS refused while busy, and 1 KiB at most', 'busy=stall:2,max-transfer=1024'],
    ['dfuDNBUSY again and again', 'busy=dnbusy:5'],
    ['a poll timeout of hours', 'poll=max'],
    ['transfers of 1 KiB at most', 'max-transfer=1024'],
    ['answers one request old', 'stale-abort=all'],
    ['a worn flash', 'slow-erase=5'],
    ['an erase of half a minute', 'slow-erase=100'],
    ['a supply too weak for words', 'weak-x32=1'],
    ['every 25th request refused', `stall-at=${every(25, 1500)}`],
    ['a reset at every 60th request', `crash-at=${every(60, 1500)}`],
    ['a brown-out at every 90th request', `brown-out-at=${every(90, 1500)}`],
  ];
  const fatal = [
    ['an erase that never ends', 'busy=never'],
    ['an erase of most of a minute', 'flash-times=maximum,slow-erase=100'],
    ['a flash that does not erase', `drop-erase=${from(1, 60)}`],
    ['a flash that does not program', `bad-write=${from(1, 200)}`],
    ['a device that has fallen silent', `lost-at=${from(150, 215)}`],
    ['a device that answers not even the system', `count=all,lost-at=${from(5, 1000)}`],
    ['one bit wrong in every third transfer', `corrupt-at=${every(3, 900)}`],
  ];

  test('one wrong bit in every few transfers: the run ends in bounded time with a true report', async () => {
    const ends = new Set<string | undefined>();
    for (let step = 2; step <= 24; step++) {
      const profile = `v3.6-56V+dfu,flash=blank,corrupt-at=${every(step, 900)}`;
      const { board, env, clock } = bench({ holds, profile });
      const ended = await outcome(flash(env, { image: next }));
      const when = `every ${step}`;
      expect(clock.now(), when).toBeLessThan(120_000);
      ends.add(ended.board);
      if (!(ended instanceof FlasherError)) {
        expect(holdsImage(board.flash, next), when).toBe(true);
        continue;
      }
      expectWholeOrNothing(board, { old, next }, when);
      expect(ended.board, when).not.toBe('unknown');
      expectTrueState(ended.board, board, { old, next }, when);
    }
    // Few are survived, many are not.
    expect(ends).toContain('verified');
    expect(ends.size).toBeGreaterThan(1);
  });

  test.each(survived)('%s: the run ends verified', async (_what, boardOption) => {
    const { board, env } = bench({ holds, profile: `v3.6-56V+dfu,flash=blank,${boardOption}` });
    await flash(env, { image: next });
    expect(holdsImage(board.flash, next)).toBe(true);
  });

  test.each(fatal)('%s: the run ends in bounded time and says what is on the board', async (what, boardOption) => {
    const { board, env, clock } = bench({ holds, profile: `v3.6-56V+dfu,flash=blank,${boardOption}` });
    const error = await failure(flash(env, { image: next }));
    expectWholeOrNothing(board, { old, next }, what);
    expect(error.board).not.toBe('unknown');
    expectTrueState(error.board, board, { old, next }, what);
    expect(clock.now()).toBeLessThan(what === 'an erase of most of a minute' ? 160_000 : 120_000);
  });
});
