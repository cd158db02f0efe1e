// The bus on other systems, and the library itself.

import { existsSync } from 'node:fs';
import { systemClock, type UsbDeviceInfo } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { usbBus } from '../../src/index.ts';
import { checked, loadUsbLibrary } from '../../src/usb/usb-library.ts';
import { fakeLibrary, fakeLibraryDevice, named } from './fake-library.ts';
import { elsewhere } from './libusb-bench.ts';

describe('the bus on other systems', () => {
  it('opens devices of interest alone, once, to read their names', async () => {
    const board = fakeLibraryDevice({ answer: named('356D38673332') });
    const other = fakeLibraryDevice({ vendorId: 1, productId: 2, address: 6, ports: [7] });
    const { bus } = elsewhere(fakeLibrary([board, other]));
    const expected: UsbDeviceInfo[] = [
      {
        vendorId: 0x0483,
        productId: 0xdf11,
        release: 0x2200,
        path: '1-2.3',
        address: 5,
        serial: '356D38673332',
        manufacturer: 'STMicroelectronics',
        product: 'STM32  BOOTLOADER',
      },
      { vendorId: 1, productId: 2, release: 0x2200, path: '1-7', address: 6 },
    ];
    expect(await bus.list()).toEqual(expected);
    expect(await bus.list()).toEqual(expected);
    expect(board.log).toEqual(['open false', 'close']);
    expect(other.log).toEqual([]);
  });

  it.each([
    ['win32', -12, 'no-driver'],
    ['win32', -3, 'access'],
    ['darwin', -6, 'busy'],
  ] as const)('remembers why a device would not open (%s, %i): %s', async (platform, errno, cannotOpen) => {
    const board = fakeLibraryDevice();
    board.fails.open = errno;
    const { bus } = elsewhere(fakeLibrary([board]), platform);
    expect(await bus.list()).toMatchObject([{ path: '1-2.3', cannotOpen }]);
    delete board.fails.open;
    board.answer = named('ABC');
    expect(await bus.list()).toMatchObject([{ path: '1-2.3', serial: 'ABC' }]);
  });

  it('gives a bootloader half a second to tell its name, not the usual patience', async () => {
    const timeouts: number[] = [];
    const board = fakeLibraryDevice({
      answer: ({ timeoutMs, end }) => {
        timeouts.push(timeoutMs);
        end({ errno: 2 });
      },
    });
    const { bus } = elsewhere(fakeLibrary([board]));
    expect(await bus.list()).toMatchObject([{ cannotOpen: 'timeout' }]);
    expect(timeouts).toEqual([500]);
  });

  it('leaves a device alone that it has opened itself', async () => {
    const board = fakeLibraryDevice({ answer: named('ABC') });
    const { bus } = elsewhere(fakeLibrary([board]));
    const bare = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-2.3' };
    await using _link = await bus.open(bare);
    expect(await bus.list()).toEqual([{ ...bare, address: 5 }]);
    expect(board.log.filter((entry) => entry.startsWith('open'))).toHaveLength(1);
  });

  it('names a port by its address where the system reports no ports', async () => {
    const { bus } = elsewhere(fakeLibrary([fakeLibraryDevice({ ports: [], vendorId: 1 })]));
    expect(await bus.list()).toMatchObject([{ path: '1:5' }]);
  });
});

describe('the library', () => {
  it('that could not start libusb is usb-unavailable', () => {
    expect(() => checked({ ...fakeLibrary(), INIT_ERROR: -99 })).toThrow(
      expect.objectContaining({ code: 'usb-unavailable', exit: 4 }),
    );
  });

  it('loads here, anew each time, and lists', () => {
    const first = loadUsbLibrary();
    const second = loadUsbLibrary();
    expect(first).not.toBe(second);
    expect(Array.isArray(second.getDeviceList())).toBe(true);
    expect(first.getDeviceList()).toHaveLength(second.getDeviceList().length);
  });

  it('and this machine give a list, or usb-unavailable where there is no USB', async () => {
    const list = usbBus({ clock: systemClock }).list();
    if (process.platform === 'linux' && !existsSync('/sys/bus/usb/devices')) {
      await expect(list).rejects.toMatchObject({ code: 'usb-unavailable', board: undefined });
    } else {
      expect(Array.isArray(await list)).toBe(true);
    }
  });
});
