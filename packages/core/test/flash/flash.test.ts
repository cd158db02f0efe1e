// The whole way on a virtual board: what a person gets, and what stops before anything is changed.

import { eraseFlash, type FlashEvent, flash, type MemoryImage, readImage, restoreFlash, sectors } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import {
  type Bench,
  bench,
  configuration,
  failure,
  firmware,
  flashBase,
  holdsImage,
  imageOf,
  sectorOf,
  withHole,
} from './bench.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);

test('writes an image, verifies it, starts it, and says what it did', async () => {
  const { board, env } = bench({ holds: old });
  const kept = configuration(board.flash).slice();
  const report = await flash(env, { image });
  expect(holdsImage(board.flash, image)).toBe(true);
  expect(Buffer.compare(configuration(board.flash), kept)).toBe(0);
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified', width: 32, start: 'left', resumed: false });
  expect(report.plan.sectors.map(({ action }) => action)).toEqual(['rewrite', 'rewrite', ...Array(10).fill('keep')]);
  expect([report.recoveries, report.redone, report.human]).toEqual([[], [], []]);
  expect(board.jumps).toHaveLength(1);
  expect(board.recorder.breaches).toEqual([]);
});

test('takes about as long as it planned to, phase by phase', async () => {
  const { env } = bench({ holds: old });
  const { phases, ms } = await flash(env, { image });
  for (const { phase, plannedMs, actualMs } of phases.filter(({ plannedMs }) => plannedMs > 0))
    expect(actualMs / plannedMs, phase).toBeCloseTo(1, 0);
  expect(phases.reduce((sum, { actualMs }) => sum + actualMs, 0)).toBeCloseTo(ms, 0);
});

test('finds an unchanged image by reading it once, and writes nothing', async () => {
  const { board, env, vault } = bench({ holds: next });
  const report = await flash(env, { image });
  expect(report).toMatchObject({ outcome: 'unchanged', board: 'verified', start: 'left' });
  expect(board.recorder.operations.filter(({ kind }) => kind !== 'feature')).toEqual([]);
  expect(report.bytes).toEqual({ inspected: 8 + next.length, written: 0, readBack: 0 });
  expect([...vault.files.keys()]).toEqual([]);
});

test('rewrites only what differs, and the first sector with it', async () => {
  const { env, board } = bench({ holds: firmware(2, 60 * 1024) });
  const changed = firmware(2, 60 * 1024);
  changed[40_000]! ^= 1;
  const report = await flash(env, { image: imageOf(changed) });
  expect(report.plan.sectors.slice(0, 4).map(({ why }) => why)).toEqual(['vectors', 'equal', 'differs', 'equal']);
  expect(board.recorder.operations.filter(({ kind }) => kind === 'erase').map(({ sector }) => sector)).toEqual([0, 2]);
});

test('an all-changed image without backup costs almost no reading before', async () => {
  const { env } = bench({ holds: firmware(1, 200 * 1024) });
  const report = await flash(env, { image: imageOf(firmware(2, 200 * 1024)), backup: false });
  expect(report.phases.find(({ phase }) => phase === 'inspect')!.actualMs).toBeLessThan(80);
});

test('progress is complete, never falls, and knows its end after planning', async () => {
  const { env } = bench({ holds: old });
  const events: FlashEvent[] = [];
  await flash(env, { image, onEvent: (event) => events.push(event) });
  const planned = events.findIndex(({ type }) => type === 'plan');
  const advances = events.slice(planned).filter((event) => event.type === 'advance');
  expect(new Set(advances.map(({ totalMs }) => Math.round(totalMs))).size).toBe(1);
  for (const [i, { doneMs }] of advances.entries())
    if (i > 0) expect(doneMs).toBeGreaterThanOrEqual(advances[i - 1]!.doneMs);
  expect(advances.at(-1)!.doneMs).toBeCloseTo(advances.at(-1)!.totalMs, 3);
  expect(Math.max(...advances.map(({ bytes }) => bytes))).toBeLessThanOrEqual(2048);
  expect(events[0]!.type).toBe('opened');
});

