// A WebUSB device whose members can be replaced, as a link on a clock of the test.

import type { UsbLink } from '@odflash/core/ports';
import { openWebUsbLink, type WebUsbDevice } from '@odflash/core/usb';
import { bytes } from '../dfu/scripted-link.ts';
import { type ManualClock, manualClock } from './test-clock.ts';

/** A DOMException as far as anyone can tell. */
export function domError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

export interface Fake {
  readonly device: WebUsbDevice;
  readonly calls: readonly string[];
}

/** A device whose members can be replaced, and which writes down what it is asked. */
export function fakeDevice(overrides: Partial<WebUsbDevice> = {}): Fake {
  const calls: string[] = [];
  const note = async (...call: readonly unknown[]) => void calls.push(call.join(' '));
  const device: WebUsbDevice = {
    vendorId: 0x0483,
    productId: 0xdf11,
    deviceVersionMajor: 0x22,
    deviceVersionMinor: 0,
    deviceVersionSubminor: 0,
    manufacturerName: 'STMicroelectronics',
    productName: 'STM32  BOOTLOADER',
    serialNumber: '325E35633334',
    opened: false,
    configuration: null,
    open: () => note('open'),
    close: () => note('close'),
    reset: () => note('reset'),
    selectConfiguration: (value) => note('configuration', value),
    claimInterface: (number) => note('claim', number),
    selectAlternateInterface: (number, alternate) => note('alternate', number, alternate),
    controlTransferIn: async ({ requestType, recipient, request, value, index }, length) => {
      await note('in', requestType, recipient, request, value, index, length);
      return { status: 'ok', data: new DataView(bytes('00 00 00 00 02 00').buffer) };
    },
    controlTransferOut: async ({ requestType, recipient, request, value, index }, data) => {
      await note('out', requestType, recipient, request, value, index, data?.length);
      return { status: 'ok', bytesWritten: data?.length ?? 0 };
    },
    transferIn: async (endpoint, length) => {
      await note('bulk in', endpoint, length);
      return { status: 'ok', data: new DataView(bytes('01 02').buffer) };
    },
    transferOut: async (endpoint, data) => {
      await note('bulk out', endpoint, data.length);
      return { status: 'ok', bytesWritten: data.length };
    },
    ...overrides,
  };
  return { device, calls };
}

export const open = (device: WebUsbDevice, clock: ManualClock = manualClock()): Promise<UsbLink> =>
  openWebUsbLink(device, { clock, path: 'page-1' });
