// A partial flash that was cut off: nothing starts, until it is finished or everything is written anew.

import { type FlashEvent, FlasherError, flash, type MemoryImage, readImage } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { saying } from '../../../../../test/support/in-english.ts';
import { type Bench, bench, failure, firmware, flashBase, holdsImage, imageOf, outcome, sectorOf } from '../bench.ts';
import { after, ask, equal, holds, part, undoFiles, wanted } from './bench.ts';

/** A board whose partial flash was cut half-way: nothing starts, and a record remembers the vectors. */
async function interrupted(image: MemoryImage = part): Promise<Bench & { readonly before: Uint8Array }> {
  for (let n = 40; ; n += 5) {
    const made = bench({ holds, profile: `v3.6-56V+dfu,flash=blank,power-cut-at=${n}` });
    const before = made.board.flash.slice();
    await outcome(flash(made.env, wanted(image)));
    if (made.board.bootVerdict().starts) continue;
    made.board.power(true);
    await made.clock.sleep(2000);
    return { ...made, before };
  }
}

describe('an interrupted partial flash', () => {
  test('is finished by the same command, which writes the vectors back', async () => {
    const made = await interrupted();
    expect(await failure(flash(made.env, { image: part, ask }))).toMatchObject({ code: 'partial-image' });
    expect(await flash(made.env, wanted(part))).toMatchObject({ board: 'verified', resumed: true });
    expect(equal(made.board.flash, after(part, made.before))).toBe(true);
  });

  test('is not continued on a board none of whose sectors it can have left as they are: it keeps its first sector', async () => {
    const made = await interrupted();
    const other = firmware(7, 33 * 1024);
    other.fill(0xff, 0, 8);
    made.board.flash.set(other);
    const notes: string[] = [];
    const onEvent = (event: FlashEvent) => event.type === 'note' && notes.push(event.code);
    expect(await flash(made.env, { ...wanted(part), onEvent })).toMatchObject({ board: 'verified', resumed: false });
    expect(equal(sectorOf(made.board.flash, 0), sectorOf(other, 0))).toBe(true);
    expect(notes).toContain('journal-ignored');
    expect(undoFiles(made)).toHaveLength(2);
  });

  test('is judged by a dry run as by the real one, which leaves its record', async () => {
    const { env, vault } = await interrupted();
    const files = [...vault.files.keys()];
    for (const dryRun of [true, false])
      expect(await failure(flash(env, { image: part, ask, dryRun }))).toMatchObject({ code: 'partial-image', exit: 3 });
    const report = await flash(env, { ...wanted(part), dryRun: true });
    expect(report.plan.coversVectors).toBe(true);
    expect([...vault.files.keys()]).toEqual(files);
  });

  test('does not get its vectors back from another part, which would leave a mixture that starts', async () => {
    const made = await interrupted();
    made.board.flash.fill(0xff, 16_384, 16_384 + 300);
    const other = imageOf(firmware(5, 400).subarray(64), flashBase + 32 * 1024 + 64);
    const ended = await outcome(flash(made.env, wanted(other)));
    expect(ended).not.toBeInstanceOf(FlasherError);
    expect(made.board.bootVerdict().starts).toBe(false);
  });

  test('does not get them back with another part of their own sector, which keeps the rest of it', async () => {
    const made = await interrupted();
    made.board.flash.fill(0xff, 16_384, 16_384 + 300);
    const other = imageOf(firmware(5, 400).subarray(64), flashBase + 2048);
    for (const outcome of ['changed', 'unchanged']) {
      const report = await flash(made.env, wanted(other));
      expect(report).toMatchObject({ outcome, start: 'not-startable' });
      expect(made.board.bootVerdict().starts).toBe(false);
    }
    const { flash: now } = made.board;
    expect(holdsImage(now, other)).toBe(true);
    // What an interrupted run had erased beside it is there again, but for the vectors.
    expect(equal(now.slice(8, 2048), made.before.slice(8, 2048))).toBe(true);
  });

  test('whose record is lost says that nothing will start, before the part is written and where it is there already', async () => {
    const made = await interrupted();
    for (const name of made.vault.files.keys()) if (name.startsWith('journal-')) made.vault.files.delete(name);
    expect(await failure(flash(made.env, { image: part, partial: true }))).toMatchObject({ code: 'not-confirmed' });
    for (const outcome of ['planned', 'changed', 'unchanged']) {
      const report = await flash(made.env, { ...wanted(part), dryRun: outcome === 'planned' });
      expect(report.outcome).toBe(outcome);
      if (outcome !== 'planned') expect(report.start).toBe('not-startable');
      const said = report.findings.filter(({ code, level }) => code === 'vector-table' && level === 'warn');
      expect(said.map(({ text }) => text)).toEqual([saying(/no bootable firmware/)]);
    }
  });

  test('says of another part, which gives it no vectors, that nothing will start', async () => {
    const made = await interrupted();
    made.board.flash.fill(0xff, 16_384, 16_384 + 300);
    const other = imageOf(firmware(5, 400).subarray(64), flashBase + 32 * 1024 + 64);
    const { findings, start } = await flash(made.env, wanted(other));
    expect(start).toBe('not-startable');
    expect(findings.map(({ text }) => text)).toContainEqual(saying(/no bootable firmware/));
  });

  test('is undone by the backup of what it overwrote, and by any complete firmware', async () => {
    const made = await interrupted();
    const undo = readImage(made.vault.files.get(undoFiles(made)[0]!)!);
    expect(await flash(made.env, { image: undo, ask })).toMatchObject({ board: 'verified', part: false });
    expect(equal(made.board.flash, made.before)).toBe(true);
    const second = await interrupted();
    const whole = imageOf(firmware(7));
    expect(await flash(second.env, { image: whole })).toMatchObject({ board: 'verified', part: false });
    expect(holdsImage(second.board.flash, whole)).toBe(true);
  });
});
