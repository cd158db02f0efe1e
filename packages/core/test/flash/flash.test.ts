// The whole way on a virtual board: what a person gets.

import { type FlashEvent, flash, readFlash, verifyImage } from '@odflash/core';
import { expect, test } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { bench, configuration, failure, firmware, flashBase, holdsImage, imageOf } from './bench.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);
/** One block shows that a configuration is saved. */
const savedConfiguration = 2048;

test('writes an image, verifies it, starts it, and says what it did', async () => {
  const { board, env } = bench({ holds: old });
  const kept = configuration(board.flash).slice();
  const report = await flash(env, { image, ask: acceptWarnings });
  expect(holdsImage(board.flash, image)).toBe(true);
  expect(Buffer.compare(configuration(board.flash), kept)).toBe(0);
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified', width: 32, start: 'started', resumed: false });
  expect(report.plan.sectors.map(({ action }) => action)).toEqual(['rewrite', 'rewrite', ...Array(10).fill('keep')]);
  expect([report.recoveries, report.redone, report.human]).toEqual([[], [], []]);
  expect(board.jumps).toHaveLength(1);
  expect(board.recorder.violations).toEqual([]);
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
  const report = await flash(env, { image, ask: acceptWarnings });
  expect(report).toMatchObject({ outcome: 'unchanged', board: 'verified', start: 'started' });
  expect(board.recorder.operations.filter(({ kind }) => kind !== 'feature')).toEqual([]);
  expect(report.bytes).toEqual({ inspected: 8 + next.length + savedConfiguration, written: 0, readBack: 0 });
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

test('a part of a firmware is written where that is wanted, and leaves the rest as it is', async () => {
  const { env, board } = bench({ holds: firmware(1, 40 * 1024) });
  const part = imageOf(firmware(5).slice(100, 700), flashBase + 0x8000);
  expect(await failure(flash(env, { image: part }))).toMatchObject({ code: 'partial-image', board: 'untouched' });
  const report = await flash(env, { image: part, partial: true });
  expect(report.plan.coversVectors).toBe(true);
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

test('without a start the board stays in the bootloader, and a person is shown what to do', async () => {
  const { env, board } = bench({ holds: old });
  const report = await flash(env, { image, start: false });
  expect([report.start, report.human]).toEqual(['not-asked', ['switch-to-run']]);
  expect(board.running()).toBe('rom');
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

test('requests words only where a misdirected request can damage no vectors', async () => {
  const part = imageOf(next.slice(0, 3000), flashBase + 16 * 1024);
  const odd = firmware(1);
  odd.set([0xf8, 0xff, 0x01, 0x20]);
  const widths: number[] = [];
  for (const [holds, wanted] of [
    [odd, image],
    [odd, part],
    [undefined, part],
    [undefined, image],
    [old, part],
    [old, image],
  ] as const) {
    const { env } = bench(holds ? { holds } : {});
    widths.push((await flash(env, { image: wanted, partial: true, ask: acceptWarnings })).width);
  }
  expect(widths).toEqual([8, 8, 8, 32, 32, 32]);
});

test('a bus reset at any transfer leaves the vectors of others alone', async () => {
  const part = imageOf(next.slice(0, 3000), flashBase + 16 * 1024);
  for (let at = 1; at < 120; at++) {
    const { env, board } = bench({ profile: `v3.6-56V+dfu,flash=blank,bus-reset-at=${at}` });
    await flash(env, { image: part, ask: acceptWarnings, backup: false });
    expect(
      board.flash.subarray(0, 16 * 1024).every((byte) => byte === 0xff),
      `at ${at}`,
    ).toBe(true);
    expect(holdsImage(board.flash, part)).toBe(true);
  }
});

test('a device without GETSTATE is flashed, read and compared like any other', async () => {
  for (const boardOptions of [
    'getstate=stalled',
    'getstate=stalled,start=idle',
    'getstate=stalled,abort-in-error=idle',
  ]) {
    const { env, board } = bench({ holds: old, profile: `v3.6-56V+dfu,flash=blank,${boardOptions}` });
    // Stretches of equal blocks are where a reader asks for the state.
    const image = imageOf(Uint8Array.from([...next.subarray(0, 9000), ...new Uint8Array(9000).fill(0x5a)]));
    expect(await flash(env, { image, start: false }), boardOptions).toMatchObject({
      board: 'verified',
      recoveries: [],
    });
    expect(holdsImage(board.flash, image)).toBe(true);
    expect(await verifyImage(env, { image })).toMatchObject({ equal: true, recoveries: [] });
    expect((await readFlash(env, {})).data).toEqual(board.flash);
  }
});

test('a flash too weak for words is noticed and written in bytes', async () => {
  const { env, board } = bench({ holds: old, profile: 'v3.6-56V+dfu,flash=blank,weak-x32=5' });
  const report = await flash(env, { image });
  expect([report.board, report.width]).toEqual(['verified', 8]);
  expect(report.redone.length).toBeGreaterThan(0);
  expect(holdsImage(board.flash, image)).toBe(true);
});
