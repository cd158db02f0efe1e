// The two ways to know what is plugged in. Linux shows names and rights without opening anything; elsewhere libusb lists,
// and devices of interest are opened for a moment to read their names.

import { type Clock, FlasherError, LinkError, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import { comparePaths } from '@odflash/core/discovery';
import { message } from '@odflash/core/messages';
import { type DeviceStrings, readDeviceStrings } from '@odflash/core/usb';
import { isOfInterest } from './known-devices.ts';
import type { LibraryContext } from './library-context.ts';
import { openLibusbLink } from './libusb-link.ts';
import { deviceNode, type LinuxDevice, type LinuxDevices } from './linux-devices.ts';
import type { LibraryDevice } from './usb-library.ts';

export interface Sockets {
  /** Throws FlasherError `usb-unavailable`, LinkError. */
  list(): Promise<readonly UsbDeviceInfo[]>;
  /** The library's device for one of {@link list}, `undefined` if it has gone. Throws `usb-unavailable`, LinkError. */
  find(device: UsbDeviceInfo): Promise<LibraryDevice | undefined>;
  /** A failure to open, in the light of what the system knows. */
  explain(failure: LinkError, device: UsbDeviceInfo): Promise<LinkError>;
}

/** How long libusb may take to hear of a device the kernel already shows, in ms. */
const newsMs = 300;
const retryMs = 50;

export function linuxSockets(context: LibraryContext, linux: LinuxDevices, clock: Clock): Sockets {
  async function present(): Promise<readonly LinuxDevice[]> {
    const devices = await linux.list();
    if (devices) return devices;
    throw new FlasherError('usb-unavailable', message('usb.no-bus'), {
      details: { reason: 'no-usb' },
      next: message('next.pass-usb-to-container'),
    });
  }

  const locate = async (device: UsbDeviceInfo) => (await present()).find((other) => isSame(other, device));

  function inLibrary({ busNumber, address }: LinuxDevice, devices: readonly LibraryDevice[]) {
    return devices.find((device) => device.busNumber === busNumber && device.deviceAddress === address);
  }

  return {
    list: async () =>
      Promise.all(
        (await present()).map(async (device) => {
          const cannotOpen = isOfInterest(device) ? await linux.obstacle(device) : undefined;
          const { busNumber: _, ...info } = device;
          return { ...info, cannotOpen };
        }),
      ),
    async find(device) {
      const system = await locate(device);
      if (!system) return undefined;
      for (let waited = 0; waited <= newsMs; waited += retryMs) {
        const found = inLibrary(system, context.library().getDeviceList());
        if (found) return found;
        await clock.sleep(retryMs);
      }
      return inLibrary(system, context.renew().getDeviceList());
    },
    async explain(failure, device) {
      const system = await locate(device).catch(() => undefined);
      if (!system || failure.kind !== 'disconnected' || !(await linux.obstacle(system))) return failure;
      const node = deviceNode(system.busNumber, system.address);
      return new LinkError('access', `the device is connected, but its node ${node} is missing`, { cause: failure });
    },
  };
}

/** Reading a name must not hold up a list: a bootloader that is busy erasing answers nothing, in ms. */
const namePatienceMs = 500;

export function librarySockets(context: LibraryContext, platform: NodeJS.Platform, isOpen: IsOpen): Sockets {
  const names = new Map<LibraryDevice, DeviceStrings>();

  async function namesOf(device: LibraryDevice, info: UsbDeviceInfo): Promise<Partial<UsbDeviceInfo>> {
    const known = names.get(device);
    // What this process has opened itself must be left alone.
    if (known || isOpen(device) || !isOfInterest(info)) return known ?? {};
    try {
      await using link = openLibusbLink({ library: context.library(), device, info, platform });
      const strings = await readDeviceStrings(hasty(link));
      names.set(device, strings);
      return strings;
    } catch (thrown) {
      return { cannotOpen: thrown instanceof LinkError ? thrown.kind : 'io' };
    }
  }

  return {
    async list() {
      const devices = context.library().getDeviceList();
      for (const device of names.keys()) if (!devices.includes(device)) names.delete(device);
      const listed: UsbDeviceInfo[] = [];
      for (const device of devices) {
        const info = infoOf(device);
        listed.push({ ...info, ...(await namesOf(device, info)) });
      }
      return listed.sort(comparePaths);
    },
    find: async (device) => {
      const devices = context.library().getDeviceList();
      return devices.find((other) => isSame(infoOf(other), device));
    },
    explain: async (failure) => failure,
  };
}

/** Whether this process has that device open. */
export type IsOpen = (device: LibraryDevice) => boolean;

/** `1-2.3`, as Linux writes it; where a system reports no ports, `1:4` with the address instead. */
function pathOf({ busNumber, deviceAddress, portNumbers }: LibraryDevice): string {
  return portNumbers?.length ? `${busNumber}-${portNumbers.join('.')}` : `${busNumber}:${deviceAddress}`;
}

function infoOf(device: LibraryDevice): UsbDeviceInfo {
  const { idVendor, idProduct, bcdDevice } = device.deviceDescriptor;
  return {
    vendorId: idVendor,
    productId: idProduct,
    release: bcdDevice,
    path: pathOf(device),
    address: device.deviceAddress,
  };
}

function isSame(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.path === b.path && a.vendorId === b.vendorId && a.productId === b.productId;
}

function hasty(link: UsbLink): UsbLink {
  return { ...link, controlIn: (setup, length) => link.controlIn(setup, length, namePatienceMs) };
}
