// One fault at any transfer: the run survives it, or says truly what is on the board, and the next run finishes.

import { FlasherError, flash } from '@odflash/core';
import type { HostName } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import {
  bench,
  configuration,
  expectTrueState,
  expectWholeOrNothing,
  firmware,
  holdsImage,
  outcome,
  withHole,
} from './bench.ts';

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