describe('the undo backup', () => {
  test('is on the disk before the first change and takes the board back', async () => {
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
    await restoreFlash(env, { image: readImage(vault.files.get(undo!.name)!) });
    expect(holdsImage(board.flash, imageOf(old))).toBe(true);
  });

  test('of a blank board is called partial', async () => {
    const { env } = bench();
    const { undo } = await flash(env, { image });
    expect(undo).toMatchObject({ complete: false, name: expect.stringMatching(/^partial-/) });
  });

  test('is never written over', async () => {
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

  test('can be done without, even with no disk at all', async () => {
    const { env, vault, board } = bench({ holds: old });
    vault.refuses = () => true;
    const report = await flash(env, { image, backup: false });
    expect(report.undo).toBeUndefined();
    expect(holdsImage(board.flash, image)).toBe(true);
  });
});

describe('configuration', () => {
  const settings = Uint8Array.from({ length: 300 }, (_, i) => i % 251);
  const withSettings: MemoryImage = {
    ...image,
    segments: [...image.segments, { address: sectors[10]!.address + 1000, data: settings }],
  };

  test('in an image is a warning; what the image does not name of it is kept', async () => {
    const { env, board } = bench({ holds: old });
    const before = sectorOf(board.flash, 10).slice();
    const asked: string[] = [];
    await flash(env, {
      image: withSettings,
      confirm: async (warnings) => asked.push(...warnings.map(({ code }) => code)) > 0,
    });
    expect(asked).toEqual(['configuration-data']);
    before.set(settings, 1000);
    expect(Buffer.compare(sectorOf(board.flash, 10), before)).toBe(0);
  });

  test('all 0xFF in an image names nothing: a padded file leaves it alone', async () => {
    const { env, board } = bench({ holds: old });
    const kept = configuration(board.flash).slice();
    const padded = new Uint8Array(1024 * 1024).fill(0xff);
    padded.set(next);
    const report = await flash(env, { image: imageOf(padded) });
    expect(report.findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(Buffer.compare(configuration(board.flash), kept)).toBe(0);
  });

  test('kept bytes survive a power cut while their sector is rewritten', async () => {
    const { env, board, clock } = bench({ holds: old });
    const before = sectorOf(board.flash, 10).slice();
    const request = { image: withSettings, confirm: async () => true };
    const cut = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === 10 && event.progress === 'writing') board.cutPower();
    };
    expect(await failure(flash(env, { ...request, onEvent: cut }))).toMatchObject({ board: 'partly-written' });
    expect(Buffer.compare(sectorOf(board.flash, 10), before)).not.toBe(0);
    board.power(true);
    await clock.sleep(1000);
    const report = await flash(env, request);
    expect(report.resumed).toBe(true);
    before.set(settings, 1000);
    expect(Buffer.compare(sectorOf(board.flash, 10), before)).toBe(0);
  });
});

test('a part of a firmware is written with a warning and leaves the rest as it is', async () => {
  const { env, board } = bench({ holds: firmware(1, 40 * 1024) });
  const part = imageOf(firmware(5).slice(100, 700), flashBase + 0x8000);
  expect(await failure(flash(env, { image: part }))).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
  const report = await flash(env, { image: part, confirm: async () => true });
  expect(report.plan.coversVectors).toBe(false);
  expect(holdsImage(board.flash, part)).toBe(true);
  expect(holdsImage(board.flash, imageOf(firmware(1, 40 * 1024).slice(0, 0x8000)))).toBe(true);
});

test('a dry run plans the same and changes nothing', async () => {
  const { env, board, vault } = bench({ holds: old });
  const report = await flash(env, { image, dryRun: true });
  expect(report).toMatchObject({ outcome: 'planned', board: 'untouched', start: 'not-asked' });
  expect(report.plan.totals.erasedSectors).toBe(2);
  expect(board.recorder.operations).toEqual([]);
  expect([...vault.files.keys()]).toEqual([]);
  expect(board.running()).toBe('rom');
});

test('without a start the board stays in the bootloader, and a person is told what to do', async () => {
  const { env, board } = bench({ holds: old });
  const report = await flash(env, { image, start: false });
  expect([report.start, report.human]).toEqual(['not-asked', ['switch-to-run']]);
  expect(board.running()).toBe('rom');
});

test('erases the firmware and leaves the configuration', async () => {
  const { env, board } = bench({ holds: old });
  const kept = configuration(board.flash).slice();
  const report = await eraseFlash(env, {});
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified', start: 'not-asked' });
  expect(board.flash.subarray(0, 768 * 1024).every((byte) => byte === 0xff)).toBe(true);
  expect(Buffer.compare(configuration(board.flash), kept)).toBe(0);
});

test('erases the configuration, too, when that was asked for and confirmed', async () => {
  const { env, board } = bench({ holds: old });
  expect(await failure(eraseFlash(env, { configuration: true }))).toMatchObject({ code: 'not-confirmed' });
  await eraseFlash(env, { configuration: true, confirm: async () => true });
  expect(board.flash.every((byte) => byte === 0xff)).toBe(true);
});

test('programs bytes instead of words where the board is only named, unless told otherwise', async () => {
  const widths: number[] = [];
  for (const x32 of [undefined, true, false]) {
    const { env } = bench({ holds: old, profile: 'v3.6-56V+dfu,flash=blank,otp=blank' });
    const named = { name: 'v3.6-56V', major: 3, minor: 6, voltage: 56 } as const;
    widths.push((await flash(env, { image, board: named, ...(x32 !== undefined && { x32 }) })).width);
  }
  expect(widths).toEqual([8, 32, 8]);
});

test('a flash too weak for words is noticed and written in bytes', async () => {
  const { env, board } = bench({ holds: old, profile: 'v3.6-56V+dfu,flash=blank,weak-x32=5' });
  const report = await flash(env, { image });
  expect([report.board, report.width]).toEqual(['verified', 8]);
  expect(report.redone.length).toBeGreaterThan(0);
  expect(holdsImage(board.flash, image)).toBe(true);
});

describe('an interrupted run', () => {
  async function interrupted(): Promise<Bench> {
    const made = bench({ holds: old });
    const cut = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === 1 && event.progress === 'writing') made.board.cutPower();
    };
    await failure(flash(made.env, { image, onEvent: cut }));
    made.board.power(true);
    await made.clock.sleep(1000);
    return made;
  }

  test('is continued by the same image, with the first undo backup', async () => {
    const { env, vault } = await interrupted();
    const before = [...vault.files.keys()].filter((name) => name.endsWith('.dfu'));
    const report = await flash(env, { image });
    expect(report).toMatchObject({ board: 'verified', resumed: true, undo: { name: before[0], complete: true } });
    expect([...vault.files.keys()]).toEqual(before);
  });

  test('is continued by another image that needs more, whose undo backup holds the old bytes of both', async () => {
    const { env, vault } = await interrupted();
    const larger = firmware(3, 40 * 1024);
    const report = await flash(env, { image: imageOf(larger) });
    expect(report).toMatchObject({ board: 'verified', resumed: true, undo: { complete: true } });
    const undo = readImage(vault.files.get(report.undo!.name)!);
    const { segments } = undo;
    expect(segments.map(({ data }) => data.length)).toEqual([3 * 16 * 1024]);
    expect(holdsImage(segments[0]!.data, imageOf(old))).toBe(true);
  });

  test('is not continued on a board that has been changed meanwhile', async () => {
    const { env, board, vault } = await interrupted();
    sectorOf(board.flash, 1)[5]! ^= 0xff;
    board.flash[9]! ^= 0xff;
    vault.files.set([...vault.files.keys()].find((name) => name.startsWith('journal-'))!, Uint8Array.of(0x7b));
    const notes: string[] = [];
    const report = await flash(env, { image, onEvent: (event) => event.type === 'note' && notes.push(event.code) });
    expect(report).toMatchObject({ board: 'verified', resumed: false, undo: { complete: false } });
    expect(notes).toContain('journal-ignored');
    expect([...vault.files.keys()].filter((name) => name.endsWith('.dfu'))).toHaveLength(2);
  });
});

