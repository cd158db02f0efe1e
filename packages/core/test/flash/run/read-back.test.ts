// "Verified" is said of the chip as it is now: what was read back before an anomaly is read again, and nothing that could start is
// left valid while a sector under it is erased.

import { acceptWarnings, FlasherError, flash, type MemoryImage } from '@odflash/core';
import { sectors } from '@odflash/core/board';
import { judgeBoot } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { sentence } from '../../../../../test/support/in-english.ts';
import { failure, firmware, flashBase, holdsImage, imageOf, sectorOf } from '../bench.ts';
import { type Call, environmentOf, type FakeOptions, type FakeTarget, fakeTarget, wireError } from '../fake-target.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);
const sector1 = sectors[1]!.address;
const accepting = { ask: acceptWarnings, consent: [{ what: 'raw-config', serial: '356A38673332' }] } as const;

function run(options: FakeOptions, spec: { readonly image?: MemoryImage; readonly signal?: AbortSignal } = {}) {
  const target = fakeTarget({ holds: old, ...options });
  return { target, ended: flash(environmentOf(target), { image, ...accepting, ...spec }) };
}

/** Does something at the n-th call that fits, and at no other. */
function at(n: number, fits: (call: Call) => boolean, act: (flash: Uint8Array) => void) {
  let seen = 0;
  return (call: Call, flash: Uint8Array) => {
    if (fits(call) && ++seen === n) act(flash);
  };
}

const commits = ({ what, address, length }: Call) => what === 'program' && address === flashBase && length === 8;
const compares =
  (address: number) =>
  ({ what, address: asked }: Call) =>
    what === 'matches' && asked === address;

describe('what was read back counts only since the last anomaly', () => {
  test('a byte that changes while its sector is being read back, with a failure of the connection, is found before the board may start', async () => {
    // Two runs in one sector, too far apart to be read as one.
    const pieces = [0, 300, 6000].map((offset) => ({ offset, data: firmware(3).slice(0, 600) }));
    const segments = pieces.map(({ offset, data }) => ({ address: sector1 + offset, data: data.slice(0, 300) }));
    const spread: MemoryImage = {
      ...image,
      segments: [{ address: flashBase, data: next.slice(0, 4000) }, ...segments],
    };
    const { target, ended } = run(
      {
        before: at(1, compares(sector1 + 6000), (bytes) => {
          bytes[0x4000 + 10]! ^= 0xff;
          throw wireError();
        }),
      },
      { image: spread },
    );
    const report = await ended;
    expect(report).toMatchObject({ board: 'verified', redone: [1] });
    expect(holdsImage(target.flash, spread)).toBe(true);
  });

  test('sectors of an image without vectors are read again after a failure, too', async () => {
    const part = imageOf(next.slice(0x4000).slice(0, 4000), sectors[2]!.address);
    const other = { address: sectors[3]!.address, data: next.slice(0, 3000) };
    const both: MemoryImage = { ...part, segments: [...part.segments, other] };
    const { target, ended } = run(
      {
        holds: new Uint8Array(0),
        before: at(1, compares(other.address), (bytes) => {
          bytes[0x8000 + 77]! ^= 0xff;
          throw wireError();
        }),
      },
      { image: both },
    );
    expect(await ended).toMatchObject({ board: 'verified', redone: [2] });
    expect(holdsImage(target.flash, both)).toBe(true);
  });

  test('a sector that has to be written again after the commit is written with nothing valid at the vectors', async () => {
    const erased: boolean[] = [];
    let committed = false;
    const { target, ended } = run({
      before: ({ what }, bytes) => {
        if (what === 'erase' && committed) erased.push(judgeBoot(bytes).starts);
      },
      // The commit was executed, its answer was lost, and the same disturbance spoilt another sector.
      after: at(1, commits, (bytes) => {
        committed = true;
        bytes[0x4000 + 9]! ^= 0xff;
        throw wireError();
      }),
    });
    expect(await ended).toMatchObject({ board: 'verified' });
    expect(erased).not.toEqual([]);
    expect(erased).not.toContain(true);
    expect(holdsImage(target.flash, image)).toBe(true);
  });
});

