// A plan carried out on a chip in memory: what is known of the board before each request, what is told of each sector, and
// that the announced time is the time that is counted.

import { FlasherError, isFlasherError } from '@odflash/core';
import { type Sector, sectors } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { describe, expect, it } from 'vitest';
import { nothingChanged } from '../../../src/flash/board-state.ts';
import type { DesiredSector } from '../../../src/flash/desired.ts';
import type { FlashEvent } from '../../../src/flash/events.ts';
import { Meter } from '../../../src/flash/meter.ts';
import { type FlashPlan, planFlash } from '../../../src/flash/plan.ts';
import { runPlan } from '../../../src/flash/run/run.ts';
import type { Session } from '../../../src/flash/session.ts';
import type { Snapshot } from '../../../src/flash/snapshot.ts';
import type { TargetTimes } from '../../../src/target/target.ts';
import { jumpingClock } from '../../usb/test-clock.ts';
import { firmware, flashBase, sectorOf } from '../bench.ts';
import { type Call, type FakeOptions, fakeTarget, wireError } from '../fake-target.ts';

/** Each kind of work has a digit of its own in every sum. */
const times: TargetTimes = {
  erase: ({ length }: Sector) => length * 1000,
  program: (bytes) => bytes * 10,
  read: (bytes) => bytes,
  compare: (bytes) => bytes,
  seek: 0,
};

/** Bytes that a sector shall begin with. */
function wanted(index: number, data: Uint8Array): DesiredSector {
  const sector = sectors[index] as Sector;
  return { sector, named: [{ address: sector.address, data }], gaps: 'erase' };
}

interface Carried {
  readonly plan: FlashPlan;
  /** Each request that touches or compares: what, where, and what was known of the board before it. */
  readonly asked: readonly string[];
  /** Sector and progress, in the order they were told. */
  readonly told: readonly string[];
  readonly begun: readonly number[];
  readonly notes: readonly string[];
  readonly flash: Uint8Array;
  /** The sectors that were redone, or the code of what ended the run. */
  readonly ended: readonly number[] | string;
  /** What is known of the board in the end. */
  readonly state: string;
  /** Announced in all, and what it had become by the end. */
  readonly announced: number;
  readonly counted: readonly [doneMs: number, totalMs: number];
  /** Tasks told of, e.g. `write 1`. */
  readonly tasks: ReadonlySet<string>;
  /** Bytes moved. */
  readonly written: number;
}

interface Fault extends FakeOptions {
  /** What the target has put right by itself, told after so many requests. */
  readonly anomalies?: (requests: number) => number;
  readonly signal?: AbortSignal;
  /** The epoch of the snapshot. */
  readonly inspectedIn?: number;
  /** Throws if the record of the n-th change cannot be written. */
  readonly beginSector?: (n: number) => void;
  /** Nothing is known of what was there before. */
  readonly unread?: boolean;
}

