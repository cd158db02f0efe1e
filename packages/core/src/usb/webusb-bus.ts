// UsbBus over WebUSB: the devices that a person has allowed this page to use. WebUSB does not show the port: as long as a device stays on the
// bus, its object is what it is; from one enumeration to the next there is its name alone, which may be misread or another one, so
// that code that follows a board asks the chip. Permission is for the name, too. Written against the few members it needs, like the link.

import {
  type BusEvent,
  type Clock,
  LinkError,
  type LinkFailure,
  type UsbBus,
  type UsbDeviceInfo,
  type UsbLink,
} from '../ports.ts';
import { openWebUsbLink, type WebUsbDevice, webUsbInfo } from './webusb-link.ts';

/** `USBDeviceFilter` of the WebUSB specification. */
export interface WebUsbFilter {
  readonly vendorId: number;
  readonly productId?: number;
}

/** The members of `USBConnectionEvent` this adapter uses. */
export interface WebUsbEvent {
  readonly device: WebUsbDevice;
}

/** The members of `navigator.usb` this adapter uses. */
export interface WebUsb {
  /** Devices the page may use. */
  getDevices(): Promise<readonly WebUsbDevice[]>;
  /** Lets a person choose one. */
  requestDevice(options: { filters: WebUsbFilter[] }): Promise<WebUsbDevice>;
  /** Hears of devices the page may use. */
  addEventListener(type: 'connect' | 'disconnect', listener: (event: WebUsbEvent) => void): void;
  /** The opposite of `addEventListener`. */
  removeEventListener(type: 'connect' | 'disconnect', listener: (event: WebUsbEvent) => void): void;
}

/** A bus that grows by permission: what was not permitted is not on it. */
export interface WebUsbBus extends UsbBus {
  /**
   * Lets a person choose a device in the browser's own list, which only a click may open; it is on the bus from then on.
   * `undefined` if the list was closed without a choice. Throws {@link LinkError} `access` where the page may not ask.
   */
  request(filters: readonly WebUsbFilter[]): Promise<UsbDeviceInfo | undefined>;
}

/** The devices behind `navigator.usb`. */
export function webUsbBus(usb: WebUsb, { clock }: { readonly clock: Clock }): WebUsbBus {
  const paths = createPaths();
  const listeners = new Set<(event: BusEvent) => void>();
  const infoOf = (device: WebUsbDevice) => ({
    ...webUsbInfo(device, paths.of(device)),
    address: paths.numberOf(device),
  });
  const present = async () => {
    const devices = await usb.getDevices().catch(refused);
    paths.note(devices);
    return devices;
  };
  const arrived = async (device: WebUsbDevice) => {
    await present();
    for (const listener of listeners) listener({ type: 'arrived', device: infoOf(device) });
  };
  return {
    list: async () => (await present()).map(infoOf),
    open: async (wanted): Promise<UsbLink> => {
      const found = (await present()).find((device) => isSame(infoOf(device), wanted));
      if (!found) throw new LinkError('disconnected', `the device ${wanted.path} is not there any more`);
      return openWebUsbLink(found, { clock, path: wanted.path });
    },
    watch: (listener) => {
      const connect = ({ device }: WebUsbEvent) => {
        // A list that cannot be read is no news; the next look says why.
        present().then(
          () => listener({ type: 'arrived', device: infoOf(device) }),
          () => undefined,
        );
      };
      const disconnect = ({ device }: WebUsbEvent) => listener({ type: 'left', device: infoOf(device) });
      usb.addEventListener('connect', connect);
      usb.addEventListener('disconnect', disconnect);
      listeners.add(listener);
      return {
        [Symbol.dispose]: () => {
          usb.removeEventListener('connect', connect);
          usb.removeEventListener('disconnect', disconnect);
          listeners.delete(listener);
        },
      };
    },
    request: async (filters) => {
      const chosen = await usb.requestDevice({ filters: [...filters] }).catch(notChosen);
      if (!chosen) return undefined;
      // Chrome fires no `connect` for a device that was there before it was allowed (WebUSB §4).
      await arrived(chosen);
      return infoOf(chosen);
    },
  };
}

/** Devices that are there have paths of their own. */
function isSame(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.path === b.path && a.vendorId === b.vendorId && a.productId === b.productId;
}

const requestFailures: Readonly<Record<string, LinkFailure>> = { SecurityError: 'access' };

function notChosen(error: unknown): undefined {
  if (error instanceof Error && error.name === 'NotFoundError') return undefined;
  return refused(error);
}

function refused(error: unknown): never {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  throw new LinkError(requestFailures[name] ?? 'io', `usb: ${message}`, { cause: error });
}

interface Paths {
  /** Gives every device of the list its path; two boards that show one serial number (clones) get two. */
  note(devices: readonly WebUsbDevice[]): void;
  of(device: WebUsbDevice): string;
  /** One for each object: there is a new one at each enumeration. */
  numberOf(device: WebUsbDevice): number;
}

/** A path for each object: its serial number where that is free, else a number of its own. */
function createPaths(): Paths {
  const known = new WeakMap<WebUsbDevice, string>();
  const numbers = new WeakMap<WebUsbDevice, number>();
  let unnamed = 0;
  let counted = 0;
  const pathFor = (device: WebUsbDevice, taken: ReadonlySet<string>) => {
    const serial = device.serialNumber?.toUpperCase();
    if (!serial) return `usb-${++unnamed}`;
    let path = serial;
    for (let count = 2; taken.has(path); count++) path = `${serial}-${count}`;
    return path;
  };
  const note = (devices: readonly WebUsbDevice[]) => {
    const taken = new Set(devices.flatMap((device) => known.get(device) ?? []));
    for (const device of devices) {
      if (known.has(device)) continue;
      const path = pathFor(device, taken);
      known.set(device, path);
      numbers.set(device, ++counted);
      taken.add(path);
    }
  };
  return {
    note,
    of: (device) => {
      if (!known.has(device)) note([device]);
      return known.get(device) ?? '';
    },
    numberOf: (device) => numbers.get(device) ?? 0,
  };
}
