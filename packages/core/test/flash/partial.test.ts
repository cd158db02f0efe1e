// Images without vectors: what they may overwrite, and that nothing ever starts half of two programs.

import { readFileSync } from 'node:fs';
import {
  acceptWarnings,
  type FlashEvent,
  FlasherError,
  type FlashRequest,
  flash,
  type MemoryImage,
  readImage,
  update,
} from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import {
  type Bench,
  bench,
  failure,
  firmware,
  flashBase,
  holdsImage,
  imageOf,
  memoryVault,
  outcome,
  sectorOf,
} from './bench.ts';

/** A firmware of three sectors of which little is used, so that there are few transfers to cut. */
const data = firmware(1, 33 * 1024);
const holds = new Uint8Array(33 * 1024).fill(0xff);
for (const [from, to] of [
  [0, 1500],
  [16_384, 16_900],
  [32_768, 33_100],
] as const)
  holds.set(data.subarray(from, to), from);
const part = imageOf(firmware(2, 700).subarray(64, 664), flashBase + 16 * 1024 + 100);
const ask = acceptWarnings;

const wanted = (image: MemoryImage) => ({ image, partial: true, ask }) satisfies FlashRequest;

/** The flash with the part in its sector, whose other bytes are erased with it. */
function after(image: MemoryImage, before: Uint8Array): Uint8Array {
  const flash = before.slice();
  for (const { address } of image.segments) {
    const sector = address - flashBase - ((address - flashBase) % (16 * 1024));
    flash.fill(0xff, sector, sector + 16 * 1024);
  }
  for (const { address, data: bytes } of image.segments) flash.set(bytes, address - flashBase);
  return flash;
}

const equal = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

function undoFiles({ vault }: Bench) {
  return [...vault.files.keys()].filter((name) => /^(undo|partial)-/.test(name));
}

describe('a part that overwrites a firmware that would start', () => {
  test('is refused, with nothing changed, whoever answers questions and whatever is asked for', async () => {
    for (const options of [{ ask }, { ask, backup: false }, { ask, dryRun: true }, {}]) {
      const { env, board } = bench({ holds });
      const error = await failure(flash(env, { image: part, ...options }));
      expect(error).toMatchObject({ code: 'partial-image', exit: 3, board: 'untouched' });
      expect(inEnglish(error.next)).toContain('--partial');
      expect(board.recorder.operations).toEqual([]);
    }
  });

  test('is refused for an application of a resident bootloader and for one that lies across sectors', async () => {
    const file = readFileSync(new URL('../image/inputs/offset-8008000.hex', import.meta.url));
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

  test('is undone by the backup of what it overwrote, and by any whole firmware', async () => {
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

describe('a part where nothing would start, or nothing is overwritten', () => {
  test('is written onto a blank board after a yes, and starts nothing', async () => {
    const { env, board } = bench();
    expect(await failure(flash(env, { image: part }))).toMatchObject({ code: 'not-confirmed' });
    expect(await flash(env, { image: part, ask })).toMatchObject({ part: true, start: 'not-startable' });
    expect(board.bootVerdict().starts).toBe(false);
  });

  test('is written into a blank sector beside a firmware, whose own sectors stay as they are', async () => {
    const made = bench({ holds });
    const before = made.board.flash.slice();
    const beside = imageOf(firmware(4, 300), flashBase + 0xa_0000);
    expect(await flash(made.env, { image: beside, ask })).toMatchObject({ part: true, start: 'not-checked' });
    expect(equal(sectorOf(made.board.flash, 0), sectorOf(before, 0))).toBe(true);
    const erased = made.board.recorder.operations.filter(({ kind }) => kind === 'erase');
    expect(erased).toHaveLength(1);
  });

  test('a configuration alone is no part: its board is started as ever', async () => {
    const { env, board } = bench({ holds });
    const configuration = imageOf(firmware(4, 300).subarray(8), flashBase + 0xc_0000);
    const consent = [{ what: 'raw-config', serial: board.serial }] as const;
    expect(await flash(env, { image: configuration, ask, consent })).toMatchObject({ part: false, start: 'started' });
  });
});

describe('an image with something in the sector of the vectors, but not the vectors', () => {
  const inside = imageOf(firmware(6, 600).subarray(300), flashBase + 300);

  test('is refused as one that would not start, and written into what is there if that is wanted', async () => {
    const made = bench({ holds });
    const before = made.board.flash.slice();
    expect(await failure(flash(made.env, { image: inside, ask }))).toMatchObject({ code: 'image-implausible' });
    await flash(made.env, wanted(inside));
    before.set(inside.segments[0]!.data, 300);
    expect(equal(made.board.flash, before)).toBe(true);
    expect(made.board.bootVerdict().starts).toBe(true);
  });

  test('is always refused with a part of the vectors', async () => {
    const { env } = bench({ holds });
    const torn = imageOf(firmware(6, 600).subarray(4), flashBase + 4);
    expect(await failure(flash(env, wanted(torn)))).toMatchObject({ code: 'image-implausible', board: undefined });
  });
});

test.each(['v3.6-56V', 'v3.6-56V+dfu'])(
  'an update writes no part over the firmware of a board (%s)',
  async (profile) => {
    const { env, clock, board } = bench({ profile });
    await clock.sleep(3000);
    const before = board.flash.slice();
    const error = await failure(update(env, { firmware: { image: part, name: 'part.hex' }, ask }));
    expect(error).toMatchObject({ code: 'partial-image', board: 'untouched' });
    expect(equal(board.flash, before)).toBe(true);
  },
);