describe('stops before anything is changed', () => {
  const cases: readonly (readonly [string, string, MemoryImage, string])[] = [
    ['a read-protected chip', 'v3.6-56V+dfu,rdp=1', image, 'read-protected'],
    ['a write-protected sector that is wanted', 'v3.6-56V+dfu,wrp=1', image, 'write-protected'],
    ['a board whose OTP is blank', 'v3.6-56V+dfu,otp=blank', image, 'board-unknown'],
    ['something else than an ODrive', 'v3.6-56V+dfu,otp=foreign', image, 'board-unknown'],
    ['a board that DFU mode can destroy', 'v3.4-48V+dfu', image, 'unsafe-board'],
    ['an image for another board', 'v3.6-56V+dfu', { ...image, claims: { boardVersion: 'v3.5' } }, 'board-mismatch'],
    [
      'an image for another voltage',
      'v3.6-56V+dfu',
      { ...image, claims: { boardVersion: 'v3.6-24V' } },
      'board-mismatch',
    ],
    ['an image beyond the flash', 'v3.6-56V+dfu', imageOf(next, 0x080f_f000), 'image-out-of-range'],
    ['option bytes in the image', 'v3.6-56V+dfu', imageOf(next.slice(0, 16), 0x1fff_c000), 'image-out-of-range'],
    ['an image of nothing but 0xFF', 'v3.6-56V+dfu', imageOf(new Uint8Array(5000).fill(0xff)), 'image-empty'],
    ['an empty image', 'v3.6-56V+dfu', { ...image, segments: [] }, 'image-empty'],
    ['vectors of another chip', 'v3.6-56V+dfu', imageOf(next.slice(64)), 'image-implausible'],
    ['a first sector without vectors', 'v3.6-56V+dfu', imageOf(next.slice(64), flashBase + 64), 'image-implausible'],
  ];
  test.each(cases)('%s', async (_what, profile, bad, code) => {
    const { env, board } = bench({ profile });
    const before = board.flash.slice();
    const error = await failure(flash(env, { image: bad }));
    expect(error).toMatchObject({ code, board: 'untouched' });
    expect(Buffer.compare(board.flash, before)).toBe(0);
    expect(board.recorder.operations).toEqual([]);
  });

  test('a board whose OTP contradicts the version that was named', async () => {
    const { env } = bench({ holds: old });
    const named = { name: 'v3.5-24V', major: 3, minor: 5, voltage: 24 } as const;
    expect(await failure(flash(env, { image, board: named }))).toMatchObject({ code: 'board-mismatch' });
  });

  test('an unsafe board, unless consent names its very serial', async () => {
    const { env, board } = bench({ profile: 'v3.4-48V+dfu,flash=blank', holds: old });
    const wrong = [{ what: 'unsafe-dfu', serial: '000000000000' }] as const;
    expect(await failure(flash(env, { image, consent: wrong }))).toMatchObject({ code: 'unsafe-board' });
    const right = [{ what: 'unsafe-dfu', serial: board.serial.toLowerCase() }] as const;
    expect(await flash(env, { image, consent: right })).toMatchObject({ board: 'verified' });
  });

  test('a write-protected sector that nobody wants does not matter', async () => {
    const { env } = bench({ profile: 'v3.6-56V+dfu,flash=blank,wrp=7', holds: old });
    expect(await flash(env, { image })).toMatchObject({ board: 'verified' });
  });

  test('the whole list of findings is told first', async () => {
    const { env } = bench({ profile: 'v3.6-56V+dfu,otp=blank,rdp=1' });
    const lists: FlashEvent[] = [];
    await failure(flash(env, { image, onEvent: (event) => event.type === 'findings' && lists.push(event) }));
    const levels = lists
      .flatMap((event) => (event.type === 'findings' ? event.findings : []))
      .map(({ level }) => level);
    expect(levels.filter((level) => level === 'ok').length).toBeGreaterThan(2);
    expect(levels).toContain('stop');
  });
});