async function carryOut(holds: Uint8Array, want: readonly DesiredSector[], fault: Fault = {}): Promise<Carried> {
  const tracker = nothingChanged();
  const asked: string[] = [];
  let watching = false;
  const known = () => {
    const doubt = tracker.uncertainty;
    if (!doubt) return tracker.state;
    const where = (blocks: readonly Block[]) => blocks.map((one) => `${one.address - flashBase}+${one.data.length}`);
    const signs = doubt.signs.map(({ blocks, state }) => `${state} if ${where(blocks)}`);
    return [...signs, doubt.otherwise].join(', else ');
  };
  const target = fakeTarget({
    ...fault,
    holds,
    before: (call, flash) => {
      if (watching) asked.push(`${call.what} ${(call.address ?? flashBase) - flashBase}: ${known()}`);
      if (watching) fault.before?.(call, flash);
    },
    after: (call, flash) => {
      if (watching) fault.after?.(call, flash);
    },
  });
  const clock = jumpingClock();
  const events: FlashEvent[] = [];
  const emit = (event: FlashEvent) => events.push(event);
  const meter = new Meter(clock, emit);
  const session: Session = {
    target: Object.create(target, {
      times: { value: () => times },
      anomalies: { get: () => ({ 'unexpected-reply': fault.anomalies?.(asked.length) ?? 0 }) },
    }),
    clock,
    meter,
    emit,
    recoveries: [],
    failing: { since: undefined },
    ...(fault.signal && { signal: fault.signal }),
  };
  const snapshot = snapshotOf(target.flash, want);
  const plan = planFlash({ sectors, wanted: want, snapshot, width: 8, times });
  for (const phase of ['erase', 'write', 'verify'] as const) meter.announce(phase, plan.totals.phaseMs[phase]);
  const first = plan.steps[0]?.sector.index ?? 0;
  const place = sectors[first] as Sector;
  const before = {
    address: place.address,
    data: sectorOf(target.flash, first).slice(0, plan.coversVectors ? 8 : place.length),
  };
  const begun: number[] = [];
  watching = true;
  const ended = await runPlan(session, {
    plan,
    tracker,
    inspectedIn: fault.inspectedIn ?? 0,
    before: fault.unread ? undefined : before,
    beginSector: async (index) => {
      begun.push(index);
      fault.beginSector?.(begun.length);
    },
  }).catch((error: unknown) => (isFlasherError(error) ? error.code : Promise.reject(error)));
  const told = events.flatMap((event) => (event.type === 'sector' ? `${event.sector} ${event.progress}` : []));
  // What a failure would say of each sector is what was told of it last.
  const lastTold = new Map(
    events.flatMap((event) => (event.type === 'sector' ? [[event.sector, event.progress]] : [])),
  );
  expect(tracker.sectors).toEqual(lastTold);
  return {
    plan,
    asked,
    told,
    begun,
    notes: events.flatMap((event) => (event.type === 'note' ? event.code : [])),
    flash: target.flash,
    ended,
    state: known(),
    announced: plan.totals.ms,
    counted: progressOf(events),
    tasks: new Set(events.flatMap((event) => (event.type === 'advance' ? `${event.phase} ${event.sector}` : []))),
    written: meter.bytes('write'),
  };
}

/** What a look at the chip brings. */
function snapshotOf(flash: Uint8Array, want: readonly DesiredSector[]): Snapshot {
  const looks = want.map(({ sector, named }) => {
    const bytes = sectorOf(flash, sector.index).slice();
    const equal = named.every(({ address, data }) => {
      const held = bytes.subarray(address - sector.address);
      return data.every((byte, at) => byte === held[at]);
    });
    return [sector.index, { sector, equal, bytes }] as const;
  });
  return { vectors: flash.slice(0, 8), sectors: new Map(looks) };
}

function progressOf(events: readonly FlashEvent[]): readonly [number, number] {
  const last = events.filter((event) => event.type === 'advance').at(-1);
  return last ? [last.doneMs, last.totalMs] : [0, 0];
}

const old = firmware(1);
/** A vector table with 92 bytes behind it. */
const head = firmware(2).slice(0, 100);
const tail = firmware(3).slice(0, 60);

/** Fails the n-th request of a kind. */
function nth(what: Call['what'], n: number, fault: () => void) {
  let seen = 0;
  return (call: Call) => {
    if (call.what === what && ++seen === n) fault();
  };
}

const fails = () => {
  throw wireError();
};

