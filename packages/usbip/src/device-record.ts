// What DEVLIST and IMPORT say of a plugged-in device, read off its own descriptors (USB 2.0 §9.6). Knows no socket.

import type { UsbDevicePort } from '@odflash/core/ports';
import { type InterfaceRecord, type ListedDevice, speedCodes } from './wire.ts';

/** Place of a device on the server: name and the two numbers its devid is made of. */
export interface DevicePlace {
  readonly busid: string;
  readonly busnum: number;
  readonly devnum: number;
}

/** devid of the URB phase. */
export function devidOf(place: DevicePlace): number {
  return ((place.busnum << 16) | place.devnum) >>> 0;
}

export function describePort(port: UsbDevicePort, place: DevicePlace): ListedDevice {
  const { device, configuration } = port.descriptors;
  const interfaces = interfacesOf(configuration);
  return {
    interfaces,
    record: {
      ...place,
      path: `/virtual/usb${place.busnum}/${place.busid}`,
      speed: speedCodes[port.speed],
      vendorId: u16(device, 8),
      productId: u16(device, 10),
      release: u16(device, 12),
      deviceClass: device[4] ?? 0,
      deviceSubclass: device[5] ?? 0,
      deviceProtocol: device[6] ?? 0,
      configurationValue: configuration[5] ?? 0,
      configurations: device[17] ?? 0,
      interfaces: interfaces.length,
    },
  };
}

const interfaceDescriptor = 4;

/** The first alternate setting of each interface. */
function interfacesOf(configuration: Uint8Array): InterfaceRecord[] {
  const found = new Map<number, InterfaceRecord>();
  for (let at = 0; at + 2 <= configuration.length; ) {
    const length = configuration[at] ?? 0;
    if (length < 2) break;
    const number = configuration[at + 2] ?? 0;
    if (configuration[at + 1] === interfaceDescriptor && length >= 9 && !found.has(number)) {
      found.set(number, {
        interfaceClass: configuration[at + 5] ?? 0,
        interfaceSubclass: configuration[at + 6] ?? 0,
        interfaceProtocol: configuration[at + 7] ?? 0,
      });
    }
    at += length;
  }
  return [...found.values()];
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}
