// How often an update opens the board: once for each time it appears on the bus. Whatever opens a wire again finds, claims and
// identifies again, and says again what was said.

import { type UpdateEvent, update } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { type Bench, bench, firmwareImage } from './bench.ts';

const image = firmwareImage('v3.6-56V', '0.5.6', 7, 40 * 1024);

/** Every opening, as what the board was on the bus, with how often it had appeared until then. */
async function openings(it: Bench): Promise<{ readonly opened: string[]; readonly events: UpdateEvent[] }> {
  const opened: string[] = [];
  const events: UpdateEvent[] = [];
  let appearances = 1;
  using _watch = it.env.bus.watch(({ type }) => {
    if (type === 'arrived') appearances += 1;
  });
  const bus: Bench['env']['bus'] = {
    ...it.env.bus,
    open: async (device) => {
      opened.push(`${classifyDevice(device)} ${appearances}`);
      return it.env.bus.open(device);
    },
  };
  const report = await update(
    { ...it.env, bus },
    { firmware: { image, name: 'new.hex' }, ask: acceptWarnings, onEvent: (event) => events.push(event) },
  );
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
  return { opened, events };
}

function introductions(events: readonly UpdateEvent[]): number {
  return events.filter(({ type }) => type === 'opened').length;
}

/** Level and text of every finding that was said. */
function said(events: readonly UpdateEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'findings' ? event.findings.map(({ level, text }) => `${level} ${inEnglish(text)}`) : [],
  );
}

test('an update of a running board opens it once each time it appears, and says nothing twice', async () => {
  const { opened, events } = await openings(bench('v3.6-56V,firmware=0.5.5'));
  // It runs, is in DFU mode, runs the new firmware, and runs it again with its configuration saved.
  expect(opened).toEqual(['runtime 1', 'rom 2', 'runtime 3', 'runtime 4']);
  expect(introductions(events)).toBe(1);
  expect(new Set(said(events)).size).toBe(said(events).length);
});

test('an update of a board in DFU mode whose old firmware is started opens its bootloader twice', async () => {
  const it = bench('v3.6-56V+dfu,firmware=0.5.5');
  it.board.setSwitch('run');
  const { opened, events } = await openings(it);
  expect(opened).toEqual(['rom 1', 'runtime 2', 'rom 3', 'runtime 4', 'runtime 5']);
  expect(introductions(events)).toBe(1);
});

test('an update of a board in DFU mode without a firmware opens its bootloader once', async () => {
  const it = bench('v3.6-56V+dfu,flash=blank');
  it.board.setSwitch('run');
  const { opened, events } = await openings(it);
  expect(opened).toEqual(['rom 1', 'runtime 2']);
  expect(introductions(events)).toBe(1);
});
