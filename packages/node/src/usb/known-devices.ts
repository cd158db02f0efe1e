// The devices a flasher of ODrives cares about, by USB id. Data.

import type { UsbDeviceInfo } from '@odflash/core';
import { type UsbId, usbIds } from '@odflash/core/board';

/** ST-Link V2, V2-1, V3 and their variants (OpenOCD interface/stlink.cfg). */
export const stlinkIds: readonly UsbId[] = [0x3748, 0x374b, 0x374e, 0x374f, 0x3752, 0x3753, 0x3754, 0x3757].map(
  (productId) => ({ vendorId: 0x0483, productId }),
);

const known: readonly UsbId[] = [usbIds.rom, ...usbIds.runtime, ...stlinkIds];

/** True for an STM32 bootloader, a running ODrive or an ST-Link; nothing else is ever opened. */
export function isOfInterest(device: UsbId | UsbDeviceInfo): boolean {
  return known.some((id) => id.vendorId === device.vendorId && id.productId === device.productId);
}
