// The engine on a target that is not DFU and has no USB: it flashes, verifies, reads, restores and resumes, and everything that
// it says of dangers and of what a person does comes from the target.

import { type FlashEvent, flash, openBoard, readFlash, readImage, verifyImage } from '@odflash/core';
import { eraseOn, flashOn, inspectOn, readOn, startOn, verifyOn } from '@odflash/core/flash';
import { expect, test } from 'vitest';
import { saying, sentence } from '../../../../test/support/in-english.ts';
import { needsConsent } from '../../src/ask/findings.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { failure, firmware, flashBase, holdsImage, imageOf } from '../flash/bench.ts';
import { chipWith, environmentWith, memoryProvider } from './memory-chip.ts';

const old = firmware(1, 40 * 1024);
const next = imageOf(firmware(2, 40 * 1024));
const ask = acceptWarnings;

test('a chip behind no USB is flashed and verified, and what a person does afterwards is what its target says', async () => {
  const chip = chipWith(old);
  const { env } = environmentWith(memoryProvider(chip));
  const events: FlashEvent[] = [];
  const report = await flash(env, { image: next, ask, onEvent: (event) => events.push(event) });
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified', start: 'needs-power-cycle', width: 16 });
  expect(report.human).toEqual(['power-cycle']);
  expect(holdsImage(chip.flash, next)).toBe(true);
  const told = events.flatMap((event) => (event.type === 'human' ? [event.text] : []));
  expect(told).toEqual([saying('Put the chip into its board.')]);
  expect(events.filter(({ type }) => type === 'opened')).toMatchObject([{ device: { path: 'socket A' } }]);
});

test('it is compared and read, and its undo backup has the number of the chip and restores it', async () => {
  const chip = chipWith(old);
  const before = chip.flash.slice();
  const { env, vault } = environmentWith(memoryProvider(chip));
  const { undo } = await flash(env, { image: next, ask });
  expect(await verifyImage(env, { image: next })).toMatchObject({ equal: true });
  expect((await readFlash(env, { range: { address: flashBase, length: 64 } })).data).toEqual(chip.flash.slice(0, 64));
  expect(undo).toMatchObject({ complete: true, name: expect.stringContaining(chip.serial) });
  await flash(env, { image: readImage(vault.files.get(undo!.name)!), ask });
  expect(Buffer.compare(chip.flash, before)).toBe(0);
});

test('an interrupted run is continued by the number of the chip, also on another port', async () => {
  const chip = chipWith(old);
  const { env, vault } = environmentWith(memoryProvider(chip));
  chip.power = 50_000;
  expect(await failure(flash(env, { image: next, ask }))).toMatchObject({ code: 'device-did-not-return' });
  expect([...vault.files.keys()].filter((name) => name.includes(chip.serial)).length).toBeGreaterThan(1);
  chip.power = Number.POSITIVE_INFINITY;
  chip.socket = 'socket B';
  const report = await flash(env, { image: next, ask });
  expect(report).toMatchObject({ board: 'verified', resumed: true });
  // Its undo backup has what was there before the first of both runs.
  const saved = readImage(vault.files.get(report.undo!.name)!);
  expect(holdsImage(chipWith(old).flash, saved)).toBe(true);
});

test('a chip that does not answer for a while is asked for as its target says', async () => {
  const chip = chipWith(old);
  const { env, clock } = environmentWith(memoryProvider(chip, { awayMs: 4_000 }));
  const steps: string[] = [];
  chip.power = 30_000;
  clock.after(3_500, () => {
    chip.power = Number.POSITIVE_INFINITY;
  });
  const onEvent = (event: FlashEvent) => {
    if (event.type === 'human') steps.push(event.step);
  };
  const report = await flash(env, { image: next, ask, onEvent });
  expect(report).toMatchObject({ board: 'verified', recoveries: [{ code: 'disconnected' }] });
  expect(steps).toEqual(['check-wiring', 'power-cycle']);
});

test('a danger that only this target has is asked about before anything is read, by the number of the chip', async () => {
  const chip = chipWith(old);
  const consent = { what: 'unsafe-dfu', serial: chip.serial } as const;
  const finding = needsConsent('unsafe-board', consent, sentence('The socket is live.'), { error: 'unsafe-board' });
  const { env } = environmentWith(memoryProvider(chip, { hazards: () => ({ consent, findings: [finding] }) }));
  const refused = await failure(flash(env, { image: next, ask }));
  expect(refused).toMatchObject({ code: 'unsafe-board', text: saying('The socket is live.'), board: 'untouched' });
  expect(new Set(chip.calls)).toEqual(new Set(['identify']));
  expect(await flash(env, { image: next, ask, consent: [consent] })).toMatchObject({ board: 'verified' });
});

test('what a person does at once is said before the board is introduced, and once', async () => {
  const chip = chipWith(old);
  const urgent = { step: 'check-wiring', text: sentence('Take the hand out of the socket.'), certain: true } as const;
  const { env } = environmentWith(memoryProvider(chip, { hazards: () => ({ urgent, findings: [] }) }));
  const events: FlashEvent[] = [];
  await flash(env, { image: next, ask, onEvent: (event) => events.push(event) });
  expect(events.slice(0, 2)).toMatchObject([{ type: 'human', text: urgent.text }, { type: 'opened' }]);
  expect(events.filter((event) => event.type === 'human' && event.text === urgent.text)).toHaveLength(1);
});

test('one handle makes several operations in a row, and asks only once who the board is', async () => {
  const chip = chipWith(old);
  const { env } = environmentWith(memoryProvider(chip));
  await using board = await openBoard(env, {});
  expect(await verifyOn(board, { image: next })).toMatchObject({ equal: false });
  expect(await flashOn(board, { image: next, ask })).toMatchObject({ outcome: 'changed', board: 'verified' });
  expect(await verifyOn(board, { image: next })).toMatchObject({ equal: true });
  expect(Buffer.compare((await readOn(board, {})).data, chip.flash)).toBe(0);
  expect(await startOn(board, {}, { consent: false })).toBe('needs-power-cycle');
  expect(await eraseOn(board, { ask })).toMatchObject({ outcome: 'changed', human: ['power-cycle'] });
  expect((await inspectOn(board, {})).sectors[0]).toMatchObject({ content: 'blank' });
  expect(await startOn(board, {}, { consent: false })).toBe('not-startable');
  expect(chip.calls.filter((what) => what === 'identify')).toHaveLength(1);
});
