import { LinkError, type UsbBus, type UsbDeviceInfo } from '@odflash/core';
import { classifyDevice, findRom, waitForDevice } from '@odflash/core/discovery';
import type { BusEvent } from '@odflash/core/ports';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { romInfo } from '../dfu/scripted-link.ts';
import { manualClock } from '../usb/test-clock.ts';

const runtimeInfo: UsbDeviceInfo = {
  ...romInfo,
  vendorId: 0x1209,
  productId: 0x0d32,
  path: '1-7',
  serial: '0123456789AB',
};
const stranger: UsbDeviceInfo = { vendorId: 0x046d, productId: 0xc52b, release: 0x2411, path: '1-9' };

function busOf(...devices: readonly UsbDeviceInfo[]): UsbBus {
  return {
    list: async () => devices,
    open: () => Promise.reject(new LinkError('access', 'not allowed')),
    watch: () => ({ [Symbol.dispose]: () => undefined }),
  };
}

describe('classifying', () => {
  it('goes by the USB ids', () => {
    expect(classifyDevice(romInfo)).toBe('rom');
    for (const productId of [0x0d31, 0x0d32, 0x0d33])
      expect(classifyDevice({ ...runtimeInfo, productId })).toBe('runtime');
    expect(classifyDevice(stranger)).toBe('other');
    expect(classifyDevice({ ...romInfo, productId: 0x3748 })).toBe('other');
  });
});

describe('finding the board in DFU mode', () => {
  it('selects the only one', async () => {
    expect(await findRom(busOf(stranger, romInfo, runtimeInfo))).toBe(romInfo);
  });

  it('finds one by serial number in any letter case, and by path', async () => {
    const other = { ...romInfo, serial: '00AABBCCDDEE', path: '2-1' };
    expect(await findRom(busOf(romInfo, other), { serial: '00aabbccddee' })).toBe(other);
    expect(await findRom(busOf(romInfo, other), { path: '1-2' })).toBe(romInfo);
  });

  it('says there is none', async () => {
    await expect(findRom(busOf(stranger))).rejects.toMatchObject({ code: 'no-device', exit: 3 });
  });

  it('reports a board that is connected, but running', async () => {
    await expect(findRom(busOf(runtimeInfo))).rejects.toMatchObject({
      code: 'not-in-dfu-mode',
      details: { devices: [saying('0123456789AB at 1-7')] },
    });
    await expect(findRom(busOf(romInfo, runtimeInfo), { serial: '0123456789ab' })).rejects.toMatchObject({
      code: 'not-in-dfu-mode',
    });
  });

  it('lists serial numbers and paths when there are several', async () => {
    const other = { ...romInfo, serial: '00AABBCCDDEE', path: '2-1' };
    await expect(findRom(busOf(romInfo, other))).rejects.toMatchObject({
      code: 'several-devices',
      text: saying(/325E35633334 at 1-2, 00AABBCCDDEE at 2-1/),
      details: { devices: [saying('325E35633334 at 1-2'), saying('00AABBCCDDEE at 2-1')] },
    });
  });

  it('asks for the path where two boards have one serial number', async () => {
    const twin = { ...romInfo, path: '2-1' };
    await expect(findRom(busOf(romInfo, twin), { serial: romInfo.serial! })).rejects.toMatchObject({
      code: 'several-devices',
      next: saying(/--path/),
    });
    expect(await findRom(busOf(romInfo, twin), { serial: romInfo.serial!, path: '2-1' })).toBe(twin);
  });

  it('names a wrong serial number and the connected boards', async () => {
    await expect(findRom(busOf(romInfo, runtimeInfo), { serial: 'FFFFFFFFFFFF' })).rejects.toMatchObject({
      code: 'no-device',
      text: saying(
        'No board in DFU mode with serial number FFFFFFFFFFFF was found. Found: 325E35633334 at 1-2, 0123456789AB at 1-7.',
      ),
    });
  });

  it('finds one by serial number beside another that a program uses, which is a failure only where it may be the one', async () => {
    const clock = virtualClock();
    const busy = createVirtualBoard('v3.6-56V+dfu,seed=2', { clock });
    const board = createVirtualBoard('v3.6-56V+dfu', { clock, path: '1-2' });
    const bus = virtualBus([busy, board], { clock });
    const wanted = board.serial;
    const blind: UsbBus = {
      ...bus,
      list: async () => (await bus.list()).map(({ serial: _unread, ...rest }) => rest),
      open: async (device) => {
        if (device.path === '1-1') throw new LinkError('busy', 'in use');
        return bus.open({ ...device, serial: wanted });
      },
    };
    expect(await findRom(blind, { serial: wanted })).toMatchObject({ serial: wanted, path: '1-2' });
    await expect(findRom(blind, { serial: '000000000000' })).rejects.toMatchObject({ code: 'device-busy' });
    await expect(findRom(blind, { serial: wanted, path: '1-1' })).rejects.toMatchObject({ code: 'device-busy' });
  });

  it('opens a device whose serial number the system did not report, and reads it', async () => {
    const clock = virtualClock();
    const board = createVirtualBoard('v3.6-56V+dfu', { clock });
    const bus = virtualBus([board], { clock });
    const blind: UsbBus = {
      ...bus,
      list: async () => (await bus.list()).map(({ serial: _unread, ...rest }) => rest),
      open: async (device) => bus.open({ ...device, serial: board.serial }),
    };
    expect(await findRom(blind, { serial: board.serial })).toMatchObject({ serial: board.serial, path: '1-1' });
    await expect(findRom(blind, { serial: '000000000000' })).rejects.toMatchObject({
      code: 'no-device',
      message: expect.stringContaining(board.serial),
    });
    expect(await findRom(blind)).toMatchObject({ path: '1-1' });
  });

  it('reports missing permission', async () => {
    const { serial: _unread, ...unread } = romInfo;
    await expect(findRom(busOf(unread), { serial: '325E35633334' })).rejects.toMatchObject({
      code: 'permission-denied',
    });
  });
});

