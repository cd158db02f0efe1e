// Parts of sentences that more than one file needs.

import type { DeviceName } from '@odflash/core/messages';

/** `356D38673332 at 1-2.3`. */
export function deviceText({ serial, path }: DeviceName): string {
  return `${serial ?? 'no serial number'} at ${path}`;
}

/** Several devices, one after the other. */
export function deviceList(devices: readonly DeviceName[]): string {
  return devices.map(deviceText).join(', ');
}
