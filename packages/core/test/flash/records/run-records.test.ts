// What a run leaves on the disk before the first change: the record. What is missing here is lost with the run.

import { describe, expect, it } from 'vitest';
import { openRecords } from '../../../src/flash/records/run-records.ts';
import type { StoredRecord } from '../../../src/records/store.ts';
import { failure } from '../bench.ts';
import { begin, board, held, input, linkOf, notes, noteText, records, vault, wanted } from './begun-run.ts';

describe('before a sector is changed', () => {
  it('the record has the vectors, that sector and the one after the vectors in hand, and is written once for each', async () => {
    await begin();
    const run = await openRecords(board, input(held));
    const inHand: (readonly number[] | undefined)[] = [];
    let puts = 0;
    vault.refuses = () => {
      puts += 1;
      return false;
    };
    for (const index of [0, 0, 1, 1, 2, 0]) {
      await run.beginSector(index);
      inHand.push((await records())[0]?.flash?.inProgress);
    }
    expect(inHand).toEqual([[0, 1], [0, 1], [0, 1], [0, 1], [0, 2], [0]]);
    expect(puts).toBe(3);
    expect(await records()).toHaveLength(1);
  });

  it('of a part without the vectors only its own sectors are in hand', async () => {
    await begin();
    const run = await openRecords(board, input(held, wanted, 16 * 1024));
    const inHand: (readonly number[] | undefined)[] = [];
    for (const index of [1, 2]) {
      await run.beginSector(index);
      inHand.push((await records())[0]?.flash?.inProgress);
    }
    expect(inHand).toEqual([[1], [2]]);
  });

  it('of the vectors alone nothing else is in hand', async () => {
    await begin();
    const run = await openRecords(board, input(held.subarray(0, 16 * 1024), wanted.subarray(0, 16 * 1024)));
    await run.beginSector(0);
    expect((await records())[0]?.flash?.inProgress).toEqual([0]);
  });

  it('a record that cannot be written stops the run before the first change; without a backup, or later, it is only reported', async () => {
    await begin();
    const run = await openRecords(board, input(held));
    vault.refuses = () => true;
    expect((await failure(run.beginSector(0))).code).toBe('backup-failed');
    vault.refuses = () => false;
    await run.beginSector(0);
    vault.refuses = () => true;
    await run.beginSector(2);
    await run.beginSector(3);
    expect(notes().filter((code) => code === 'journal-unwritable')).toHaveLength(1);
    vault.refuses = () => false;
    await run.beginSector(1);
    expect((await records())[0]?.flash?.inProgress).toEqual([0, 1]);

    const bare = await openRecords(board, input(held, wanted, 0, { backup: false }));
    vault.refuses = () => true;
    await bare.beginSector(0);
    expect(noteText('journal-unwritable')[1]).toContain('ENOSPC: no space left on device');
  });

  it('the update that it is part of gets every record', async () => {
    await begin();
    const kept: StoredRecord[] = [];
    const link = linkOf(kept);
    const run = await openRecords(board, input(held, wanted, 0, { link }));
    await run.beginSector(0);
    await run.beginSector(1);
    await run.beginSector(2);
    expect(kept.map(({ record }) => [record.update?.stage, record.flash?.inProgress])).toEqual([
      ['writing', [0, 1]],
      ['writing', [0, 2]],
    ]);
  });
});
