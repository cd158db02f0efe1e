import { LinkError } from '@odflash/core';
import type { BusEvent } from '@odflash/core/ports';
import { expect, test } from 'vitest';
import { createVirtualBoard, hostModels, virtualBus, virtualClock } from '../../src/index.ts';

function twoBoards() {
  const clock = virtualClock();
  const rom = createVirtualBoard('v3.6-56V+dfu,seed=1', { clock, path: '1-1' });
  const running = createVirtualBoard('v3.5-24V,seed=2', { clock, path: '1-2.3' });
  return { clock, rom, running, bus: virtualBus([rom, running], { clock }) };
}

test('lists what is plugged in, with what can be read without opening', async () => {
  const { bus, rom, running } = twoBoards();
  expect(await bus.list()).toEqual([
    {
      vendorId: 0x0483,
      productId: 0xdf11,
      release: 0x2200,
      path: '1-1',
      manufacturer: 'STMicroelectronics',
      product: 'STM32  BOOTLOADER',
      serial: rom.serial,
    },
    {
      vendorId: 0x1209,
      productId: 0x0d32,
      release: 0x0300,
      path: '1-2.3',
      manufacturer: 'ODrive Robotics',
      product: 'ODrive 3.5 CDC Interface',
      serial: running.serial,
    },
  ]);
  rom.cutPower();
  expect((await bus.list()).map(({ path }) => path)).toEqual(['1-2.3']);
});

test('reports a board that re-enumerates as leaving and arriving, in order, on its path', async () => {
  const { bus, clock, running } = twoBoards();
  const events: BusEvent[] = [];
  const times: number[] = [];
  await bus.list();
  const watch = bus.watch((event) => {
    events.push(event);
    times.push(clock.now());
  });
  running.enterBootloader();
  await clock.sleep(1000);
  running.reset();
  await clock.sleep(1000);
  const shown = events.map(
    ({ type, device }) => `${type} ${device.productId.toString(16)} ${device.path} ${device.serial}`,
  );
  const { serial } = running;
  expect(shown).toEqual([
    `left d32 1-2.3 ${serial}`,
    `arrived df11 1-2.3 ${serial}`,
    `left df11 1-2.3 ${serial}`,
    `arrived d32 1-2.3 ${serial}`,
  ]);
  expect(times).toEqual([0, 250, 1000, 1146]);
  watch[Symbol.dispose]();
  running.cutPower();
  await clock.sleep(10);
  expect(events).toHaveLength(4);
});

test('does not open what has gone, or has become something else on the same path', async () => {
  const { bus, clock, rom, running } = twoBoards();
  const [first, second] = await bus.list();
  rom.cutPower();
  running.enterBootloader();
  await clock.sleep(300);
  for (const device of [first!, second!]) {
    await expect(bus.open(device)).rejects.toMatchObject({ name: 'LinkError', kind: 'disconnected' });
  }
});

test.each(['access', 'no-driver'] as const)('lists but cannot open where the host refuses: %s', async (kind) => {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.6-56V+dfu', { clock });
  const bus = virtualBus([board], { clock, host: { ...hostModels.linux, name: 'locked', openFails: kind } });
  const [info] = await bus.list();
  const error = await bus.open(info!).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(LinkError);
  expect(error).toMatchObject({ kind });
});

test('two boards with one serial number are distinguished by their path', async () => {
  const clock = virtualClock();
  const twins = ['1-1', '1-2'].map((path) => createVirtualBoard('v3.6-56V+dfu,serial=00000000ABCD', { clock, path }));
  const bus = virtualBus(twins, { clock });
  const listed = await bus.list();
  expect(listed.map(({ serial }) => serial)).toEqual(['00000000ABCD', '00000000ABCD']);
  const link = await bus.open(listed[1]!);
  expect(link.info.path).toBe('1-2');
});
