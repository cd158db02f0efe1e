// What the browser's list shows, by what the page is looking for.

import { type UsbId, usbIds } from '@odflash/core/board';
import type { Permission } from './state.ts';

/** V2, V2-1 (with and without mass storage), V3 (with and without, minimal). UM1075, and Linux' stlink rules. */
const probeProducts = [0x3748, 0x374a, 0x374b, 0x3752, 0x374e, 0x374f, 0x3753, 0x3754, 0x3757];
const probes: readonly UsbId[] = probeProducts.map((productId) => ({ vendorId: 0x0483, productId }));

/** Boards in every mode, and probes. */
export const anyBoard: readonly UsbId[] = [...usbIds.runtime, usbIds.rom, ...probes];

export const wantedBy: Readonly<Record<Permission, readonly UsbId[]>> = {
  bootloader: [usbIds.rom],
  board: usbIds.runtime,
};

const boards: readonly UsbId[] = [usbIds.rom, ...usbIds.runtime];

const isOneOf = (ids: readonly UsbId[], { vendorId, productId }: UsbId): boolean =>
  ids.some((id) => id.vendorId === vendorId && id.productId === productId);

export function isProbe(device: UsbId): boolean {
  return isOneOf(probes, device);
}

/** Running or in DFU mode. */
export function isBoard(device: UsbId): boolean {
  return isOneOf(boards, device);
}
