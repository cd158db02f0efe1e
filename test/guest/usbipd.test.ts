// Our USB/IP client against the stock usbipd of Linux: board → our server → the guest's kernel → its usbipd → our client.

import { findRom, openDfuTarget, systemClock, waitForDevice } from '@odflash/core';
import { connectUsbip } from '@odflash/usbip';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleImage } from '../boot/samples.ts';
import { exportBoard } from './exported-board.ts';
import { bootGuest, type Guest } from './guest.ts';
import { exportFromGuest, installBindRule } from './usbipd.ts';

const rom = '0483:df11';
const clock = systemClock;

describe("a board behind the guest's stock usbipd", () => {
  let guest: Guest;
  beforeEach(async () => {
    guest = await bootGuest({ udev: true });
  });
  afterEach(() => guest?.[Symbol.asyncDispose]());

  test('is listed, identified, read, written and left', async () => {
    await using exported = await exportBoard('v3.6-56V+dfu', 'usbipd');
    const { board } = exported;
    await guest.attach(exported.port);
    const { port, busId } = await exportFromGuest(guest, rom);
    const bus = connectUsbip({ host: '127.0.0.1', port, clock });
    const device = await findRom(bus, { serial: board.serial });
    expect(device).toMatchObject({ vendorId: 0x0483, productId: 0xdf11, path: busId });
    await using target = await openDfuTarget({ bus, device, clock });
    const identity = await target.identify();
    expect(identity.board).toMatchObject({ known: true, version: { name: 'v3.6-56V' }, evidence: 'otp' });
    const sector = identity.sectors[1]!;
    const block = { address: sector.address, data: sampleImage('1.0.0').subarray(0, sector.length) };
    await target.rewrite(sector, [block]);
    expect(await target.matches(block)).toBeUndefined();
    const start = sector.address - 0x0800_0000;
    expect(Buffer.from(board.flash.subarray(start, start + sector.length)).equals(block.data)).toBe(true);
    const back = await target.read({ address: 0x0800_0000, length: 64 * 1024 });
    expect(Buffer.from(back).equals(board.flash.subarray(0, back.length))).toBe(true);
    expect(await target.start()).toBe('left');
  });

  test('that re-enumerates is exported again only with a bind rule', async () => {
    await using exported = await exportBoard('v3.6-56V+dfu', 'usbipd-return');
    const { board } = exported;
    await guest.attach(exported.port);
    const { port } = await exportFromGuest(guest, rom);
    const bus = connectUsbip({ host: '127.0.0.1', port, clock });
    expect(await bus.list()).toHaveLength(1);

    board.setSwitch('run');
    board.powerCycle();
    const runtime = await guest.waitFor('1209:0d32');
    expect(await bus.list()).toEqual([]);

    await installBindRule(guest);
    board.setSwitch('dfu');
    board.powerCycle();
    const back = await waitForDevice(bus, ({ productId }) => productId === 0xdf11, { clock, timeoutMs: 20_000 });
    expect(back).toMatchObject({ vendorId: 0x0483, productId: 0xdf11 });
    board.setSwitch('run');
    board.powerCycle();
    const again = await waitForDevice(bus, ({ productId }) => productId === 0x0d32, { clock, timeoutMs: 20_000 });
    expect(again).toMatchObject({ vendorId: 0x1209, path: runtime.busId });
  });
});