test('no board, two boards, a wrong serial: each its own error', async () => {
  const { env, board } = bench({ profile: 'v3.6-56V' });
  expect(await failure(flash(env, { image }))).toMatchObject({ code: 'not-in-dfu-mode', board: 'untouched' });
  const selection = { serial: 'ABCDEF000000' };
  expect(await failure(flash(env, { image, selection }))).toMatchObject({ code: 'no-device', board: 'untouched' });
  expect(board.recorder.operations).toEqual([]);
});

test('a stop at any block leaves a true state, and the next run finishes', async () => {
  const { image: small } = withHole(firmware(2));
  const { flash: holds, image: before } = withHole(firmware(1));
  const blocks: FlashEvent[] = [];
  await flash(bench({ holds }).env, {
    image: small,
    onEvent: (event) => event.type === 'advance' && blocks.push(event),
  });
  for (let n = 1; n <= blocks.length; n++) {
    const { env, board } = bench({ holds });
    const stop = new AbortController();
    let seen = 0;
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'advance' && ++seen === n) stop.abort();
    };
    const run = flash(env, { image: small, signal: stop.signal, onEvent, start: false });
    const ended = await run.catch((error: unknown) => error as Awaited<ReturnType<typeof failure>>);
    const { starts } = board.bootVerdict();
    if (ended.board === 'verified') expect(holdsImage(board.flash, small)).toBe(true);
    else {
      expect(ended).toMatchObject({ code: 'aborted' });
      expect(starts, `${ended.board} at block ${n}`).toBe(ended.board === 'untouched');
      if (ended.board === 'untouched') expect(holdsImage(board.flash, before)).toBe(true);
    }
    await flash(env, { image: small });
    expect(holdsImage(board.flash, small)).toBe(true);
  }
});

