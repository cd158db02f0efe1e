// Boards that are plugged in and were allowed on an earlier visit, and whether a run on one of them was interrupted.

import type { UsbDeviceInfo, Vault } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import type { PageState } from './state.ts';

const boards = [usbIds.rom, ...usbIds.runtime];

export async function knownBoards(vault: Vault, devices: readonly UsbDeviceInfo[]): Promise<PageState['known']> {
  const records = await vault.list('journal-').catch(() => []);
  return devices
    .filter(({ vendorId, productId }) => boards.some((id) => id.vendorId === vendorId && id.productId === productId))
    .map((device) => {
      const { serial } = device;
      const interrupted = serial !== undefined && records.some((name) => name.includes(serial.toUpperCase()));
      return { device, interrupted };
    });
}