describe('waiting for a device', () => {
  function changingBus() {
    let devices: readonly UsbDeviceInfo[] = [];
    const listeners = new Set<(event: BusEvent) => void>();
    const bus: UsbBus = {
      list: async () => devices,
      open: () => Promise.reject(new LinkError('io', 'not here')),
      watch: (listener) => {
        listeners.add(listener);
        return { [Symbol.dispose]: () => listeners.delete(listener) };
      },
    };
    const plug = (device: UsbDeviceInfo, told: boolean) => {
      devices = [...devices, device];
      if (told) for (const listener of listeners) listener({ type: 'arrived', device });
    };
    return { bus, plug, listeners };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const isRom = (device: UsbDeviceInfo) => classifyDevice(device) === 'rom';

  it('finds one that is already connected', async () => {
    const options = { clock: manualClock(), timeoutMs: 1_000 };
    expect(await waitForDevice(busOf(stranger, romInfo), isRom, options)).toBe(romInfo);
  });

  it('finds one that connects, without waiting for the next poll', async () => {
    const { bus, plug, listeners } = changingBus();
    const waiting = waitForDevice(bus, isRom, { clock: manualClock(), timeoutMs: 60_000 });
    await settle();
    plug(stranger, true);
    await settle();
    plug(romInfo, true);
    expect(await waiting).toBe(romInfo);
    expect(listeners.size).toBe(0);
  });

  it('polls where no event comes', async () => {
    const { bus, plug } = changingBus();
    const clock = manualClock();
    const waiting = waitForDevice(bus, isRom, { clock, timeoutMs: 60_000 });
    await settle();
    plug(romInfo, false);
    await clock.advance(250);
    expect(await waiting).toBe(romInfo);
  });

  it('ends without a device at the timeout', async () => {
    const { bus, listeners } = changingBus();
    const clock = virtualClock();
    expect(await waitForDevice(bus, isRom, { clock, timeoutMs: 2_000 })).toBeUndefined();
    expect(clock.now()).toBe(2_000);
    expect(listeners.size).toBe(0);
  });

  it('ends with the reason of an abort', async () => {
    const { bus, listeners } = changingBus();
    const stop = new AbortController();
    const waiting = waitForDevice(bus, isRom, { clock: manualClock(), timeoutMs: 60_000, signal: stop.signal });
    await settle();
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(listeners.size).toBe(0);
  });

  it('passes a failure of the bus on', async () => {
    const broken: UsbBus = { ...busOf(), list: () => Promise.reject(new LinkError('io', 'no bus')) };
    await expect(waitForDevice(broken, isRom, { clock: manualClock(), timeoutMs: 1_000 })).rejects.toThrow('no bus');
  });
});

describe("another chip's bootloader", () => {
  const gd32: UsbDeviceInfo = { vendorId: 0x28e9, productId: 0x0189, release: 0x0100, path: '1-3' };
  const at32: UsbDeviceInfo = { vendorId: 0x2e3c, productId: 0xdf11, release: 0x0100, path: '1-4' };
  const apm32: UsbDeviceInfo = { vendorId: 0x314b, productId: 0x0106, release: 0x0100, path: '1-5' };

  it.each([
    [gd32, /1-3 is a GigaDevice GD32 in its bootloader \(28e9:0189\)/],
    [at32, /1-4 is an Artery AT32 in its bootloader \(2e3c:df11\)/],
    [apm32, /1-5 is a Geehy APM32 in its bootloader \(314b:0106\)/],
  ])('is refused by its name where there is no board', async (device, text) => {
    const refused = findRom(busOf(stranger, device));
    await expect(refused).rejects.toMatchObject({ code: 'board-unknown', text: saying(text) });
    await expect(findRom(busOf(device), { path: device.path })).rejects.toMatchObject({ code: 'board-unknown' });
  });

  it('does not prevent finding a board, and does not match another path or serial number', async () => {
    expect(await findRom(busOf(gd32, romInfo))).toBe(romInfo);
    await expect(findRom(busOf(gd32), { path: '1-9' })).rejects.toMatchObject({ code: 'no-device' });
    await expect(findRom(busOf(gd32), { serial: '356D38673332' })).rejects.toMatchObject({ code: 'no-device' });
    await expect(findRom(busOf(gd32, runtimeInfo))).rejects.toMatchObject({ code: 'not-in-dfu-mode' });
  });

  it('is refused by its name where it is chosen beside a board', async () => {
    await expect(findRom(busOf(gd32, romInfo), { path: '1-3' })).rejects.toMatchObject({ code: 'board-unknown' });
  });
});
