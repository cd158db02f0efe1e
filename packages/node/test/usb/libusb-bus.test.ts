import { existsSync } from 'node:fs';
import {
  type BusEvent,
  FlasherError,
  isFlasherError,
  LinkError,
  type LinkFailure,
  systemClock,
  type UsbDeviceInfo,
} from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { manualClock, until } from '../../../../test/support/manual-clock.ts';
import { type UsbBusOptions, usbBus } from '../../src/index.ts';
import type { LinuxDevice, LinuxDevices } from '../../src/usb/linux-devices.ts';
import { checked, loadUsbLibrary } from '../../src/usb/usb-library.ts';
import { type FakeLibrary, fakeLibrary, fakeLibraryDevice, named } from './fake-library.ts';

const rom: LinuxDevice = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2.3',
  busNumber: 1,
  address: 5,
  serial: '356D38673332',
};
const mouse: LinuxDevice = { vendorId: 1, productId: 2, release: 3, path: '1-4', busNumber: 1, address: 9 };

interface FakeLinux extends LinuxDevices {
  devices: readonly LinuxDevice[] | undefined;
  obstacles: Record<string, LinkFailure>;
}

function fakeLinux(devices: readonly LinuxDevice[] | undefined): FakeLinux {
  const linux: FakeLinux = {
    devices,
    obstacles: {},
    list: async () => linux.devices,
    obstacle: async (device) => linux.obstacles[device.path],
  };
  return linux;
}

const kindOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof LinkError ? thrown.kind : isFlasherError(thrown) ? thrown.code : thrown),
  );

function onLinux(linux: FakeLinux, libraries: readonly FakeLibrary[]) {
  const clock = manualClock();
  let loads = 0;
  const load = () => {
    const library = libraries[Math.min(loads, libraries.length - 1)];
    loads += 1;
    if (!library) throw new FlasherError('usb-unavailable', 'does not load');
    return library;
  };
  return { clock, loads: () => loads, bus: usbBus({ clock, platform: 'linux', linux, load, pollMs: 1000 }) };
}

function elsewhere(library: FakeLibrary, platform: NodeJS.Platform = 'win32', more: Partial<UsbBusOptions> = {}) {
  const clock = manualClock();
  return { clock, bus: usbBus({ clock, platform, load: () => library, ...more }) };
}

