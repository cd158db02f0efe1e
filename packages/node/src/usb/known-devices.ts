// The devices a flasher of ODrives cares about, by USB id. Data.

import type { UsbDeviceInfo } from '@odflash/core';
import { type UsbId, usbIds } from '@odflash/core/board';
import { probeModels, stVendorId } from '@odflash/core/stlink';

/** ST-Links of every kind. */
export const stlinkIds: readonly UsbId[] = probeModels.map(({ productId }) => ({ vendorId: stVendorId, productId }));

const known: readonly UsbId[] = [usbIds.rom, ...usbIds.runtime, ...stlinkIds];

/** True for an STM32 bootloader, a running ODrive or an ST-Link; nothing else is ever opened. */
export function isOfInterest(device: UsbId | UsbDeviceInfo): boolean {
  return known.some((id) => id.vendorId === device.vendorId && id.productId === device.productId);
}
