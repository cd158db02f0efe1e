// The browser's side of a virtual board, and the page's own adapter on top of it: core's WebUSB bus.

import { flash } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import { dfuRequests } from '@odflash/core/dfu';
import { type WebUsbDevice, webUsbBus } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { firmware, holdsImage, imageOf, memoryVault } from '../../../core/test/flash/bench.ts';
import { createVirtualBoard, type VirtualWebUsbOptions, virtualClock, virtualWebUsb } from '../../src/index.ts';

function browser(profile: string, options: Partial<VirtualWebUsbOptions> = {}) {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const usb = virtualWebUsb([board], { clock, ...options });
  return { clock, board, usb, bus: webUsbBus(usb, { clock }) };
}

const getStatus = { requestType: 'class', recipient: 'interface', request: 3, value: 0, index: 0 } as const;
const rom = [usbIds.rom];

describe('navigator.usb of a virtual board', () => {
  it('shows nothing before a person has chosen it', async () => {
    const { usb, bus } = browser('v3.6-56V+dfu');
    expect(await usb.getDevices()).toEqual([]);
    const chosen = await bus.request(rom);
    expect(chosen).toMatchObject({ vendorId: 0x0483, productId: 0xdf11, path: chosen?.serial });
    expect(await bus.list()).toEqual([chosen]);
  });

  it('offers only what the filters name, and a closed list is no choice', async () => {
    const seen: number[] = [];
    const { bus } = browser('v3.6-56V+dfu', {
      choose: async (devices) => {
        seen.push(devices.length);
        return undefined;
      },
    });
    expect(await bus.request(rom)).toBeUndefined();
    expect(await bus.request([{ vendorId: 0x1209 }])).toBeUndefined();
    expect(seen).toEqual([1, 0]);
  });

  it('answers a stall as a status and refuses what was not opened or claimed by name', async () => {
    const { usb } = browser('v3.6-56V+dfu', { allowed: true });
    const device = (await usb.getDevices())[0] as WebUsbDevice;
    await expect(device.controlTransferIn(getStatus, 6)).rejects.toMatchObject({ name: 'InvalidStateError' });
    await device.open();
    await expect(device.controlTransferIn(getStatus, 6)).rejects.toMatchObject({ name: 'InvalidStateError' });
    await device.claimInterface(0);
    expect((await device.controlTransferIn(getStatus, 6)).data?.byteLength).toBe(6);
    const nonsense = { ...getStatus, request: 99 };
    expect(await device.controlTransferIn(nonsense, 6)).toEqual({ status: 'stall', data: undefined });
    expect(await device.controlTransferOut(nonsense)).toEqual({ status: 'stall', bytesWritten: 0 });
  });

  it('has no timeout of its own, but Windows ends a control transfer after five seconds', async () => {
    for (const [host, outcome] of [
      ['linux', 'waits'],
      ['windows', 'NetworkError'],
    ] as const) {
      const { usb, clock } = browser('v3.6-56V+dfu,lost-at=1', { allowed: true, host });
      const device = (await usb.getDevices())[0] as WebUsbDevice;
      await device.open();
      await device.claimInterface(0);
      const answer = device.controlTransferIn(getStatus, 6).then(
        () => 'answered',
        (error: Error) => error.name,
      );
      expect(await Promise.race([answer, clock.sleep(60_000).then(() => 'waits')])).toBe(outcome);
    }
  });

  it('says that a device was taken by another program, and that one is gone', async () => {
    const clock = virtualClock();
    const board = createVirtualBoard('v3.6-56V+dfu', { clock });
    const usb = virtualWebUsb([{ socket: board.socket, taken: [0] }], { clock, allowed: true });
    const device = (await usb.getDevices())[0] as WebUsbDevice;
    await device.open();
    await expect(device.claimInterface(0)).rejects.toMatchObject({ name: 'NetworkError' });
    board.cable(false);
    await expect(device.claimInterface(0)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('closes no device in the middle of a change of it or of an interface, and does one change at a time', async () => {
    const { usb } = browser('v3.6-56V+dfu', { allowed: true });
    const device = (await usb.getDevices())[0] as WebUsbDevice;
    const busy = { name: 'InvalidStateError' };
    const opening = device.open();
    await expect(device.close()).rejects.toMatchObject(busy);
    await opening;
    const [claim, close, again] = await Promise.allSettled([
      device.claimInterface(0),
      device.close(),
      device.claimInterface(0),
    ]);
    expect(claim).toMatchObject({ status: 'fulfilled' });
    for (const refused of [close, again]) expect(refused).toMatchObject({ status: 'rejected', reason: busy });
    await device.close();
    expect(device.opened).toBe(false);
  });

  it('makes a new object at each enumeration, allowed as before by its serial number, and tells of it', async () => {
    const { usb, board, clock } = browser('v3.6-56V+dfu');
    const first = await usb.requestDevice({ filters: [usbIds.rom] });
    const told: string[] = [];
    usb.addEventListener('disconnect', ({ device }) => told.push(`left ${device === first}`));
    usb.addEventListener('connect', ({ device }) => told.push(`arrived ${device === first}`));
    board.powerCycle();
    await clock.sleep(3_000);
    expect(told).toEqual(['left true', 'arrived false']);
    expect((await usb.getDevices())[0]).not.toBe(first);
  });

  it('asks again for the same board in another mode', async () => {
    const { usb, bus, board, clock } = browser('v3.6-56V');
    const running = await bus.request(usbIds.runtime);
    board.enterBootloader();
    await clock.sleep(3_000);
    expect(await usb.getDevices()).toEqual([]);
    const back = await bus.request(rom);
    expect(back?.path).toBe(running?.path);
  });

  it('loses everything when the permission is revoked in the middle', async () => {
    const { usb, bus } = browser('v3.6-56V+dfu');
    const info = await bus.request(rom);
    await using link = await bus.open(info ?? expect.fail());
    await link.claim(0);
    await usb.revoke();
    await expect(link.controlIn(dfuRequests.getStatus(0), 6, 100)).rejects.toMatchObject({ kind: 'io' });
    expect(await bus.list()).toEqual([]);
  });
});

describe('the engine in a browser', () => {
  it('flashes over the adapter of the page and verifies', async () => {
    const { bus, clock, board } = browser('v3.6-56V+dfu,flash=blank', { allowed: true });
    const image = imageOf(firmware(7));
    const report = await flash({ bus, clock, vault: memoryVault() }, { image });
    expect(report.board).toBe('verified');
    expect(holdsImage(board.flash, image)).toBe(true);
  });

  it('survives that the board leaves the bus in the middle: the permission outlives the device', async () => {
    const { bus, clock, board } = browser('v3.6-56V+dfu,flash=blank,replug-at=60', { allowed: false });
    await bus.request(rom);
    const image = imageOf(firmware(7));
    const report = await flash({ bus, clock, vault: memoryVault() }, { image });
    expect(report.recoveries.length).toBeGreaterThan(0);
    expect(holdsImage(board.flash, image)).toBe(true);
  });
});
