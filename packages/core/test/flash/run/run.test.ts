// The order of things and the second chances, on a chip in memory that fails as it is told.

import { type FlashEvent, FlasherError, flash } from '@odflash/core';
import { judgeBoot } from '@odflash/virtual';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inEnglish, sentence } from '../../../../../test/support/in-english.ts';
import type { LogEntry } from '../../../src/ports.ts';
import { failure, firmware, flashBase, holdsImage, imageOf, outcome } from '../bench.ts';
import { type Call, environmentOf, type FakeOptions, fakeTarget, wireError } from '../fake-target.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);

function run(options: FakeOptions = {}) {
  const target = fakeTarget({ holds: old, ...options });
  const events: FlashEvent[] = [];
  const ended = flash(environmentOf(target), { image, onEvent: (event) => events.push(event) });
  return { target, events, ended };
}

/** Fails the n-th call of a kind, and no other. */
function once(what: Call['what'], n: number, fault: () => void) {
  let seen = 0;
  return (call: Call) => {
    if (call.what === what && ++seen === n) fault();
  };
}

const changes = (calls: readonly Call[]) =>
  calls
    .filter(({ what }) => what === 'erase' || what === 'program')
    .map(({ what, address }) => [what, address! - flashBase]);

test('invalidates, erases the first sector, finishes the others, finishes the first, commits', async () => {
  const { target, ended } = run();
  await ended;
  const made = changes(target.calls);
  expect(made.slice(0, 4)).toEqual([
    ['program', 4],
    ['program', 0],
    ['erase', 0],
    ['erase', 0x4000],
  ]);
  const firstBody = made.findIndex(([what, offset]) => what === 'program' && offset === 8);
  expect(made.slice(4, firstBody).every(([, offset]) => Number(offset) >= 0x4000)).toBe(true);
  expect(made.at(-1)).toEqual(['program', 0]);
});

test('reads every byte of the image back exactly once when nothing goes wrong', async () => {
  const { target, ended } = run();
  const { bytes } = await ended;
  const firstChange = target.calls.findIndex(({ what }) => what === 'program');
  const committed = target.calls.findLastIndex(({ what }) => what === 'program');
  const compared = target.calls.slice(firstChange).filter(({ what }) => what === 'matches');
  // Once the zeros, then all of it, the vectors last.
  expect(compared.reduce((sum, { length = 0 }) => sum + length, 0)).toBe(8 + next.length);
  expect(target.calls.slice(committed + 1).map(({ what }) => what)).toEqual(['matches', 'start']);
  expect(bytes.readBack).toBe(8 + next.length);
});

test('a recovery makes everything unverified: it is read again before the vectors are committed', async () => {
  const { target, ended } = run({
    // The last block of the first sector, when the second one has long been verified.
    before: once('program', 12, () => {
      throw wireError();
    }),
  });
  const report = await ended;
  expect(report.recoveries.map(({ code, sector }) => [code, sector])).toEqual([['timeout', 0]]);
  const recovered = target.calls.findIndex(({ what }) => what === 'recover');
  const again = target.calls
    .slice(recovered)
    .filter(({ what, address }) => what === 'matches' && address === flashBase + 0x4000);
  expect(again).toHaveLength(1);
  expect(report.redone).toEqual([0]);
  expect(holdsImage(target.flash, image)).toBe(true);
});

test('what is read back wrong is slowed down to bytes and written again, that sector alone', async () => {
  const { target, events, ended } = run({
    corrupt: ({ address, data }, width) => {
      if (width === 8 || address !== flashBase + 0x4000) return data;
      const spoilt = data.slice();
      spoilt[7]! ^= 0x10;
      return spoilt;
    },
  });
  const report = await ended;
  expect([report.board, report.width, report.redone]).toEqual(['verified', 8, [1]]);
  expect(events.filter((event) => event.type === 'note').map(({ code }) => code)).toContain('narrow');
  expect(target.calls.filter(({ what, address }) => what === 'erase' && address === flashBase)).toHaveLength(1);
  expect(holdsImage(target.flash, image)).toBe(true);
});

test('a byte that never reads back right ends the run, naming address, expected and found', async () => {
  const bad = flashBase + 0x4000 + 100;
  const { target, events, ended } = run({
    corrupt: ({ address, data }) => {
      const spoilt = data.slice();
      if (address === flashBase + 0x4000) spoilt[100] = 0;
      return spoilt;
    },
  });
  const error = await failure(ended);
  expect(error).toMatchObject({ code: 'verify-failed', board: 'partly-written' });
  // Why it was tried again is told as a message, too, never as the trace of one.
  expect(events.find(({ type }) => type === 'recovering')).toMatchObject({ text: { code: 'flash.mismatch' } });
  expect(error.details).toMatchObject({ address: '0x08004064', sector: 1, expected: next[bad - flashBase], found: 0 });
  expect(inEnglish(error.text)).toMatch(/write-protected/i);
  expect(target.calls.filter(({ what, address }) => what === 'erase' && address === flashBase + 0x4000)).toHaveLength(
    4,
  );
  expect(judgeBoot(target.flash).starts).toBe(false);
});

