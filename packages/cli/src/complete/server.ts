// Boards behind a USB/IP server, for completion: none is asked for its serial number.

import { systemClock, type UsbBus } from '@odflash/core';
import { connectUsbip } from '@odflash/usbip';
import { serverAddress } from '../option-values.ts';

/** The bus at an address as --usbip takes it. Throws for an invalid one. */
export function openServer(address: string): UsbBus {
  return connectUsbip({ ...serverAddress(address), clock: systemClock });
}
