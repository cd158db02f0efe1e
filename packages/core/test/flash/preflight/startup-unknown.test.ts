// A board found in DFU mode with a saved configuration: nobody has told its startup flags in this run, so its firmware is
// not started unasked.

import { type Ask, type FlashEvent, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { bench, firmware, holdsImage, imageOf } from '../bench.ts';

const old = firmware(1);
const image = imageOf(firmware(2));

const notes = (events: readonly FlashEvent[]) =>
  events.flatMap((event) => (event.type === 'note' && event.code === 'startup-unknown' ? [event.text] : []));

test('firmware for a board with an unknown configuration is written and verified, and not started without a yes', async () => {
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
  expect(notes(events)).toEqual([expect.stringContaining('a motor may move')]);
  const said = events.findIndex((event) => event.type === 'note' && event.code === 'startup-unknown');
  expect(said).toBeLessThan(events.findIndex(({ type }) => type === 'changing'));
});

test('a yes to every question starts it, and the danger is said all the same', async () => {
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

test('an image that is there already is not started unasked either', async () => {
  const { env, board } = bench({ holds: firmware(2) });
  expect(await flash(env, { image })).toMatchObject({ outcome: 'unchanged', start: 'not-confirmed' });
  expect(board.jumps).toEqual([]);
});

test('a board without a saved configuration, or whose configuration is erased in the same run, starts unasked', async () => {
  const blank = bench();
  expect(await flash(blank.env, { image })).toMatchObject({ start: 'started' });
  const fresh = bench({ holds: old });
  const ask: Ask = async (question) => (question.type === 'warnings' ? 'yes' : undefined);
  expect(await flash(fresh.env, { image, ask, freshConfiguration: true })).toMatchObject({ start: 'started' });
});

test('nothing is asked or said where the board stays in DFU mode anyway', async () => {
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

test('a dry run says it and needs no answer', async () => {
  const { env } = bench({ holds: old });
  const events: FlashEvent[] = [];
  const report = await flash(env, { image, dryRun: true, onEvent: (event) => events.push(event) });
  expect([report.outcome, notes(events).length]).toEqual(['planned', 1]);
});
