// Boards that are plugged in and were allowed on an earlier visit, and whether a run on one of them was interrupted.

import type { UsbDeviceInfo, Vault } from '@odflash/core';
import { isBoard } from './filters.ts';
import type { PageState } from './state.ts';

export async function knownBoards(vault: Vault, devices: readonly UsbDeviceInfo[]): Promise<PageState['known']> {
  const records = await vault.list('journal-').catch(() => []);
  return devices.filter(isBoard).map((device) => {
    const { serial } = device;
    const interrupted = serial !== undefined && records.some((name) => name.includes(serial.toUpperCase()));
    return { device, interrupted };
  });
}