describe('a plan with the vectors', () => {
  it('knows at every moment what is on the board, and tells each step of each sector', async () => {
    const { asked, told, begun, ended, state, flash } = await carryOut(old, [wanted(0, head), wanted(1, tail)]);
    const unsure = 'untouched if 0+8, else unbootable';
    expect(asked).toEqual([
      `program 4: ${unsure}`,
      `program 0: ${unsure}`,
      `matches 0: ${unsure}`,
      'erase 0: partly-written',
      'erase 16384: partly-written',
      'program 16384: partly-written',
      'matches 16384: partly-written',
      'program 8: partly-written',
      'matches 8: partly-written',
      'program 0: written if 0+8, else partly-written',
      'matches 0: written if 0+8, else partly-written',
    ]);
    expect(told).toEqual([
      '0 invalidating',
      '0 erasing',
      '1 erasing',
      '1 writing',
      '1 verifying',
      '1 verified',
      '0 writing',
      '0 verifying',
      '0 verified',
    ]);
    expect([begun, ended, state]).toEqual([[0, 0, 1, 0], [], 'verified']);
    expect(flash.subarray(0, 100)).toEqual(head);
  });

  it('takes the announced time, to the millisecond, in the sector where it was announced', async () => {
    const { announced, counted, tasks } = await carryOut(old, [wanted(0, head), wanted(1, tail)]);
    expect(counted).toEqual([announced, announced]);
    expect(tasks).toEqual(new Set(['write 0', 'verify 0', 'erase 0', 'erase 1', 'write 1', 'verify 1']));
  });
});

it('tells once that a sector is written, whatever the number of blocks, and counts their bytes', async () => {
  const long = firmware(4).slice(0, 5000);
  const clean = await carryOut(old, [wanted(1, long)]);
  expect(clean.told).toEqual(['1 erasing', '1 writing', '1 verifying', '1 verified']);
  expect([clean.written, ...clean.counted]).toEqual([5000, clean.announced, clean.announced]);
  const failed = await carryOut(old, [wanted(1, long)], { before: nth('program', 3, fails) });
  expect(failed.written).toBe(5000 + 4096);
  // With the first block's bytes the erase was over, too: all of that is done twice.
  const more = 16384 * 1000 + 4096 * 10;
  expect(failed.counted).toEqual([failed.announced + more, failed.announced + more]);
});

it('knows that an invalidated board starts nothing, before anything else is touched', async () => {
  const want = [wanted(0, head), wanted(1, tail)];
  const full = (n: number) => {
    if (n === 2) throw new FlasherError('backup-failed', 'the disk is full');
  };
  const ran = await carryOut(old, want, { beginSector: full });
  expect([ran.ended, ran.state]).toEqual(['backup-failed', 'unbootable']);
  const first = await carryOut(old, want, { beginSector: (n) => full(n + 1) });
  expect([first.ended, first.state, first.asked]).toEqual(['backup-failed', 'untouched', []]);
});

