// The bus on Linux: the kernel lists, libusb opens.

import type { BusEvent } from '@odflash/core/ports';
import { describe, expect, it } from 'vitest';
import { until } from '../../../../test/support/manual-clock.ts';
import { fakeLibrary, fakeLibraryDevice } from './fake-library.ts';
import { fakeLinux, kindOf, mouse, onLinux, rom } from './libusb-bench.ts';

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

  it('retries for a second until udev has made the node accessible', async () => {
    const device = fakeLibraryDevice();
    const { bus, clock } = onLinux(fakeLinux([rom]), [fakeLibrary([device])]);
    device.fails.open = -3;
    const opening = bus.open(rom);
    await until(() => clock.waiting() === 1);
    delete device.fails.open;
    clock.advance(100);
    await using _link = await opening;
  });

  it('and then fails with "access"', async () => {
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
