// What a run that continues an interrupted one takes for what was there before, and how a record is told to a person.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { sectors } from '../../../src/board/stm32f405.ts';
import { contentOf } from '../../../src/flash/plan/content.ts';
import { wantedByImage } from '../../../src/flash/plan/desired.ts';
import type { Snapshot } from '../../../src/flash/plan/snapshot.ts';
import {
  type InterruptedRun,
  recordName,
  spokenSectors,
  withKept,
} from '../../../src/flash/records/interrupted-run.ts';
import { message } from '../../../src/messages/message.ts';
import type { BoardRecord } from '../../../src/records/board-record.ts';
import { firmware, imageOf, memoryVault } from '../bench.ts';

const sector = sectors[10]!;
const before = firmware(1, sector.length);
/** A few bytes of a configuration: what is around them is kept. */
const wanted = wantedByImage(imageOf(firmware(2, 600), sector.address + 100), sectors);

const past = (undo?: ReadonlyMap<number, Uint8Array>): InterruptedRun => ({
  stored: { record: { path: '1-1', begun: '' }, names: ['journal-x.json'] },
  match: 'interrupted',
  flash: { sectors: [], inProgress: [] },
  configuration: 'untold',
  ...(undo && { undo }),
});

function kept(present: Uint8Array, equal: boolean, run: InterruptedRun | undefined, of = wanted) {
  const snapshot: Snapshot = {
    vectors: new Uint8Array(8),
    sectors: new Map([[10, { sector, equal, bytes: present }]]),
  };
  return withKept(snapshot, run, of).sectors.get(10)!;
}

describe('a configuration sector that an interrupted run had in hand', () => {
  const undo = new Map([[10, before]]);
  const done = contentOf(wanted[0]!, before);

  it('is what the undo backup has of it, and finished only if every kept byte is there beside what is wanted', () => {
    expect(kept(done, true, past(undo))).toMatchObject({ equal: true, bytes: before });
    for (const at of [0, 99, 700, sector.length - 1])
      expect(kept(done.with(at, done[at]! ^ 1), true, past(undo)).equal).toBe(false);
    expect(kept(done, false, past(undo)).equal).toBe(false);
  });

  it('is what it is where nothing was saved of it, or no run was interrupted', () => {
    for (const run of [undefined, past(), past(new Map([[11, before]]))])
      expect(kept(done, true, run)).toMatchObject({ equal: true, bytes: done });
  });

  it('is judged by what is wanted of it alone, where nothing of it is kept', () => {
    const blank = wanted.map((item) => ({ ...item, gaps: 'erase' as const }));
    expect(kept(done.with(0, done[0]! ^ 1), true, past(undo), blank).equal).toBe(true);
  });
});

describe('a record', () => {
  const record: BoardRecord = {
    path: '1-1',
    begun: '2024',
    flash: {
      undo: { name: 'undo-a.dfu', complete: true },
      sectors: [
        { index: 3, next: '', other: [] },
        { index: 0, next: '', other: [] },
      ],
      inProgress: [],
    },
    update: { stage: 'writing', image: '', configuration: { name: 'odrive-config-a.json', sha256: '' } },
  };
  const text = (of: BoardRecord, ...names: string[]) =>
    inEnglish(message('flash.record-of-another', recordName(memoryVault(), { record: of, names }))).replace(
      / belongs to .*/,
      '',
    );

  it('is listed with its files, when its run was, and what a person may want restored from it', () => {
    expect(text(record, 'journal-a.json', 'journal-a-2.json')).toBe(
      'The record vault:journal-a.json and vault:journal-a-2.json of an interrupted run of 2024 (undo backup vault:undo-a.dfu, configuration vault:odrive-config-a.json)',
    );
    expect(text({ path: '1-1', begun: '', update: { stage: 'entering', image: '' } }, 'a.json')).toBe(
      'The record vault:a.json of an interrupted run',
    );
    expect(text({ ...record, update: undefined }, 'a.json')).toMatch(/ \(undo backup vault:undo-a\.dfu\)$/);
  });

  it('names the sectors of its flash, and one without a flash of none', () => {
    expect([...spokenSectors([record, { path: '1-1', begun: '' }])]).toEqual([3, 0]);
  });
});