describe('a plan without the vectors', () => {
  const [fifth, sixth] = [wanted(5, head), wanted(6, tail)];
  const [at5, at6] = [0x20000, 0x40000];
  const whole = 128 * 1024;

  it('takes the first sector for unchanged while it is, and the last one for the whole once it is there', async () => {
    const { asked, told, ended, state, begun } = await carryOut(old, [fifth, sixth]);
    expect(asked).toEqual([
      `erase ${at5}: untouched if ${at5}+${whole}, else partly-written`,
      `program ${at5}: untouched if ${at5}+${whole}, else partly-written`,
      `matches ${at5}: untouched if ${at5}+${whole}, else partly-written`,
      `erase ${at6}: written if ${at6}+60, else partly-written`,
      `program ${at6}: written if ${at6}+60, else partly-written`,
      `matches ${at6}: written if ${at6}+60, else partly-written`,
    ]);
    expect(told.filter((one) => one.startsWith('6'))).toEqual(['6 erasing', '6 writing', '6 verifying', '6 verified']);
    expect([begun, ended, state]).toEqual([[5, 6], [], 'verified']);
  });

  it('of one sector may be untouched or written, whatever becomes of the only change', async () => {
    const { asked } = await carryOut(old, [fifth]);
    const unsure = `untouched if ${at5}+${whole}, else written if ${at5}+100, else partly-written`;
    expect(asked).toEqual([`erase ${at5}: ${unsure}`, `program ${at5}: ${unsure}`, `matches ${at5}: ${unsure}`]);
  });

  it('of which nothing was read before is not called unchanged', async () => {
    const { asked } = await carryOut(old, [fifth], { unread: true });
    expect(asked[0]).toBe(`erase ${at5}: written if ${at5}+100, else partly-written`);
  });

  it('is written when its last sector has been read back, although an earlier one cannot be read again', async () => {
    let gone = false;
    const ran = await carryOut(old, [fifth, sixth], {
      anomalies: (requests) => Math.floor(requests / 6),
      before: ({ what, address }) => {
        if (gone && what === 'matches') throw new FlasherError('read-protected', 'no more');
        gone = address === flashBase + at6 && what === 'matches';
      },
    });
    expect([ran.ended, ran.state]).toEqual(['read-protected', 'written']);
  });

  it('counts an equal sector as there already', async () => {
    const held = old.slice();
    const equal = wanted(0, held.slice(8, 20));
    const there = { ...equal, named: [{ address: flashBase + 0x4000, data: held.slice(0x4000, 0x4010) }] };
    const { asked } = await carryOut(held, [{ ...there, sector: sectors[1] as Sector }, fifth]);
    expect(asked[0]).toBe(
      `erase ${at5}: untouched if ${at5}+${whole}, else written if ${at5}+100, else partly-written`,
    );
  });
});

describe('a sector that failed', () => {
  it('is announced again with what that takes, erased again, and named in the report', async () => {
    // The third program is the first one of sector 1.
    const ran = await carryOut(old, [wanted(0, head), wanted(1, tail)], { before: nth('program', 3, fails) });
    expect(ran.told.slice(2, 8)).toEqual([
      '1 erasing',
      '1 redoing',
      '1 erasing',
      '1 writing',
      '1 verifying',
      '1 verified',
    ]);
    // The erase that came before the failed program was one call with it: nothing of it had been counted.
    expect([ran.ended, ran.counted]).toEqual([[1], [ran.announced, ran.announced]]);
    expect(ran.begun).toEqual([0, 0, 1, 1, 0]);
  });

  it.each([
    // The first word had been counted; the second one failed before it was.
    ['the invalidation', 2, 4 * 10],
    ['the commit', 5, 92 + 60],
    // Invalidated again before the erase, and the other sector read back again.
    ['the last body', 4, 8 * 10 + 8 + 60],
  ])('adds to the announced time what is done twice, and no more: %s', async (_what, program, more) => {
    const ran = await carryOut(old, [wanted(0, head), wanted(1, tail)], { after: nth('program', program, fails) });
    expect(ran.counted).toEqual([ran.announced + more, ran.announced + more]);
  });
});

describe('a byte that reads back wrong once', () => {
  const want = [wanted(0, head), wanted(1, tail)];
  /** Programs the n-th block wrongly. */
  const wrong = (n: number): Fault => {
    let programs = 0;
    return { corrupt: ({ data }) => (++programs === n ? data.map((byte) => byte ^ 0x55) : data) };
  };

  it.each([
    ['the zeros over the vectors', 1, 2 * 4 * 10 + 8, []],
    ['a sector', 3, 16384 * 1000 + 600 + 60, [1]],
    // Not read to its end; the erase that makes it good is not announced; the other sector is read again.
    ['the first sector', 4, 920 + 92 + 88 + 60, [0]],
    // Zeros, the whole sector again, and everything read back before another commit.
    ['the vectors', 5, 88 + 88 + 920 + 92 + 60, [0]],
  ] as const)('costs what is done again, counted to the millisecond: %s', async (_what, n, more, redone) => {
    const ran = await carryOut(old, want, wrong(n));
    expect([ran.ended, ran.state]).toEqual([redone, 'verified']);
    expect(ran.counted).toEqual([ran.announced + more, ran.announced + more]);
  });
});