test('a stop at any block of an image without vectors tells what is written from what is not', async () => {
  const image = imageOf(firmware(2, 5000), flashBase + 16 * 1024 + 512);
  const states = new Set<string>();
  for (let n = 1; !states.has('verified'); n++) {
    const { env, board } = bench({ holds: firmware(1) });
    const before = board.flash.slice();
    const stop = new AbortController();
    let seen = 0;
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'advance' && ++seen === n) stop.abort();
    };
    const request = { image, onEvent, start: false, confirm: async () => true };
    const run = flash(env, { ...request, signal: stop.signal });
    const { board: state } = await run.catch((error: unknown) => error as Awaited<ReturnType<typeof failure>>);
    const written = holdsImage(board.flash, image);
    expect(state === 'written' || state === 'verified', `${state} at block ${n}`).toBe(written);
    expect(state === 'untouched', `${state} at block ${n}`).toBe(Buffer.compare(board.flash, before) === 0);
    states.add(state);
  }
  expect([...states]).toEqual(['untouched', 'partly-written', 'written', 'verified']);
});

test('vectors that were written wrongly are destroyed before a stop counts', async () => {
  const { image: small } = withHole(firmware(2));
  const { flash: holds } = withHole(firmware(1));
  const whole = bench({ holds });
  await flash(whole.env, { image: small, start: false });
  const programs = whole.board.recorder.operations.filter(({ kind }) => kind === 'program').length;
  for (let seed = 1; seed <= 6; seed++) {
    const { env, board } = bench({ holds, profile: `v3.6-56V+dfu,flash=blank,seed=${seed},bad-write=${programs}` });
    const stop = new AbortController();
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'recovering') stop.abort();
    };
    const error = await failure(flash(env, { image: small, signal: stop.signal, onEvent }));
    expect(error).toMatchObject({ code: 'aborted', board: 'partly-written' });
    expect(board.bootVerdict().starts, `seed ${seed}`).toBe(false);
  }
});

test('kept configuration survives a stop at any block of its sector, although what the image names is there already', async () => {
  const sector10 = 0x080c_0000;
  const piece = { address: sector10 + 100, data: firmware(5).slice(0, 600) };
  const image = { ...imageOf(firmware(2, 3000)), segments: [{ address: flashBase, data: firmware(2, 3000) }, piece] };
  const holding = () => {
    const made = bench({ holds: firmware(1, 3000) });
    made.board.flash.set(firmware(7).slice(0, 2000), sector10 - flashBase + 100_000);
    return made;
  };
  const expected = sectorOf(holding().board.flash, 10).slice();
  expected.set(piece.data, 100);
  const request = { image, confirm: async () => true, start: false };
  let blocks = 0;
  const count = (event: FlashEvent) => {
    blocks += event.type === 'advance' && event.phase === 'write' && event.sector === 10 ? 1 : 0;
  };
  await flash(holding().env, { ...request, onEvent: count });
  expect(blocks).toBeGreaterThan(2);
  for (let n = 1; n <= blocks; n++) {
    const { env, board } = holding();
    const stop = new AbortController();
    let seen = 0;
    const onEvent = (event: FlashEvent) => {
      if (event.type === 'advance' && event.phase === 'write' && event.sector === 10 && ++seen === n) stop.abort();
    };
    await flash(env, { ...request, signal: stop.signal, onEvent }).catch(() => undefined);
    await flash(env, request);
    expect(Buffer.compare(sectorOf(board.flash, 10), expected), `stopped at block ${n} of ${blocks}`).toBe(0);
  }
});
