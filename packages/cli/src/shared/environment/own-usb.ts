// The USB ports of this computer.

import { systemClock, type UpdateEnv } from '@odflash/core';
import { bootloaderDriver, usbBus } from '@odflash/node';

/** Which bus, and what its system needs for a bootloader. */
export type UsbPlace = Pick<UpdateEnv, 'bus' | 'bootloaderNeedsDriver' | 'bootloaderDriver'>;

export function ownUsb(): UsbPlace {
  return {
    bus: usbBus({ clock: systemClock }),
    bootloaderNeedsDriver: process.platform === 'win32',
    bootloaderDriver: () => bootloaderDriver(),
  };
}
