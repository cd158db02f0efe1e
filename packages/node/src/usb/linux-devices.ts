// What Linux shows of USB devices without opening any: the files under /sys/bus/usb/devices (kernel document
// Documentation/ABI/stable/sysfs-bus-usb) and the rights on the device nodes.

import { constants } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UsbDeviceInfo } from '@odflash/core';
import { comparePaths } from '@odflash/core/discovery';
import type { LinkFailure } from '@odflash/core/ports';

/** A device as sysfs shows it. */
export interface LinuxDevice extends UsbDeviceInfo {
  readonly busNumber: number;
  readonly address: number;
}

/** The devices Linux knows, opened or not. */
export interface LinuxDevices {
  /** Every device with its strings, root hubs left out; `undefined` where the kernel has no USB. */
  list(): Promise<readonly LinuxDevice[] | undefined>;
  /** Why this user cannot open the device; `undefined` if it can. */
  obstacle(device: LinuxDevice): Promise<LinkFailure | undefined>;
}

/** `/dev/bus/usb/001/004`. */
export function deviceNode(busNumber: number, address: number, root = '/'): string {
  const digits = (value: number) => String(value).padStart(3, '0');
  return join(root, 'dev', 'bus', 'usb', digits(busNumber), digits(address));
}

/** `root` is another place for /sys and /dev, for tests. */
export function linuxDevices(root = '/'): LinuxDevices {
  const folder = join(root, 'sys', 'bus', 'usb', 'devices');
  return {
    async list() {
      const names = await readdir(folder).catch(() => undefined);
      // `1-2.3` is a device, `1-2.3:1.0` an interface, `usb1` a root hub.
      const paths = names?.filter((name) => /^\d+-[\d.]+$/.test(name));
      const devices = paths && (await Promise.all(paths.map((path) => readDevice(folder, path))));
      return devices?.filter((device) => device !== undefined).sort(comparePaths);
    },
    async obstacle(device) {
      const node = deviceNode(device.busNumber, device.address, root);
      const allowed = await access(node, constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      );
      return allowed ? undefined : 'access';
    },
  };
}

/** `undefined` if it goes while it is looked at. */
async function readDevice(folder: string, path: string): Promise<LinuxDevice | undefined> {
  const read = async (name: string) =>
    (await readFile(join(folder, path, name), 'utf8').catch(() => undefined))?.replace(/\n$/, '');
  const [vendor, product, release, bus, number, ...texts] = await Promise.all(
    ['idVendor', 'idProduct', 'bcdDevice', 'busnum', 'devnum', 'serial', 'manufacturer', 'product'].map(read),
  );
  const numbers = [vendor, product, release].map((text) => Number.parseInt(text ?? '', 16));
  const [vendorId = Number.NaN, productId = Number.NaN, bcdDevice = Number.NaN] = numbers;
  const busNumber = Number.parseInt(bus ?? '', 10);
  const address = Number.parseInt(number ?? '', 10);
  if ([vendorId, productId, bcdDevice, busNumber, address].some(Number.isNaN)) return undefined;
  const [serial, manufacturer, productName] = texts;
  return {
    vendorId,
    productId,
    release: bcdDevice,
    path,
    busNumber,
    address,
    serial,
    manufacturer,
    product: productName,
  };
}
