// How operating systems and browsers treat a USB device, as data.

import type { LinkFailure } from '@odflash/core/ports';

/** How a host controller and its driver treat transfers. */
export interface HostModel {
  readonly name: string;
  /** Longest a control transfer may take, whatever was asked for, in ms. */
  readonly controlLimitMs: number;
  /** Whether a transfer that timed out is taken back from the device. Where not, the link is of no more use. */
  readonly cancels: boolean;
  /** What becomes of an OUT control transfer without data. */
  readonly zeroLengthOut: 'sent' | 'ignored' | 'fails';
  /** Why no device can be opened here, if so. */
  readonly openFails?: LinkFailure | undefined;
}

/** Linux: libusb over usbfs. */
const linux: HostModel = {
  name: 'linux',
  controlLimitMs: Number.POSITIVE_INFINITY,
  cancels: true,
  zeroLengthOut: 'sent',
};

/** WinUSB ends control transfers after 5 s (PIPE_TRANSFER_TIMEOUT of the default pipe). */
const winUsbLimitMs = 5000;

/** Names of the hosts. */
export type HostName = 'linux' | 'windows' | 'windows-libusb0' | 'windows-libusb0-silent' | 'chrome' | 'chrome-windows';

/** By name. */
export const hostModels: Readonly<Record<HostName, HostModel>> = {
  linux,
  windows: { ...linux, name: 'windows', controlLimitMs: winUsbLimitMs },
  /** libusb-win32 up to 1.2.6 and libusbK 3.0.7: wLength 0 gives an I/O error (libusb #382, libusb-win32 #21). */
  'windows-libusb0': { ...linux, name: 'windows-libusb0', zeroLengthOut: 'fails' },
  /** The same driver where the error is suppressed: nothing is sent and no error is reported. */
  'windows-libusb0-silent': { ...linux, name: 'windows-libusb0-silent', zeroLengthOut: 'ignored' },
  /** WebUSB has no way to take a transfer back. */
  chrome: { ...linux, name: 'chrome', cancels: false },
  'chrome-windows': { ...linux, name: 'chrome-windows', controlLimitMs: winUsbLimitMs, cancels: false },
};

export function hostModel(host: HostName | HostModel | undefined): HostModel {
  return typeof host === 'object' ? host : hostModels[host ?? 'linux'];
}
