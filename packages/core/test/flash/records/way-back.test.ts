// The way back to the firmware a board had: whatever interrupts a flash, however often, its undo backup is there, is of that very
// board, and is called complete only if it takes the board back.

import { acceptWarnings, type FlashEvent, flash, type MemoryImage, readImage } from '@odflash/core';
import { createVirtualBoard, type VirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import {
  type Bench,
  bench,
  failure,
  firmware,
  flashBase,
  holdsImage,
  imageOf,
  memoryVault,
  withHole,
} from '../bench.ts';

const old = firmware(1);
const image = imageOf(firmware(2));
const accepting = { ask: acceptWarnings };

type Found = Pick<Bench, 'board' | 'env' | 'clock'>;

/** Flashes until a sector is being written, where the supply fails. */
async function cutIn({ board, env, clock }: Found, sector: number, wanted: MemoryImage, backup = true): Promise<void> {
  const onEvent = (event: FlashEvent) => {
    if (event.type === 'sector' && event.sector === sector && event.progress === 'writing') board.cutPower();
  };
  await failure(flash(env, { image: wanted, backup, partial: true, onEvent, ...accepting }));
  board.power(true);
  await clock.sleep(1000);
}

const undoFiles = ({ vault }: Bench) => [...vault.files.keys()].filter((name) => name.endsWith('.dfu'));

/** Flashes that backup and holds the board against the firmware it had. */
async function takesBack({ board, env, vault, clock }: Bench, name: string, had: MemoryImage): Promise<void> {
  board.setSwitch('dfu');
  board.powerCycle();
  await clock.sleep(1000);
  await flash(env, { image: readImage(vault.files.get(name)!), start: false, ...accepting });
  expect(holdsImage(board.flash, had)).toBe(true);
  expect(board.bootVerdict().starts).toBe(true);
}

test('after two interrupted flashes of different images the first firmware can still be restored', async () => {
  const it = bench({ holds: old });
  await cutIn(it, 1, image);
  await cutIn(it, 1, imageOf(firmware(3)));
  const report = await flash(it.env, { image: imageOf(firmware(4)), start: false });
  expect(report).toMatchObject({ resumed: true, undo: { complete: true } });
  await takesBack(it, report.undo!.name, imageOf(old));
});

test('an undo backup holds the first sector too where only others differ, so that it starts what it puts back', async () => {
  const { image: had, flash: holds } = withHole(old);
  const [first, second] = had.segments;
  const other: MemoryImage = { ...had, segments: [first!, { ...second!, data: firmware(7).slice(0, 700) }] };
  const it = bench({ holds });
  const report = await flash(it.env, { image: other, start: false });
  // As any other tool would write it: onto a chip that holds nothing else.
  it.board.flash.fill(0xff);
  await takesBack(it, report.undo!.name, had);
});

describe('no incomplete undo backup is called complete', () => {
  test('where the undo backup of the interrupted flash is missing on the disk', async () => {
    const it = bench({ holds: old });
    await cutIn(it, 1, image);
    for (const name of undoFiles(it)) it.vault.files.delete(name);
    const report = await flash(it.env, { image, ...accepting });
    expect(report).toMatchObject({ board: 'verified', undo: { complete: false } });
  });

  test('where the interrupted flash was asked to keep none', async () => {
    const it = bench({ holds: old });
    await cutIn(it, 1, image, false);
    const report = await flash(it.env, { image, ...accepting });
    expect(report).toMatchObject({ board: 'verified', undo: { complete: false } });
  });

  test('and one that is called complete after a part of the firmware was half written restores the board', async () => {
    const had = firmware(1, 40 * 1024);
    const it = bench({ holds: had });
    await cutIn(it, 2, imageOf(firmware(5, 30 * 1024).slice(0, 24 * 1024), flashBase + 0x4000), false);
    const report = await flash(it.env, { image, start: false, ...accepting });
    expect(report).toMatchObject({ board: 'verified', undo: { complete: true } });
    await takesBack(it, report.undo!.name, imageOf(had));
  });
});

describe('boards that share a serial number', () => {
  const serial = '356A38673332';
  const vault = memoryVault();
  const clock = virtualClock();
  const make = (path: string, holds: Uint8Array) => {
    const board = createVirtualBoard(`v3.6-56V+dfu,flash=blank,serial=${serial}`, { clock, path });
    board.flash.set(holds);
    return board;
  };
  const environment = (...boards: VirtualBoard[]) => ({ bus: virtualBus(boards, { clock }), clock, vault });
  const journals = () => [...vault.files.keys()].filter((name) => name.startsWith('journal-'));

  test('keep their own records: the journal of a board that is plugged in is not taken for the one beside it, even if that one is as half-written', async () => {
    vault.files.clear();
    const first = make('1-1', old);
    await cutIn({ board: first, env: environment(first), clock }, 1, image);
    const twin = make('1-2', first.flash);
    const both = environment(first, twin);
    const report = await flash(both, { image, selection: { path: '1-2' }, start: false, ...accepting });
    expect(report).toMatchObject({ resumed: false, undo: { complete: false } });
    expect(await flash(both, { image, selection: { path: '1-1' } })).toMatchObject({
      resumed: true,
      undo: { complete: true },
    });
  });

  test('keep their own records: a board that holds the new firmware already does not end the interrupted flash of another', async () => {
    vault.files.clear();
    const first = make('1-1', old);
    await cutIn({ board: first, env: environment(first), clock }, 1, image);
    const before = journals();
    const done = make('1-2', new Uint8Array(0));
    done.flash.set(image.segments[0]!.data);
    expect(await flash(environment(done), { image, start: false })).toMatchObject({ outcome: 'unchanged' });
    expect(journals()).toEqual(before);
    expect(await flash(environment(first), { image })).toMatchObject({ resumed: true, undo: { complete: true } });
  });
});

describe('the record of an interrupted flash', () => {
  test('that a newer odflash has written is not taken for one of this version', async () => {
    const it = bench({ holds: old });
    await cutIn(it, 1, image);
    for (const [name, bytes] of it.vault.files) {
      if (!name.startsWith('journal-')) continue;
      const record = JSON.parse(new TextDecoder().decode(bytes));
      it.vault.files.set(name, new TextEncoder().encode(JSON.stringify({ ...record, version: 99 })));
    }
    const report = await flash(it.env, { image, ...accepting });
    expect(report).toMatchObject({ board: 'verified', resumed: false, undo: { complete: false } });
  });

  test.each([
    ['with an undo backup', true],
    ['without one', false],
  ])('%s survives a dry run byte for byte, and is continued after it', async (_how, backup) => {
    const it = bench({ holds: old });
    await cutIn(it, 1, image, backup);
    const before = [...it.vault.files];
    expect(before).not.toEqual([]);
    expect(await flash(it.env, { image, backup, dryRun: true })).toMatchObject({ outcome: 'planned' });
    expect([...it.vault.files]).toEqual(before);
    expect(await flash(it.env, { image, backup })).toMatchObject({ board: 'verified', resumed: true });
  });

  test('of a flash that was finished, and only its record not removed any more, survives a dry run too', async () => {
    const it = bench({ holds: old });
    const { remove } = it.vault;
    const environment = { ...it.env, vault: { ...it.vault, remove: async () => Promise.reject(new Error('EACCES')) } };
    await flash(environment, { image, start: false });
    const before = [...it.vault.files.keys()];
    expect(before.some((name) => name.startsWith('journal-'))).toBe(true);
    await flash({ ...it.env, vault: { ...it.vault, remove } }, { image, dryRun: true });
    expect([...it.vault.files.keys()]).toEqual(before);
  });
});
