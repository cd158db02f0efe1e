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

/** The same device, not gone since. What could be read or reported only once says nothing. */
function sameDevice(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  const agree = <T>(one: T | undefined, other: T | undefined) =>
    one === undefined || other === undefined || one === other;
  const sameKind = a.vendorId === b.vendorId && a.productId === b.productId;
  return a.path === b.path && sameKind && agree(a.serial, b.serial) && agree(a.address, b.address);
}
