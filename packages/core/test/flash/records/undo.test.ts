// The undo backup: on the disk before the first change, or without one if that is wanted.

import { acceptWarnings, type FlashEvent, flash, readImage } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { bench, failure, firmware, holdsImage, imageOf } from '../bench.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);

describe('the undo backup', () => {
  test('is on the disk before the first change and restores the board', async () => {
    const { board, env, vault, clock } = bench({ holds: old });
    let saved = false;
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'changing') saved = [...vault.files.keys()].some((name) => name.startsWith('undo-'));
    };
    const { undo } = await flash(env, { image, onEvent });
    expect(saved).toBe(true);
    expect(undo).toMatchObject({ complete: true, location: `vault:${undo!.name}` });
    expect(undo!.name).toBe(`undo-${board.serial}-20240101T000000Z.dfu`);
    board.setSwitch('dfu');
    board.powerCycle();
    await clock.sleep(1000);
    await flash(env, { image: readImage(vault.files.get(undo!.name)!), ask: acceptWarnings });
    expect(holdsImage(board.flash, imageOf(old))).toBe(true);
  });

  test('of a blank board is called partial', async () => {
    const { env } = bench();
    const { undo } = await flash(env, { image });
    expect(undo).toMatchObject({ complete: false, name: expect.stringMatching(/^partial-/) });
  });

  test('is never overwritten', async () => {
    const { env, vault, board } = bench({ holds: old });
    const name = `undo-${board.serial}-20240101T000000Z.dfu`;
    vault.files.set(name, Uint8Array.of(1));
    const { undo } = await flash(env, { image });
    expect(undo!.name).toBe(`undo-${board.serial}-20240101T000000Z-2.dfu`);
    expect(vault.files.get(name)).toEqual(Uint8Array.of(1));
  });

  test.each(['undo-', 'journal-'])('on a full disk (%s) stops the run with the board untouched', async (prefix) => {
    const { env, vault, board } = bench({ holds: old });
    vault.refuses = (name) => name.startsWith(prefix);
    expect(await failure(flash(env, { image }))).toMatchObject({ code: 'backup-failed', board: 'untouched' });
    expect(holdsImage(board.flash, imageOf(old))).toBe(true);
    expect(board.recorder.operations.filter(({ kind }) => kind === 'erase' || kind === 'program')).toEqual([]);
  });

  test('on a disk that fills up half-way does not leave the board half-way', async () => {
    const { env, vault, board } = bench({ holds: old });
    let journals = 0;
    vault.refuses = (name) => name.startsWith('journal-') && ++journals > 1;
    const notes: string[] = [];
    await flash(env, { image, onEvent: (event) => event.type === 'note' && notes.push(event.code) });
    expect(holdsImage(board.flash, image)).toBe(true);
    expect(notes).toContain('journal-unwritable');
  });

  test('is optional, even without any disk', async () => {
    const { env, vault, board } = bench({ holds: old });
    vault.refuses = () => true;
    const report = await flash(env, { image, backup: false });
    expect(report.undo).toBeUndefined();
    expect(holdsImage(board.flash, image)).toBe(true);
  });
});
