// Boards that carry one serial number between them, and boards that change sockets.

import { type FlashEvent, flash } from '@odflash/core';
import { createVirtualBoard, type VirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { failure, firmware, holdsImage, imageOf, memoryVault } from './bench.ts';

const old = firmware(1);
const image = imageOf(firmware(2));

function board(path: string, clock: ReturnType<typeof virtualClock>, seed = 1): VirtualBoard {
  const made = createVirtualBoard(`v3.6-56V+dfu,flash=blank,serial=356A38673332,seed=${seed}`, { clock, path });
  made.flash.set(old);
  return made;
}

const cutIn = (victim: VirtualBoard, sector: number) => (event: FlashEvent) => {
  if (event.type === 'sector' && event.sector === sector && event.progress === 'writing') victim.cutPower();
};

test('an interrupted board on another port is recognised, with its undo backup', async () => {
  const clock = virtualClock();
  const vault = memoryVault();
  const first = board('1-1', clock);
  const bus = virtualBus([first], { clock });
  await failure(flash({ bus, clock, vault }, { image, onEvent: cutIn(first, 1) }));
  const moved = board('1-4', clock);
  moved.flash.set(first.flash);
  const report = await flash({ bus: virtualBus([moved], { clock }), clock, vault }, { image });
  expect(report).toMatchObject({ resumed: true, undo: { complete: true } });
  expect([...vault.files.keys()].filter((name) => name.startsWith('journal-'))).toEqual([]);
});

test('a clone next to the interrupted board starts its own run and keeps the journal of the other', async () => {
  const clock = virtualClock();
  const vault = memoryVault();
  const [first, clone] = [board('1-1', clock), board('1-2', clock)];
  const env = { bus: virtualBus([first, clone], { clock }), clock, vault };
  await failure(flash(env, { image, selection: { path: '1-1' }, onEvent: cutIn(first, 1) }));
  first.power(true);
  await clock.sleep(1000);
  const other = await flash(env, { image, selection: { path: '1-2' }, start: false });
  expect(other).toMatchObject({ resumed: false, board: 'verified' });
  expect([...vault.files.keys()].filter((name) => name.startsWith('journal-'))).toHaveLength(1);
  const continued = await flash(env, { image, selection: { path: '1-1' } });
  expect(continued).toMatchObject({ resumed: true, undo: { complete: true } });
  expect([first, clone].every(({ flash }) => holdsImage(flash, image))).toBe(true);
});

test('a clone on the same port with another firmware gets its own undo backup', async () => {
  const clock = virtualClock();
  const vault = memoryVault();
  const first = board('1-1', clock);
  await failure(flash({ bus: virtualBus([first], { clock }), clock, vault }, { image, onEvent: cutIn(first, 1) }));
  const clone = board('1-1', clock);
  clone.flash.set(firmware(7));
  const report = await flash({ bus: virtualBus([clone], { clock }), clock, vault }, { image });
  expect(report).toMatchObject({ resumed: false, undo: { complete: true } });
  expect([...vault.files.keys()].filter((name) => name.endsWith('.dfu'))).toHaveLength(2);
});
