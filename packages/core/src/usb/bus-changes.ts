// Two looks at a bus, compared: for platforms that have no hot-plug events, or lose some. Pure.

import type { BusEvent, UsbDeviceInfo } from '../ports.ts';

/** What left and what arrived between two lists of one bus; departures first. */
export function busChanges(before: readonly UsbDeviceInfo[], after: readonly UsbDeviceInfo[]): readonly BusEvent[] {
  const missing = (devices: readonly UsbDeviceInfo[], from: readonly UsbDeviceInfo[]) =>
    devices.filter((device) => !from.some((other) => sameDevice(device, other)));
  return [
    ...missing(before, after).map((device) => ({ type: 'left', device }) as const),
    ...missing(after, before).map((device) => ({ type: 'arrived', device }) as const),
  ];
}

/** The same device in the same socket. A serial number that could be read only once says nothing. */
function sameDevice(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  const sameSerial = a.serial === undefined || b.serial === undefined || a.serial === b.serial;
  return a.path === b.path && a.vendorId === b.vendorId && a.productId === b.productId && sameSerial;
}
