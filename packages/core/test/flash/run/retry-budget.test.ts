// How long a run continues against a wire that fails: bounded in number and in time, but not by trouble that is over.

import { type FlashEvent, FlasherError, flash } from '@odflash/core';
import type { Target } from '@odflash/core/target';
import { judgeBoot } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { sentence } from '../../../../../test/support/in-english.ts';
import { failure, firmware, holdsImage, imageOf } from '../bench.ts';
import { type Call, environmentOf, type FakeTarget, fakeTarget, providerOf, wireError } from '../fake-target.ts';

const old = firmware(1);
const image = imageOf(firmware(2));

/** A chip each of whose calls goes wrong once, if it fits; and how long it takes to return. */
function failing(fits: (call: Call, seen: number) => boolean, awayMs: number, wanted = image) {
  let calls = 0;
  const target = fakeTarget({
    holds: old,
    before: (call) => {
      calls += 1;
      if (call.what !== 'recover' && fits(call, calls)) throw wireError();
    },
  });
  const environment = environmentOf(target);
  const recover: Target['recover'] = async (cause, options) => {
    await target.recover(cause, options);
    await environment.clock.sleep(awayMs, options?.signal);
  };
  const slow: FakeTarget = { ...target, recover };
  const events: FlashEvent[] = [];
  const env = { ...environment, target: providerOf(slow) };
  return {
    target,
    events,
    clock: environment.clock,
    ended: flash(env, { image: wanted, onEvent: (event) => events.push(event) }),
  };
}

const recoveries = ({ calls }: FakeTarget) => calls.filter(({ what }) => what === 'recover').length;
const askedFor = (events: readonly FlashEvent[]) => events.filter(({ type }) => type === 'human').length;

/** Each erase, each comparison and the first program of each sector fails once, and works when it is made again. */
function eachOnce() {
  const seen = new Set<string>();
  return ({ what, address = 0 }: Call) => {
    const key = `${what} ${address}`;
    const isFirst =
      !seen.has(key) && (what === 'erase' || what === 'matches' || (what === 'program' && address % 0x4000 === 0));
    seen.add(key);
    return isFirst;
  };
}

describe('a run over a connection that fails repeatedly', () => {
  test('that recovers each time ends after twelve recoveries, with a true report of the board', async () => {
    const { target, events, ended } = failing(eachOnce(), 10, imageOf(firmware(2, 300 * 1024)));
    expect(await failure(ended)).toMatchObject({ code: 'timeout', board: 'partly-written' });
    expect(events.filter(({ type }) => type === 'recovering')).toHaveLength(12);
    expect(judgeBoot(target.flash).starts).toBe(false);
  });

  test('without any success is given up after 45 seconds, though it might be tried more often', async () => {
    const { ended, clock } = failing(({ what }) => what === 'program', 30_000);
    expect(await failure(ended)).toMatchObject({ code: 'timeout', board: 'untouched' });
    // Two recoveries of the run, and one to see what is on the board.
    expect(clock.now()).toBeGreaterThanOrEqual(60_000);
    expect(clock.now()).toBeLessThan(100_000);
  });

  test('continues when the trouble before was over in between, however long all of it takes', async () => {
    let failures = 0;
    const fits = ({ what }: Call, calls: number) => what !== 'start' && calls % 7 === 0 && ++failures <= 5;
    const { target, ended, clock } = failing(fits, 30_000);
    expect(await ended).toMatchObject({ board: 'verified' });
    expect(failures).toBeGreaterThan(3);
    expect(clock.now()).toBeGreaterThan(90_000);
    expect(holdsImage(target.flash, image)).toBe(true);
  });

  test('counts what it has survived in its report, each with its sector', async () => {
    let failed = false;
    const fits = ({ what }: Call) => {
      const now = what === 'erase' && !failed;
      failed ||= now;
      return now;
    };
    const { ended } = failing(fits, 0);
    const report = await ended;
    expect(report.recoveries).toMatchObject([{ code: 'timeout', sector: 0 }]);
  });
});

describe('a person is asked to bring the board back', () => {
  const once = () => {
    let failed = false;
    return ({ what }: Call) => {
      const now = what === 'erase' && !failed;
      failed ||= now;
      return now;
    };
  };

  test('when it has been away for three seconds, once', async () => {
    const { events, ended } = failing(once(), 3_500);
    await ended;
    expect(askedFor(events)).toBe(1);
  });

  test('and not if it returns by itself before that', async () => {
    const { events, ended } = failing(once(), 2_500);
    await ended;
    expect(askedFor(events)).toBe(0);
  });
});

test('a failure that a retry cannot resolve ends the run at once', async () => {
  const target = fakeTarget({
    holds: old,
    before: ({ what }) => {
      if (what === 'erase') throw new FlasherError('write-protected', sentence('no'));
    },
  });
  expect(await failure(flash(environmentOf(target), { image }))).toMatchObject({
    code: 'write-protected',
    board: 'partly-written',
  });
  expect(recoveries(target)).toBe(0);
});
