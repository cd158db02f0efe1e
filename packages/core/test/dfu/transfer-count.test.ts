// What a whole flash costs in transfers, counted: no clock and no machine in it, so it holds everywhere. Code that asks once
// more per block, or reads a sector again, is told here.

import { flash } from '@odflash/core';
import { type TraceEntry, tracedBus } from '@odflash/core/usb';
import { expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { bench, firmware, imageOf } from '../flash/bench.ts';

const block = 2048;
const blocks = 128;

/** DFU 1.1 §6, by bRequest. */
const names = ['DETACH', 'DNLOAD', 'UPLOAD', 'GETSTATUS', 'CLRSTATUS', 'GETSTATE', 'ABORT'] as const;

/** Flashes 256 KiB onto a board that holds others everywhere, and counts what was transferred. */
async function countedFlash(): Promise<(name: string) => number> {
  const [before, after] = [firmware(1, blocks * block), firmware(2, blocks * block)];
  const { env, board } = bench({ profile: 'v3.6-56V+dfu', holds: before });
  const counts = new Map<string, number>();
  const note = (entry: TraceEntry): void => {
    if (entry.operation !== 'control-in' && entry.operation !== 'control-out') return;
    const { setup, length } = entry;
    const name = setup?.requestType === 0x21 || setup?.requestType === 0xa1 ? names[setup.request] : undefined;
    for (const key of ['all', name ?? 'descriptor', ...(length === block ? [`whole ${name}`] : [])])
      counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const traced = { ...env, bus: tracedBus(env.bus, note, env.clock) };
  const report = await flash(traced, { image: imageOf(after), ask: acceptWarnings });
  expect(report).toMatchObject({ board: 'verified', width: 32, start: 'started' });
  expect(Buffer.from(board.flash.subarray(0, after.length)).equals(after)).toBe(true);
  return (name) => counts.get(name) ?? 0;
}

it('transfers every block to the board once and back twice: for the undo backup, and to verify', async () => {
  const count = await countedFlash();
  // The first block goes in two pieces: the vectors last of all.
  expect(count('whole DNLOAD')).toBe(blocks - 1);
  // The vectors are looked at before anything else, after invalidating and after committing; one block shows whether a
  // configuration is saved.
  expect(count('whole UPLOAD')).toBe(2 * blocks + 4);
});

it('sends no more requests than the protocol requires: two GETSTATUS for a DNLOAD, one for an ABORT', async () => {
  const count = await countedFlash();
  // The last DNLOAD, which leaves, is answered by one.
  expect(count('GETSTATUS')).toBe(2 * count('DNLOAD') - 1 + count('ABORT'));
});

it('spends few transfers on anything but the data', async () => {
  const count = await countedFlash();
  const data = blocks * 3 + 2 * blocks;
  expect(count('all') - data).toBeLessThanOrEqual(236);
  expect(count('DNLOAD') - blocks).toBeLessThanOrEqual(36);
  expect(count('GETSTATE')).toBeLessThanOrEqual(28);
  expect(count('descriptor')).toBeLessThanOrEqual(14);
});
