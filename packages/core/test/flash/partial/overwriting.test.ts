// A part that overwrites a firmware that would start: only if that is wanted, and nothing ever starts half of two programs.

import { readFileSync } from 'node:fs';
import { FlasherError, type FlashRequest, flash, readImage } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { bench, failure, firmware, flashBase, imageOf, memoryVault, outcome } from '../bench.ts';
import { after, ask, equal, holds, part, undoFiles, wanted } from './bench.ts';

describe('a part that overwrites a firmware that would start', () => {
  test('is refused, with nothing changed, whatever is answered and asked for', async () => {
    for (const options of [{ ask }, { ask, backup: false }, { ask, dryRun: true }, {}]) {
      const { env, board } = bench({ holds });
      const error = await failure(flash(env, { image: part, ...options }));
      expect(error).toMatchObject({ code: 'partial-image', exit: 3, board: 'untouched' });
      expect(inEnglish(error.next)).toContain('--partial');
      expect(board.recorder.operations).toEqual([]);
    }
  });

  test('is refused for an application of a resident bootloader and for one across sectors', async () => {
    const file = readFileSync(new URL('../../image/inputs/offset-8008000.hex', import.meta.url));
    const { env } = bench({ holds: firmware(1, 120 * 1024) });
    expect(await failure(flash(env, { image: readImage(file), ask }))).toMatchObject({ code: 'partial-image' });
    const crazyflie = imageOf(firmware(3, 60 * 1024), flashBase + 0x4000);
    expect(await failure(flash(env, { image: crazyflie, ask }))).toMatchObject({ code: 'partial-image' });
  });

  test('is written if that is wanted, with what it overwrites saved, and never called started', async () => {
    const made = bench({ holds });
    const before = made.board.flash.slice();
    const report = await flash(made.env, wanted(part));
    expect(report).toMatchObject({
      board: 'verified',
      outcome: 'changed',
      part: true,
      start: 'not-checked',
      human: [],
    });
    expect(equal(made.board.flash, after(part, before))).toBe(true);
    expect(made.board.running()).toBe('rom');
    expect(undoFiles(made)).toHaveLength(1);
    const undo = readImage(made.vault.files.get(undoFiles(made)[0]!)!);
    expect(undo.segments.map(({ address, data: bytes }) => [address, bytes.length])).toEqual([[flashBase, 32 * 1024]]);
    const again = await flash(made.env, { image: part, ask });
    expect(again).toMatchObject({ outcome: 'unchanged', part: true, start: 'not-checked' });
  });

  test('saves the sector of the vectors without a backup, too, or changes nothing', async () => {
    const made = bench({ holds });
    await flash(made.env, { ...wanted(part), backup: false });
    expect(undoFiles(made)).toHaveLength(1);
    for (const refused of ['undo-', 'partial-', 'journal-', 'record-', '']) {
      const vault = memoryVault();
      vault.refuses = (name) => name.startsWith(refused);
      const full = bench({ holds, vault });
      const before = full.board.flash.slice();
      const ended = await outcome(flash(full.env, { ...wanted(part), backup: false }));
      if (ended instanceof FlasherError) {
        expect(ended).toMatchObject({ code: 'backup-failed', board: 'untouched' });
        expect(equal(full.board.flash, before)).toBe(true);
      } else expect(['partial-', 'journal-', 'record-']).toContain(refused);
    }
  });

  test('leaves, cut at any transfer, the old firmware, the finished one, or nothing that starts', async () => {
    const options = { backup: false };
    const trial = bench({ holds });
    const before = trial.board.flash.slice();
    const done = after(part, before);
    let first = 0;
    const onEvent: FlashRequest['onEvent'] = ({ type }) => {
      if (type === 'plan') first = trial.board.recorder.requests();
    };
    await flash(trial.env, { ...wanted(part), ...options, onEvent });
    const last = trial.board.recorder.requests();
    for (let n = first; n <= last; n++) {
      const made = bench({ holds, profile: `v3.6-56V+dfu,flash=blank,power-cut-at=${n},seed=${n}` });
      const when = `cut at transfer ${n}`;
      const ended = await outcome(flash(made.env, { ...wanted(part), ...options }));
      const whole = equal(made.board.flash, before) || equal(made.board.flash, done);
      expect(whole || !made.board.bootVerdict().starts, `${when}: a mixture would start`).toBe(true);
      if (ended instanceof FlasherError && ended.board === 'untouched')
        expect(equal(made.board.flash, before), when).toBe(true);
      if (ended instanceof FlasherError && ['unbootable', 'partly-written'].includes(ended.board ?? ''))
        expect(made.board.bootVerdict().starts, when).toBe(false);
      made.board.power(true);
      await made.clock.sleep(2000);
      expect((await flash(made.env, { ...wanted(part), ...options })).board, when).toBe('verified');
      expect(equal(made.board.flash, done), when).toBe(true);
    }
  });
});
