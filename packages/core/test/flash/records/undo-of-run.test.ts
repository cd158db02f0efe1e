// The undo backup that a run leaves on the disk before the first change: what is missing in it is lost with the run.

import { describe, expect, it } from 'vitest';
import { sectors } from '../../../src/board/stm32f405.ts';
import { openRecords } from '../../../src/flash/records/run-records.ts';
import { sha256Hex } from '../../../src/image/sha256.ts';
import type { FlashRecord } from '../../../src/records/board-record.ts';
import { firmware, flashBase, sectorOf } from '../bench.ts';
import {
  all,
  begin,
  blankVectors,
  board,
  files,
  held,
  image,
  input,
  length,
  notes,
  noteText,
  pastOf,
  recorded,
  records,
  savedIn,
  vault,
  wanted,
} from './begun-run.ts';

describe('the undo backup', () => {
  it('contains all that will be rewritten, is marked complete, and is on the disk before anything else', async () => {
    await begin();
    const { undo } = await openRecords(board, input(held));
    expect(undo).toMatchObject({ complete: true, name: expect.stringMatching(/^undo-/) });
    expect(await savedIn(undo!.name, all, held)).toEqual(all);
    expect(noteText('undo-saved')).toEqual([expect.stringContaining(undo!.location)]);
    expect(files('journal-')).toEqual([]);
  });

  it('is marked partial where its content would not start', async () => {
    await begin();
    const { undo } = await openRecords(board, input(blankVectors));
    expect(undo).toMatchObject({ complete: false, name: expect.stringMatching(/^partial-/) });
    expect(noteText('undo-partial')).toEqual([expect.stringContaining(undo!.location)]);
  });

  it('is not made by a run without a backup', async () => {
    await begin();
    const run = await openRecords(board, input(held, wanted, 0, { backup: false }));
    expect(run.undo).toBeUndefined();
    expect(vault.files.size).toBe(0);
    await run.close();
    expect(notes()).toEqual([]);
  });

  it('of the interrupted run is used again where it covers everything', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const half = held.map((byte, at) => (at < 8 ? 0 : byte));
    const run = await openRecords(board, input(half, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo).toEqual({ name: 'undo-old.dfu', complete: true, location: 'vault:undo-old.dfu' });
    expect([...files('undo-'), ...files('partial-')]).toEqual([]);
    await run.beginSector(0);
    expect((await records())[0]?.flash).toMatchObject({
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: flash.sectors.map(({ index, old }) => ({ index, old })),
    });
  });

  it('of the interrupted run is not marked complete where its own vectors would not start', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(blankVectors, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, blankVectors)),
      inProgress: [],
    };
    const run = await openRecords(board, input(blankVectors, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo).toMatchObject({ name: 'undo-old.dfu', complete: false });
  });

  it('of the interrupted run keeps its mark where it contains no vectors', async () => {
    await begin();
    for (const complete of [true, false]) {
      const flash = { undo: { name: 'undo-old.dfu', complete }, sectors: [recorded(1, held)], inProgress: [1] };
      const past = pastOf(flash, { undo: new Map([[1, sectorOf(held, 1)]]) });
      const run = await openRecords(
        board,
        input(held.subarray(0, 32 * 1024), wanted.subarray(0, 32 * 1024), 16 * 1024, { past }),
      );
      expect(run.undo).toMatchObject({ name: 'undo-old.dfu', complete });
    }
  });

  it('is not made a second time for what the interrupted run can have left, or for the new content', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => ({ ...recorded(index, held), next: sha256Hex(held) })),
      inProgress: [0, 1],
    };
    const half = held.slice();
    half.set(wanted.subarray(16 * 1024, 24 * 1024), 16 * 1024);
    half.fill(0xff, 24 * 1024, 32 * 1024);
    half.set(sectorOf(wanted, 2), 32 * 1024);
    await openRecords(board, input(half, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(files('partial-')).toEqual([]);
    expect(notes()).toEqual([]);
  });

  it('with a configuration in it is remembered as of this chip and firmware, also one that another tool has put there', async () => {
    await begin();
    const size = 1024 * 1024;
    const [old, shall, stranger] = [firmware(1, size), firmware(2, size), firmware(3, size)];
    await openRecords(board, input(old, shall));
    expect(files('raw-config-')).toHaveLength(1);
    vault.files.clear();
    const every = sectors.map(({ index }) => index);
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: every.map((index) => recorded(index, old)),
      inProgress: [0, 10],
    };
    const other = old.slice();
    other.set(sectorOf(stranger, 10), sectors[10]!.address - flashBase);
    const undo = new Map(every.map((index) => [index, sectorOf(old, index)]));
    await openRecords(board, input(other, shall, 0, { past: pastOf(flash, { undo }) }));
    expect(files('raw-config-')).toHaveLength(1);
  });

  it('of the interrupted run, if it lacks a sector, goes into a new one with what it holds', async () => {
    await begin();
    const undo = new Map([0, 1].map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: [0, 1].map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const half = held.map((byte, at) => (at < 8 ? 0 : byte));
    const run = await openRecords(board, input(half, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo?.complete).toBe(true);
    expect(run.undo?.name).not.toBe('undo-old.dfu');
    expect(await savedIn(run.undo!.name, all, held)).toEqual(all);
  });

  it('also holds what another tool put into a sector the interrupted run had in hand, in a file of its own', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const stranger = firmware(3, length);
    const other = held.slice();
    other.set(sectorOf(stranger, 1), 16 * 1024);
    const run = await openRecords(board, input(other, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo?.name).toBe('undo-old.dfu');
    const [own] = files('partial-');
    expect(await savedIn(own!, [1], stranger)).toEqual([1]);
    expect(noteText('undo-partial')).toEqual([expect.stringMatching(new RegExp(`^Sector 1: .*vault:${own}`))]);
  });

  it('names each of several such sectors', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const other = held.slice();
    other.set(firmware(3, length).subarray(16 * 1024, 48 * 1024), 16 * 1024);
    await openRecords(board, input(other, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(noteText('undo-partial')[0]).toMatch(/^Sectors 1, 2: /);
  });

  describe('after an interrupted run without one', () => {
    const flash = (old: Uint8Array): FlashRecord => ({
      sectors: all.map((index) => recorded(index, old)),
      inProgress: [0, 1],
    });

    it('is whole if that run has changed nothing yet', async () => {
      await begin();
      const { undo } = await openRecords(board, input(held, wanted, 0, { past: pastOf(flash(held)) }));
      expect(undo?.complete).toBe(true);
    });

    it('is partial if one sector is not what it was, or if it is not known what it was', async () => {
      await begin();
      const changed = held.with(length - 1, held[length - 1]! ^ 1);
      expect((await openRecords(board, input(changed, wanted, 0, { past: pastOf(flash(held)) }))).undo?.complete).toBe(
        false,
      );
      const untold = { ...flash(held), sectors: flash(held).sectors.map(({ old: _, ...sector }) => sector) };
      expect((await openRecords(board, input(held, wanted, 0, { past: pastOf(untold) }))).undo?.complete).toBe(false);
      const unread = { ...flash(held), sectors: [{ index: 5, next: image, other: [] }] };
      expect((await openRecords(board, input(held, wanted, 0, { past: pastOf(unread) }))).undo?.complete).toBe(false);
    });

    it('is complete although a sector that no run was going to change differs now', async () => {
      await begin();
      const witness = { index: 10, old: sha256Hex(held), next: sha256Hex(held), other: [] };
      const past = pastOf({ ...flash(held), sectors: [...flash(held).sectors, witness] });
      expect((await openRecords(board, input(held, wanted, 0, { past }))).undo?.complete).toBe(true);
    });

    it('is judged by the present content after a finished run', async () => {
      await begin();
      const past = pastOf(flash(held), { match: 'finished' });
      expect((await openRecords(board, input(wanted.with(9, 0), held, 0, { past }))).undo?.complete).toBe(true);
    });
  });
});