describe('configuration that an image does not name', () => {
  const sector10 = sectors[10]!.address;
  const named = { address: sector10 + 1000, data: firmware(5).slice(0, 300) };
  const withNamed: MemoryImage = { ...image, segments: [{ address: flashBase, data: next }, named] };
  const settings = firmware(6).slice(0, 600);
  const holds = new Uint8Array(sectors[11]!.address - flashBase).fill(0xff);
  holds.set(old);
  holds.set(settings, sector10 - flashBase);

  function expectKept(bytes: Uint8Array): void {
    const expected = sectorOf(holds, 10).slice();
    expected.set(named.data, 1000);
    expect(Buffer.compare(sectorOf(bytes, 10), expected)).toBe(0);
  }

  test('is read back after it was written, so that a byte that went wrong in it is written again', async () => {
    let spoilt = 0;
    const { target, ended } = run(
      {
        holds,
        corrupt: ({ address, data }) => {
          if (address !== sector10 || spoilt > 0) return data;
          spoilt += 1;
          return data.with(20, 0);
        },
      },
      { image: withNamed },
    );
    expect(await ended).toMatchObject({ board: 'verified', redone: [10] });
    expect(spoilt).toBe(1);
    expectKept(target.flash);
  });

  test('is read twice before its sector is erased, so that a byte that was read wrongly once is not written back', async () => {
    let misread: number | undefined;
    const whole = ({ what, address, length }: Call) =>
      what === 'read' && address === sector10 && length === sectors[10]!.length;
    const { target, ended } = run(
      {
        holds,
        before: at(1, whole, (bytes) => {
          misread = bytes[sector10 - flashBase + 40];
          bytes[sector10 - flashBase + 40] = 0;
        }),
        after: (_call, bytes) => {
          if (misread !== undefined) bytes[sector10 - flashBase + 40] = misread;
          misread = undefined;
        },
      },
      { image: withNamed },
    );
    expect(await ended).toMatchObject({ board: 'verified' });
    expectKept(target.flash);
  });
});

describe('a stop on request', () => {
  test('that comes while everything is read again is honoured before the commit', async () => {
    const stop = new AbortController();
    let failed = false;
    const { target, ended } = run(
      {
        // The last block of the first sector fails once: the second is read again, and then a person stops.
        before: at(
          12,
          ({ what }) => what === 'program',
          () => {
            failed = true;
            throw wireError();
          },
        ),
        after: (call) => {
          if (failed && compares(sector1)(call)) stop.abort();
        },
      },
      { signal: stop.signal },
    );
    expect(await failure(ended)).toMatchObject({ code: 'aborted', board: 'partly-written' });
    expect(target.calls.filter(commits)).toEqual([]);
  });

  test('that comes during the commit comes too late, even where a chip would heed it: the board is whole a few milliseconds later', async () => {
    const stop = new AbortController();
    const target = fakeTarget({ holds: old });
    const heedful: FakeTarget = {
      ...target,
      program: async (block, asked) => {
        if (commits({ what: 'program', address: block.address, length: block.data.length })) stop.abort();
        await target.program(block, asked);
        if (asked?.signal?.aborted) throw new FlasherError('aborted', sentence('stopped in the middle of a block'));
      },
    };
    expect(await flash(environmentOf(heedful), { image, signal: stop.signal })).toMatchObject({ board: 'verified' });
    expect(holdsImage(target.flash, image)).toBe(true);
  });

  test('while the question is asked leaves nothing behind, on the board or on the disk', async () => {
    const target = fakeTarget({ holds: old });
    const stop = new AbortController();
    const environment = environmentOf(target);
    // It does not say which board it is for, which is a warning.
    const { claims: _, ...unclaimed } = image;
    const ask = async () => {
      stop.abort();
      return 'yes';
    };
    const ended = flash(environment, { image: unclaimed, ask, signal: stop.signal });
    expect(await failure(ended)).toMatchObject({ code: 'aborted', board: 'untouched' });
    expect(await environment.vault.list('')).toEqual([]);
  });
});

describe('a failure whose outcome is in doubt', () => {
  test('is followed by a recovery before the board is looked at, so that the reported state is the true one', async () => {
    let broken = false;
    const { target, ended } = run({
      before: ({ what }) => {
        if (what === 'recover') broken = false;
        if (broken) throw wireError('stalled');
        if (what !== 'program') return;
        broken = true;
        throw wireError('stalled');
      },
    });
    expect(await failure(ended)).toMatchObject({ code: 'stalled', board: 'untouched' });
    expect(holdsImage(target.flash, imageOf(old))).toBe(true);
  });

  test('of a board that did not reconnect is not examined: no further request is sent', async () => {
    let gone = false;
    const { target, ended } = run({
      before: ({ what }) => {
        if (what === 'program') gone = true;
        if (what === 'recover') throw new FlasherError('device-did-not-return', sentence('gone'));
        if (gone) throw wireError('disconnected');
      },
    });
    expect(await failure(ended)).toMatchObject({ code: 'device-did-not-return', board: 'unknown' });
    expect(target.calls.at(-1)?.what).toBe('recover');
  });
});