describe('what has been read back', () => {
  const rest = [wanted(0, head), wanted(1, tail)];
  const held = firmware(1, 64 * 1024);
  const alike = wanted(2, held.slice(0x8000, 0x8040));

  it('is read again after an anomaly, equal sectors too, and what it takes is counted', async () => {
    // The anomaly happens on the way to the last body: sectors 1 and 2 were read back before it.
    const ran = await carryOut(held, [...rest, alike], { anomalies: (requests) => (requests < 8 ? 0 : 1) });
    expect(ran.notes).toEqual(['verify-again']);
    expect(ran.asked.slice(9, 11)).toEqual(['matches 16384: partly-written', 'matches 32768: partly-written']);
    expect(ran.told.slice(-4)).toEqual(['1 verifying', '1 verified', '2 verifying', '2 verified']);
    expect(ran.counted).toEqual([ran.announced + 60 + 64, ran.announced + 60 + 64]);
  });

  it('is not believed of a connection that never settles', async () => {
    const ran = await carryOut(held, [...rest, alike], { anomalies: (requests) => requests });
    expect([ran.ended, ran.state]).toEqual(['transfer-failed', 'partly-written']);
    // After the zeros and each sector's own: all three five times, and all that again after each of three recoveries.
    expect(ran.asked.filter((one) => one.startsWith('matches'))).toHaveLength(3 + 4 * 5 * 3);
    expect(ran.notes).toHaveLength(4 * 5);
  });

  it('is believed of a connection that settles at last', async () => {
    const ran = await carryOut(held, [...rest, alike], { anomalies: (requests) => Math.min(requests, 9 + 4 * 3) });
    expect([ran.ended, ran.state]).toEqual([[], 'verified']);
  });

  it('is announced once, however often the reading of it fails', async () => {
    let readings = 0;
    const ran = await carryOut(held, [...rest, alike], {
      anomalies: (requests) => (requests < 8 ? 0 : 1),
      // All four attempts at sector 1.
      before: ({ what }) => {
        if (what === 'matches' && ++readings > 3 && readings < 8) fails();
      },
    });
    expect([ran.ended, ran.state]).toEqual([[], 'verified']);
    // After the recoveries the first sector is read again, too.
    expect(ran.counted).toEqual([ran.announced + 60 + 64 + 92, ran.announced + 60 + 64 + 92]);
  });

  it('is nothing of a snapshot from before an anomaly, where there is nothing else to do', async () => {
    for (const [anomalies, expected] of [
      [0, []],
      [1, ['matches 32768: untouched']],
    ] as const) {
      const ran = await carryOut(held, [alike], { anomalies: () => anomalies });
      expect([ran.asked, ran.state]).toEqual([expected, 'verified']);
    }
  });

  it('and is wrong then is written again, with the vectors invalidated first where they may start something', async () => {
    const spoilt = (flash: Uint8Array) => {
      flash[0x4005]! ^= 0xff;
    };
    // The commit is executed and its answer lost; meanwhile a byte of sector 1 has changed.
    let programs = 0;
    const ran = await carryOut(held, rest, {
      after: ({ what }, flash) => {
        if (what !== 'program' || ++programs !== 5) return;
        spoilt(flash);
        fails();
      },
    });
    expect(ran.asked.slice(10).map((one) => one.split(':')[0])).toEqual([
      'recover 0',
      'matches 8',
      'matches 16384',
      'program 4',
      'program 0',
      'matches 0',
      'erase 16384',
      'program 16384',
      'matches 16384',
      // Read back wrong is an anomaly, too: the other sector is read again.
      'matches 8',
      'erase 0',
      'program 8',
      'matches 8',
      'program 0',
      'matches 0',
    ]);
    expect(ran.told.slice(9)).toEqual([
      '0 verifying',
      '0 verified',
      '1 verifying',
      '1 redoing',
      '0 invalidating',
      '1 erasing',
      '1 writing',
      '1 verifying',
      '1 verified',
      '0 verifying',
      '0 verified',
      '0 redoing',
      '0 erasing',
      '0 writing',
      '0 verifying',
      '0 verified',
    ]);
    expect([ran.ended, ran.state]).toEqual([[0, 1], 'verified']);
    expect(ran.counted[0]).toBe(ran.counted[1]);
    expect(ran.flash.subarray(0, 100)).toEqual(head);
  });
});

