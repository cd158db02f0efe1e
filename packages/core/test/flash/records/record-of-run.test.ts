// What a run writes down of each sector before it changes the first: the run that continues it takes for this board's what is in
// there, and for a stranger's what is not.

import { describe, expect, it } from 'vitest';
import { sectors } from '../../../src/board/stm32f405.ts';
import { dfuTimes } from '../../../src/dfu/times.ts';
import { wantedByImage } from '../../../src/flash/plan/desired.ts';
import { planFlash } from '../../../src/flash/plan/plan.ts';
import type { Snapshot } from '../../../src/flash/plan/snapshot.ts';
import type { InterruptedRun } from '../../../src/flash/records/interrupted-run.ts';
import { flashRecord } from '../../../src/flash/records/record-of-run.ts';
import { sha256Hex } from '../../../src/image/sha256.ts';
import type { RecordSector } from '../../../src/records/board-record.ts';
import { firmware, imageOf, sectorOf } from '../bench.ts';

const length = 32 * 1024;
const [held, next] = [firmware(1, length), firmware(2, length)];
const hashOf = (data: Uint8Array, index: number) => sha256Hex(sectorOf(data, index));
const hash = (text: string) => sha256Hex(new TextEncoder().encode(text));

function recorded(
  present: Uint8Array,
  past?: { readonly match: 'interrupted' | 'finished'; readonly sectors: readonly RecordSector[] },
) {
  const wanted = wantedByImage(imageOf(next), sectors);
  const known = [0, 1].map((index) => {
    const bytes = sectorOf(present, index);
    return [index, { sector: sectors[index]!, bytes, equal: hashOf(present, index) === hashOf(next, index) }] as const;
  });
  const snapshot: Snapshot = { vectors: present.subarray(0, 8), sectors: new Map(known) };
  const plan = planFlash({ sectors, wanted, snapshot, width: 8, times: dfuTimes(8, 2048) });
  const undo = { name: 'undo-x.dfu', complete: true };
  const run = past && {
    stored: { record: { path: '1-1', begun: '' }, names: ['journal-x.json'] },
    match: past.match,
    flash: { undo, sectors: past.sectors, inProgress: [] },
    configuration: 'untold' as const,
  };
  const input = { plan, snapshot, image: hash('image'), past: run as InterruptedRun | undefined };
  return flashRecord({ identity: { sectors } }, input, undefined);
}

describe('a run on a board without a past', () => {
  it('knows what is in every sector that was read, and what will be', () => {
    const record = recorded(held);
    expect(record).toMatchObject({ image: hash('image'), undo: undefined, inProgress: [] });
    expect(record.sectors).toEqual(
      [0, 1].map((index) => ({ index, old: hashOf(held, index), next: hashOf(next, index), other: [] })),
    );
  });

  it('that finds everything unchanged records that, and keeps the undo backup of the run before', () => {
    const record = recorded(next, { match: 'finished', sectors: [] });
    expect(record.sectors).toEqual(
      [0, 1].map((index) => ({ index, old: hashOf(next, index), next: hashOf(next, index), other: [] })),
    );
    expect(record.undo?.name).toBe('undo-x.dfu');
    expect(recorded(held, { match: 'finished', sectors: [] }).undo).toBeUndefined();
  });
});

describe('a run that continues an interrupted one', () => {
  const before = (index: number, more: Partial<RecordSector> = {}): RecordSector => ({
    index,
    old: hash(`old ${index}`),
    next: hash(`next ${index}`),
    other: [hash(`half ${index}`)],
    ...more,
  });

  it('remembers everything that an earlier one found, left or was about to leave, each once, and what is there now', () => {
    const { sectors: found, undo } = recorded(held, { match: 'interrupted', sectors: [before(0), before(1)] });
    expect(undo?.name).toBe('undo-x.dfu');
    expect(found).toEqual(
      [0, 1].map((index) => ({
        index,
        old: hash(`old ${index}`),
        next: hashOf(next, index),
        other: [hash(`half ${index}`), hash(`next ${index}`), hashOf(held, index)],
      })),
    );
  });

  it('does not record the old or the new content as foreign', () => {
    const past = [
      before(0, { old: hashOf(held, 0), next: hashOf(next, 0), other: [hashOf(next, 0), hashOf(held, 0)] }),
      before(1, { next: hashOf(held, 1), other: [] }),
    ];
    const { sectors: found } = recorded(held, { match: 'interrupted', sectors: past });
    expect(found.map(({ other }) => other)).toEqual([[], [hashOf(held, 1)]]);
  });

  it('keeps what it knows of a sector that this run does not read, and does not invent its old content', () => {
    const untold = { index: 0, next: hash('next 0'), other: [] };
    const { sectors: found } = recorded(held, { match: 'interrupted', sectors: [untold, before(5)] });
    expect(found.find(({ index }) => index === 0)?.old).toBeUndefined();
    expect(found.find(({ index }) => index === 5)).toEqual(before(5));
    expect(found.map(({ index }) => index)).toEqual([0, 1, 5]);
  });
});