describe('the bus on Linux', () => {
  it('lists names and rights without loading libusb, let alone opening a device', async () => {
    const linux = fakeLinux([rom, mouse]);
    linux.obstacles = { '1-2.3': 'access', '1-4': 'access' };
    const { bus, loads } = onLinux(linux, []);
    expect(await bus.list()).toEqual([
      {
        vendorId: 0x0483,
        productId: 0xdf11,
        release: 0x2200,
        path: '1-2.3',
        address: 5,
        serial: '356D38673332',
        cannotOpen: 'access',
      },
      { vendorId: 1, productId: 2, release: 3, path: '1-4', address: 9 },
    ]);
    expect(loads()).toBe(0);
  });

  it('says usb-unavailable where the kernel has no USB', async () => {
    const { bus, loads } = onLinux(fakeLinux(undefined), []);
    expect(await kindOf(bus.list())).toBe('usb-unavailable');
    expect(await kindOf(bus.open(rom))).toBe('usb-unavailable');
    expect(loads()).toBe(0);
  });

  it('says usb-unavailable when the library does not load, but still lists', async () => {
    const { bus } = onLinux(fakeLinux([rom]), []);
    expect(await bus.list()).toHaveLength(1);
    expect(await kindOf(bus.open(rom))).toBe('usb-unavailable');
  });

  it('opens the device with the same bus and device number', async () => {
    const wrong = fakeLibraryDevice({ address: 4 });
    const right = fakeLibraryDevice({ address: 5 });
    const { bus } = onLinux(fakeLinux([rom]), [fakeLibrary([wrong, right])]);
    await using link = await bus.open(rom);
    expect(link.info.serial).toBe('356D38673332');
    expect([wrong.isOpen, right.isOpen]).toEqual([false, true]);
  });

  it('loads a new copy of the library when the old one missed a device, as without udev', async () => {
    const old = fakeLibraryDevice({ address: 4 });
    const come = fakeLibraryDevice({ address: 5 });
    const { bus, clock, loads } = onLinux(fakeLinux([rom]), [fakeLibrary([old]), fakeLibrary([come])]);
    const opening = bus.open(rom);
    while (loads() < 2) {
      await until(() => clock.waiting() === 1 || loads() === 2);
      clock.advance(50);
    }
    await using _link = await opening;
    expect(come.isOpen).toBe(true);
  });

  it('waits a little for libusb to hear of a device, without a new copy', async () => {
    const library = fakeLibrary();
    const { bus, clock, loads } = onLinux(fakeLinux([rom]), [library]);
    const opening = bus.open(rom);
    await until(() => clock.waiting() === 1);
    library.devices.push(fakeLibraryDevice());
    clock.advance(50);
    await using _link = await opening;
    expect(loads()).toBe(1);
  });

  it('says a device has gone that the kernel does not show any more, whatever libusb still lists', async () => {
    const { bus } = onLinux(fakeLinux([mouse]), [fakeLibrary([fakeLibraryDevice()])]);
    expect(await kindOf(bus.open(rom))).toBe('disconnected');
  });

  it('tries again for a second while udev has not yet opened the node to the user', async () => {
    const device = fakeLibraryDevice();
    const { bus, clock } = onLinux(fakeLinux([rom]), [fakeLibrary([device])]);
    device.fails.open = -3;
    const opening = bus.open(rom);
    await until(() => clock.waiting() === 1);
    delete device.fails.open;
    clock.advance(100);
    await using _link = await opening;
  });

  it('and then says "access"', async () => {
    const device = fakeLibraryDevice();
    const { bus, clock } = onLinux(fakeLinux([rom]), [fakeLibrary([device])]);
    device.fails.open = -3;
    const opening = kindOf(bus.open(rom));
    for (let tries = 0; tries < 10; tries++) {
      await until(() => clock.waiting() === 1);
      clock.advance(100);
    }
    expect(await opening).toBe('access');
    expect(device.log.filter((entry) => entry === 'open false')).toHaveLength(11);
  });

  it('tells a missing device node from a device that has gone', async () => {
    const device = fakeLibraryDevice();
    const linux = fakeLinux([rom]);
    const { bus, clock } = onLinux(linux, [fakeLibrary([device])]);
    device.fails.open = -4;
    expect(await kindOf(bus.open(rom))).toBe('disconnected');
    linux.obstacles = { '1-2.3': 'access' };
    const opening = kindOf(bus.open(rom));
    for (let tries = 0; tries < 10; tries++) {
      await until(() => clock.waiting() === 1);
      clock.advance(100);
    }
    expect(await opening).toBe('access');
  });

  it('refuses to open a device twice', async () => {
    const { bus } = onLinux(fakeLinux([rom]), [fakeLibrary([fakeLibraryDevice()])]);
    {
      await using _link = await bus.open(rom);
      expect(await kindOf(bus.open(rom))).toBe('busy');
    }
    await using _again = await bus.open(rom);
  });

  it('reports what comes and goes, on events and by polling', async () => {
    const linux = fakeLinux([mouse]);
    const library = fakeLibrary();
    const { bus, clock } = onLinux(linux, [library]);
    const events: BusEvent[] = [];
    const watch = bus.watch((event) => events.push(event));
    await until(() => clock.waiting() === 1);
    linux.devices = [mouse, rom];
    library.changed();
    await until(() => events.length === 1);
    await until(() => clock.waiting() === 1);
    linux.devices = [rom];
    clock.advance(1000);
    await until(() => events.length === 2);
    expect(events.map(({ type, device }) => `${type} ${device.path}`)).toEqual(['arrived 1-2.3', 'left 1-4']);
    watch[Symbol.dispose]();
    expect(library.listeners.size).toBe(0);
    await until(() => clock.waiting() === 0);
  });

  it('polls where the library does not load', async () => {
    const linux = fakeLinux([]);
    const { bus, clock } = onLinux(linux, []);
    const events: BusEvent[] = [];
    using _watch = bus.watch((event) => events.push(event));
    await until(() => clock.waiting() === 1);
    linux.devices = [rom];
    clock.advance(1000);
    await until(() => events.length === 1);
  });
});

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

  it('names a socket by its address where the system tells no ports', async () => {
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

  it('loads here, afresh each time, and lists', () => {
    const first = loadUsbLibrary();
    const second = loadUsbLibrary();
    expect(first).not.toBe(second);
    expect(Array.isArray(second.getDeviceList())).toBe(true);
    expect(first.getDeviceList()).toHaveLength(second.getDeviceList().length);
  });

  it('and this machine are met as they are: a list, or usb-unavailable where there is no USB', async () => {
    const list = usbBus({ clock: systemClock }).list();
    if (process.platform === 'linux' && !existsSync('/sys/bus/usb/devices')) {
      await expect(list).rejects.toMatchObject({ code: 'usb-unavailable', board: 'untouched' });
    } else {
      expect(Array.isArray(await list)).toBe(true);
    }
  });
});
