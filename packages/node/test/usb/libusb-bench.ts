import { FlasherError, isFlasherError, LinkError } from '@odflash/core';
import type { LinkFailure } from '@odflash/core/ports';
import { sentence } from '../../../../test/support/in-english.ts';
import { manualClock } from '../../../../test/support/manual-clock.ts';
import { type UsbBusOptions, usbBus } from '../../src/index.ts';
import type { LinuxDevice, LinuxDevices } from '../../src/usb/linux-devices.ts';
import type { FakeLibrary } from './fake-library.ts';

export const rom: LinuxDevice = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2.3',
  busNumber: 1,
  address: 5,
  serial: '356D38673332',
};
export const mouse: LinuxDevice = { vendorId: 1, productId: 2, release: 3, path: '1-4', busNumber: 1, address: 9 };

export interface FakeLinux extends LinuxDevices {
  devices: readonly LinuxDevice[] | undefined;
  obstacles: Record<string, LinkFailure>;
}

export function fakeLinux(devices: readonly LinuxDevice[] | undefined): FakeLinux {
  const linux: FakeLinux = {
    devices,
    obstacles: {},
    list: async () => linux.devices,
    obstacle: async (device) => linux.obstacles[device.path],
  };
  return linux;
}

export const kindOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof LinkError ? thrown.kind : isFlasherError(thrown) ? thrown.code : thrown),
  );

export function onLinux(linux: FakeLinux, libraries: readonly FakeLibrary[]) {
  const clock = manualClock();
  let loads = 0;
  const load = () => {
    const library = libraries[Math.min(loads, libraries.length - 1)];
    loads += 1;
    if (!library) throw new FlasherError('usb-unavailable', sentence('does not load'));
    return library;
  };
  return { clock, loads: () => loads, bus: usbBus({ clock, platform: 'linux', linux, load, pollMs: 1000 }) };
}

export function elsewhere(
  library: FakeLibrary,
  platform: NodeJS.Platform = 'win32',
  more: Partial<UsbBusOptions> = {},
) {
  const clock = manualClock();
  return { clock, bus: usbBus({ clock, platform, load: () => library, ...more }) };
}
