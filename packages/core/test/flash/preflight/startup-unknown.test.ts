// A board found in DFU mode with a saved configuration: its startup flags are unknown in this run, so its firmware is
// not started unasked.

import { type Ask, type FlashEvent, flash } from '@odflash/core';
import { virtualClock } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { saying } from '../../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { Meter } from '../../../src/flash/open/meter.ts';
import { holdsConfiguration } from '../../../src/flash/preflight/startup-unknown.ts';
import { bench, firmware, flashBase, holdsImage, imageOf } from '../bench.ts';
import { fakeTarget } from '../fake-target.ts';

const old = firmware(1);
const image = imageOf(firmware(2));

const notes = (events: readonly FlashEvent[]) =>
  events.flatMap((event) => (event.type === 'note' && event.code === 'startup-unknown' ? [event.text] : []));

test('firmware for a board with an unknown configuration is written and verified, but not started without confirmation', async () => {
  const { env, board } = bench({ holds: old });
  const events: FlashEvent[] = [];
  const report = await flash(env, { image, onEvent: (event) => events.push(event) });
  expect(report).toMatchObject({
    outcome: 'changed',
    board: 'verified',
    start: 'not-confirmed',
    human: ['switch-to-run'],
  });
  expect(holdsImage(board.flash, image)).toBe(true);
  expect(board.jumps).toEqual([]);
  expect(notes(events)).toEqual([saying(/a motor may move/)]);
  const said = events.findIndex((event) => event.type === 'note' && event.code === 'startup-unknown');
  expect(said).toBeLessThan(events.findIndex(({ type }) => type === 'changing'));
});

test('--yes starts it, and the danger is reported nevertheless', async () => {
  const { env, board } = bench({ holds: old });
  const events: FlashEvent[] = [];
  const report = await flash(env, { image, ask: acceptWarnings, onEvent: (event) => events.push(event) });
  expect([report.start, board.jumps.length, notes(events).length]).toEqual(['started', 1, 1]);
});

test.each([
  ['yes', 'started', 1],
  ['no', 'not-confirmed', 0],
])('a person who answers %s is asked once, before the first change', async (answer, start, jumps) => {
  const { env, board } = bench({ holds: old });
  const asked: string[] = [];
  const ask: Ask = async (question) => {
    asked.push(question.type === 'choice' ? `${question.code}, default ${question.default}` : question.type);
    expect(board.recorder.operations.some(({ kind }) => kind === 'erase')).toBe(false);
    return answer;
  };
  expect(await flash(env, { image, ask })).toMatchObject({ start });
  expect(asked).toEqual(['start-new-firmware, default no']);
  expect(board.jumps).toHaveLength(jumps);
});

test('an unchanged image is not started without confirmation either', async () => {
  const { env, board } = bench({ holds: firmware(2) });
  expect(await flash(env, { image })).toMatchObject({ outcome: 'unchanged', start: 'not-confirmed' });
  expect(board.jumps).toEqual([]);
});

test('a board without a saved configuration, or whose configuration is erased in the same run, is started without a question', async () => {
  const blank = bench();
  expect(await flash(blank.env, { image })).toMatchObject({ start: 'started' });
  const fresh = bench({ holds: old });
  const ask: Ask = async (question) => (question.type === 'warnings' ? 'yes' : undefined);
  expect(await flash(fresh.env, { image, ask, freshConfiguration: true })).toMatchObject({ start: 'started' });
});

test('nothing is asked or reported where the board stays in DFU mode anyway', async () => {
  const { env } = bench({ holds: old });
  const events: FlashEvent[] = [];
  const report = await flash(env, { image, start: false, onEvent: (event) => events.push(event) });
  expect([report.start, notes(events)]).toEqual(['not-asked', []]);
});

test('leaving DFU mode is never asked of a board up to v3.4, which DFU mode can destroy', async () => {
  const { env, board } = bench({ holds: old, profile: 'v3.4-48V+dfu,flash=blank' });
  const consent = [{ what: 'unsafe-dfu', serial: board.serial }] as const;
  const report = await flash(env, { image: imageOf(firmware(2), undefined, 'v3.4-48V'), consent });
  expect(report.start).toBe('started');
});

test('a dry run reports it and needs no answer', async () => {
  const { env } = bench({ holds: old });
  const events: FlashEvent[] = [];
  const report = await flash(env, { image, dryRun: true, onEvent: (event) => events.push(event) });
  expect([report.outcome, notes(events).length]).toEqual(['planned', 1]);
});

describe('a saved configuration', () => {
  const [tenth, eleventh] = [0x0808_0000 + 0x40000, 0x0808_0000 + 0x60000];
  const blank = new Uint8Array(128 * 1024).fill(0xff);
  const saved = blank.slice();
  saved[2047] = 0;
  const behind = blank.slice();
  behind[2048] = 0;

  /** Whether there is one, and what was read to find out: of a chip with this in sector 10 and 11. */
  async function found(inFlash: readonly Uint8Array[], known: readonly [number, Uint8Array][] = []) {
    const flash = new Uint8Array(1024 * 1024).fill(0xff);
    for (const [index, bytes] of inFlash.entries()) flash.set(bytes, [tenth, eleventh][index]! - flashBase);
    const target = fakeTarget({ holds: flash });
    const clock = virtualClock();
    const announced: number[] = [];
    const meter = new Meter(clock, (event) => {
      if (event.type === 'advance') announced.push(event.totalMs - event.doneMs);
    });
    const session = { target, clock, meter, emit: () => {}, recoveries: [], failing: { since: undefined } };
    const holds = await holdsConfiguration(session, new Map(known));
    expect(announced.every((left) => left === 0)).toBe(true);
    return [holds, target.calls.map(({ address, length }) => [address, length])];
  }

  const first = [tenth, 2048];
  const second = [eleventh, 2048];

  test('is detected in either sector, by the first block of each', async () => {
    expect(await found([saved, blank])).toEqual([true, [first]]);
    expect(await found([blank, saved])).toEqual([true, [first, second]]);
    expect(await found([blank, blank])).toEqual([false, [first, second]]);
    // The firmware begins at the start of a sector: what lies behind is nothing of its own.
    expect(await found([behind, behind])).toEqual([false, [first, second]]);
  });

  test('is not read where the new content of the sectors is known', async () => {
    expect(await found([blank, blank], [[10, saved]])).toEqual([true, []]);
    expect(await found([saved, blank], [[10, blank]])).toEqual([false, [second]]);
    expect(
      await found(
        [saved, saved],
        [
          [10, blank],
          [11, behind],
        ],
      ),
    ).toEqual([false, []]);
  });
});
