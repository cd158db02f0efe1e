// A copy of ST's bootloader under a name of its own.

import { expect, test } from 'vitest';
import { virtualBus } from '../src/index.ts';
import { bench } from './bench.ts';
import { text } from './faults/bench.ts';

test('a GD32 in DFU mode appears as 28e9:0189, with the serial number of its model in UTF-8', async () => {
  const made = bench('v3.6-56V+dfu,chip=gd32');
  const [info] = await virtualBus([made.board], { clock: made.clock }).list();
  expect(info).toMatchObject({ vendorId: 0x28e9, productId: 0x0189, release: 0x1000 });
  const serial = (await made.control(0x80, 6, 0x0303, 0x0409, 255)).data;
  expect([...serial]).toEqual([6, 3, ...Buffer.from('3CBJ')]);
  expect(await text(made, 2)).toBe('GD32 0x418 DFU Bootloader');
  expect(await text(made, 4)).toBe('@Internal Flash  /0x08000000/512*002Kg');
  const configuration = (await made.control(0x80, 6, 0x0200, 0, 255)).data;
  expect(configuration).toHaveLength(36);
  expect(await made.state()).toBe(10);
  expect((await made.control(0x01, 11, 1, 0, 0)).status).toBe('ok');
  expect((await made.control(0x01, 11, 2, 0, 0)).status).toBe('stall');
});

test('a board with a GD32 runs ODrive firmware under the ids of ODrive', async () => {
  const made = bench('v3.6-56V,chip=gd32');
  const [info] = await virtualBus([made.board], { clock: made.clock }).list();
  expect(info).toMatchObject({ vendorId: 0x1209, productId: 0x0d32, serial: made.board.serial });
});