test('vectors that read back wrong cost the first sector another erase, invalidated', async () => {
  let spoilt = false;
  const { target, ended } = run({
    corrupt: ({ address, data }) => {
      if (spoilt || address !== flashBase || data.length !== 8) return data;
      spoilt = true;
      const wrong = data.slice();
      wrong[5] = 0;
      return wrong;
    },
  });
  const report = await ended;
  expect(report.redone).toEqual([0]);
  const made = changes(target.calls);
  expect(made.slice(-12, -9)).toEqual([
    ['program', 4],
    ['program', 0],
    ['erase', 0],
  ]);
  expect(holdsImage(target.flash, image)).toBe(true);
});

test('a failure that a retry cannot resolve is not retried', async () => {
  const { target, ended } = run({
    before: once('erase', 2, () => {
      throw new FlasherError('write-protected', sentence('the sector will not be erased'));
    }),
  });
  expect(await failure(ended)).toMatchObject({ code: 'write-protected', board: 'partly-written' });
  expect(target.calls.some(({ what }) => what === 'recover')).toBe(false);
});

test('a connection that fails permanently ends the run after a bounded number of recoveries', async () => {
  const { target, ended } = run({
    before: ({ what, address }) => {
      if (what === 'erase' && address === flashBase + 0x4000) throw wireError('stalled');
    },
  });
  const error = await failure(ended);
  expect(error).toMatchObject({ code: 'stalled', board: 'partly-written' });
  expect(error.details.sectors).toContain('1: erasing');
  expect(target.calls.filter(({ what }) => what === 'recover')).toHaveLength(3);
});

describe('the state of a board that stops answering', () => {
  function diesAt(n: number, what: Call['what'], executed: boolean): FakeOptions {
    let seen = 0;
    let gone = false;
    const refuse = (call: Call) => {
      if (!gone) return;
      throw call.what === 'recover'
        ? new FlasherError('device-did-not-return', sentence('gone'))
        : wireError('disconnected');
    };
    const faultHit = (call: Call) => {
      if (call.what === what && ++seen === n) gone = true;
      refuse(call);
    };
    return executed ? { before: refuse, after: faultHit } : { before: faultHit };
  }

  test.each([
    ['while the vectors are invalidated', 1, 'program', false, 'unknown'],
    ['in the first erase', 1, 'erase', true, 'partly-written'],
    ['while the vectors are committed', 13, 'program', true, 'unknown'],
  ] as const)('%s', async (_when, n, what, executed, state) => {
    const { ended } = run(diesAt(n, what, executed));
    expect(await failure(ended)).toMatchObject({ code: 'device-did-not-return', board: state });
  });
});

test('an invalidation that was not executed leaves the board untouched, and the error says so', async () => {
  const { target, ended } = run({
    before: ({ what, address }) => {
      if (what === 'program' && address === flashBase + 4) throw wireError('stalled');
    },
  });
  expect(await failure(ended)).toMatchObject({ code: 'stalled', board: 'untouched' });
  expect(holdsImage(target.flash, imageOf(old))).toBe(true);
});

test('any failure at any time: no half-written image starts, verified is true, and the next run finishes', async () => {
  const fault = fc.record({
    at: fc.nat(60),
    kind: fc.constantFrom('before', 'after', 'half', 'forget'),
    code: fc.constantFrom('timeout', 'stalled', 'disconnected'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 4 }), async (faults) => {
      const images = [imageOf(old), image];
      let calls = 0;
      const check = (flash: Uint8Array) => {
        if (judgeBoot(flash).starts) expect(images.some((one) => holdsImage(flash, one))).toBe(true);
      };
      let current: (typeof faults)[number] | undefined;
      const target = fakeTarget({
        holds: old,
        before: (_call, flash) => {
          check(flash);
          calls += 1;
          current = faults.find(({ at }) => at === calls);
          if (current?.kind === 'before') throw wireError(current.code as 'timeout');
        },
        corrupt: ({ data }) => {
          const planned = faults.find(({ at }) => at === calls + 1);
          if (planned?.kind === 'forget') return new Uint8Array(data.length).fill(0xff);
          return planned?.kind === 'half' ? data.map((byte, i) => (i < data.length / 2 ? byte : 0xff)) : data;
        },
        after: (_call, flash) => {
          check(flash);
          if (current && current.kind !== 'before' && current.kind !== 'forget')
            throw wireError(current.code as 'timeout');
        },
      });
      const env = environmentOf(target);
      const ended = await outcome(flash(env, { image }));
      if (!(ended instanceof FlasherError)) expect(holdsImage(target.flash, image)).toBe(true);
      calls = 1000;
      await flash(env, { image });
      expect(holdsImage(target.flash, image)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a listener that throws does not affect the run', async () => {
  const target = fakeTarget({ holds: old });
  const lines: string[] = [];
  const env = { ...environmentOf(target), log: ({ text }: LogEntry) => lines.push(inEnglish(text)) };
  const report = await flash(env, {
    image,
    onEvent: () => {
      throw new Error('no room on screen');
    },
  });
  expect(report.board).toBe('verified');
  expect(lines[0]).toMatch(/opened event: no room on screen/);
});