describe('the last eight bytes', () => {
  const want = [wanted(0, head), wanted(1, tail)];

  it('that read back wrong are made zero before anything else is tried, even where a stop was asked for', async () => {
    const stop = new AbortController();
    let programs = 0;
    const ran = await carryOut(old, want, {
      signal: stop.signal,
      after: ({ what }, flash) => {
        if (what !== 'program' || ++programs !== 5) return;
        flash[5]! &= 0;
        stop.abort();
      },
    });
    expect([ran.ended, ran.state]).toEqual(['aborted', 'partly-written']);
    expect(ran.flash.subarray(0, 8)).toEqual(new Uint8Array(8));
  });

  it('are finished in spite of a stop once they are begun, and not begun after one', async () => {
    for (const [at, ended, state] of [
      [5, [], 'verified'],
      [4, 'aborted', 'partly-written'],
    ] as const) {
      const stop = new AbortController();
      const after = nth('program', at, () => stop.abort());
      const ran = await carryOut(old, want, { signal: stop.signal, after });
      expect([ran.ended, ran.state]).toEqual([ended, state]);
    }
  });

  it('are not begun where the stop came with the last byte that had to be read again', async () => {
    const stop = new AbortController();
    const ran = await carryOut(old, want, {
      signal: stop.signal,
      anomalies: (requests) => (requests < 9 ? 0 : 1),
      after: nth('matches', 5, () => stop.abort()),
    });
    expect([ran.ended, ran.state]).toEqual(['aborted', 'partly-written']);
    expect(ran.asked.at(-1)).toBe('matches 16384: partly-written');
  });

  it('whose reading fails are programmed again as they are, and nothing is made zero', async () => {
    const ran = await carryOut(old, want, { before: nth('matches', 4, fails) });
    expect(ran.asked.slice(10).map((one) => one.split(':')[0])).toEqual(['matches 0', 'recover 0', 'matches 0']);
    expect([ran.ended, ran.state]).toEqual([[], 'verified']);
  });

  it('are the last that is read, even where a request for them was repaired on the way', async () => {
    const ran = await carryOut(old, want, { anomalies: (requests) => (requests < 10 ? 0 : 1) });
    expect([ran.asked.at(-1), ran.asked.length, ran.state]).toEqual([
      expect.stringMatching(/^matches 0/),
      11,
      'verified',
    ]);
  });

  it('stay blank where the sector is erased: nothing but the invalidating zeros is ever programmed', async () => {
    const blank = [0, 1].map((index) => wanted(index, new Uint8Array(16384).fill(0xff)));
    const ran = await carryOut(old, blank);
    expect(ran.asked.filter((one) => one.startsWith('program'))).toHaveLength(2);
    expect(ran.told).not.toContain('1 writing');
    expect(ran.counted).toEqual([ran.announced, ran.announced]);
    // All four attempts at the last reading fail, and sector 1 is found damaged: blank vectors need no zeros.
    let readings = 0;
    const again = await carryOut(old, blank, {
      before: ({ what }, flash) => {
        if (what !== 'matches' || ++readings < 4 || readings > 7) return;
        flash[0x4001] = 0;
        fails();
      },
    });
    expect(again.asked.filter((one) => one.startsWith('erase'))).toHaveLength(3);
    expect(again.asked.filter((one) => one.startsWith('program'))).toHaveLength(2);
    expect([again.ended, again.state]).toEqual([[1], 'verified']);
  });
});
