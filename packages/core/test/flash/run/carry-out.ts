// A plan carried out on a chip in memory, with what it told, asked and knew on the way.

import { isFlasherError } from '@odflash/core';
import { type Sector, sectors } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { expect } from 'vitest';
import type { FlashEvent } from '../../../src/flash/events.ts';
import { nothingChanged } from '../../../src/flash/open/board-state.ts';
import { Meter } from '../../../src/flash/open/meter.ts';
import type { Session } from '../../../src/flash/open/session.ts';
import type { DesiredSector } from '../../../src/flash/plan/desired.ts';
import { type FlashPlan, planFlash } from '../../../src/flash/plan/plan.ts';
import type { Snapshot } from '../../../src/flash/plan/snapshot.ts';
import { runPlan } from '../../../src/flash/run/run.ts';
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
export function wanted(index: number, data: Uint8Array): DesiredSector {
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

export interface Fault extends FakeOptions {
  /** What the target has repaired by itself, told after so many requests. */
  readonly anomalies?: (requests: number) => number;
  readonly signal?: AbortSignal;
  /** The epoch of the snapshot. */
  readonly inspectedIn?: number;
  /** Throws if the record of the n-th change cannot be written. */
  readonly beginSector?: (n: number) => void;
  /** Nothing is known of what was there before. */
  readonly unread?: boolean;
}

export async function carryOut(holds: Uint8Array, want: readonly DesiredSector[], fault: Fault = {}): Promise<Carried> {
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

export const old = firmware(1);
/** A vector table with 92 bytes behind it. */
export const head = firmware(2).slice(0, 100);
export const tail = firmware(3).slice(0, 60);

/** Fails the n-th request of a kind. */
export function nth(what: Call['what'], n: number, fault: () => void) {
  let seen = 0;
  return (call: Call) => {
    if (call.what === what && ++seen === n) fault();
  };
}

export const fails = () => {
  throw wireError();
};
