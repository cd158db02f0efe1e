import { expect, test } from 'vitest';
import { createVirtualBoard, virtualBus, virtualClock } from '../src/index.ts';

const empty = new Uint8Array(0);

test('a board in DFU mode is found, erased, programmed, read back and left', async () => {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.6-56V+dfu', { clock });
  const bus = virtualBus([board], { clock });
  const [info] = await bus.list();
  expect(info).toMatchObject({
    vendorId: 0x0483,
    productId: 0xdf11,
    product: 'STM32  BOOTLOADER',
    serial: board.serial,
  });
  await using link = await bus.open(info!);
  await link.claim(0);
  const out = (request: number, value: number, data: Uint8Array) =>
    link.controlOut({ requestType: 0x21, request, value, index: 0 }, data, 5000);
  const status = async () =>
    (await link.controlIn({ requestType: 0xa1, request: 3, value: 0, index: 0 }, 6, 5000)).data;
  expect([...(await status())]).toEqual([10, 0, 0, 0, 10, 0]);
  await out(4, 0, empty);
  const command = async (...bytes: number[]) => {
    await out(1, 0, Uint8Array.from(bytes));
    expect((await status())[4]).toBe(4);
    expect((await status())[4]).toBe(5);
  };
  const begin = clock.now();
  await command(0x41, 0x00, 0x00, 0x00, 0x08);
  expect(clock.now() - begin).toBeGreaterThan(400);
  await command(0x21, 0x00, 0x00, 0x00, 0x08);
  const data = Uint8Array.from({ length: 2048 }, (_, i) => i * 7);
  await out(1, 2, data);
  await status();
  await status();
  expect(board.flash.subarray(0, 2048)).toEqual(data);
  await out(6, 0, empty);
  const back = await link.controlIn({ requestType: 0xa1, request: 2, value: 2, index: 0 }, 2048, 5000);
  expect(back.data).toEqual(data);
  await out(6, 0, empty);
  await out(1, 0, empty);
  expect([...(await status())]).toEqual([0, 0, 0, 0, 7, 0]);
  await clock.sleep(50);
  expect(board.socket.port).toBeUndefined();
});
