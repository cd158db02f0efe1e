// libusb's two number ranges in the words of the ports. Data (libusb.h: enum libusb_error, enum libusb_transfer_status).

import { LinkError } from '@odflash/core';
import type { LinkFailure, TransferStatus } from '@odflash/core/ports';
import type { LibusbError } from './usb-library.ts';

/** How a transfer ended that reached the device. */
const answers: Readonly<Record<number, TransferStatus>> = {
  /** LIBUSB_TRANSFER_STALL */
  4: 'stall',
  /** LIBUSB_TRANSFER_OVERFLOW */
  6: 'babble',
  /** LIBUSB_ERROR_OVERFLOW */
  [-8]: 'babble',
  /** LIBUSB_ERROR_PIPE */
  [-9]: 'stall',
};

const failures: Readonly<Record<number, readonly [kind: LinkFailure, name: string]>> = {
  1: ['io', 'LIBUSB_TRANSFER_ERROR'],
  2: ['timeout', 'LIBUSB_TRANSFER_TIMED_OUT'],
  3: ['io', 'LIBUSB_TRANSFER_CANCELLED'],
  4: ['io', 'LIBUSB_TRANSFER_STALL'],
  5: ['disconnected', 'LIBUSB_TRANSFER_NO_DEVICE'],
  6: ['io', 'LIBUSB_TRANSFER_OVERFLOW'],
  [-1]: ['io', 'LIBUSB_ERROR_IO'],
  [-2]: ['io', 'LIBUSB_ERROR_INVALID_PARAM'],
  [-3]: ['access', 'LIBUSB_ERROR_ACCESS'],
  [-4]: ['disconnected', 'LIBUSB_ERROR_NO_DEVICE'],
  [-5]: ['io', 'LIBUSB_ERROR_NOT_FOUND'],
  [-6]: ['busy', 'LIBUSB_ERROR_BUSY'],
  [-7]: ['timeout', 'LIBUSB_ERROR_TIMEOUT'],
  [-8]: ['io', 'LIBUSB_ERROR_OVERFLOW'],
  [-9]: ['io', 'LIBUSB_ERROR_PIPE'],
  [-10]: ['io', 'LIBUSB_ERROR_INTERRUPTED'],
  [-11]: ['io', 'LIBUSB_ERROR_NO_MEM'],
  [-12]: ['no-driver', 'LIBUSB_ERROR_NOT_SUPPORTED'],
  [-99]: ['io', 'LIBUSB_ERROR_OTHER'],
};

/** What a number means only on one system or for one call. */
const exceptions: readonly {
  readonly errno: number;
  readonly platform?: NodeJS.Platform | undefined;
  readonly call?: string | undefined;
  readonly kind: LinkFailure;
}[] = [
  // Windows finds no WinUSB, libusbK or libusb0 behind the device or its interface.
  { errno: -5, platform: 'win32', call: 'open', kind: 'no-driver' },
  { errno: -5, platform: 'win32', call: 'claim', kind: 'no-driver' },
  { errno: -5, platform: 'win32', call: 'transfer', kind: 'no-driver' },
  // WinUSB serves one program at a time and reports every other attempt as a lack of permission.
  { errno: -3, platform: 'win32', call: 'claim', kind: 'busy' },
  // libusb_reset_device: the device returned as another one.
  { errno: -5, call: 'reset', kind: 'disconnected' },
];

/** The device's answer behind an error of a transfer, if it gave one. */
export function answerOf(error: LibusbError): TransferStatus | undefined {
  return error.errno === undefined ? undefined : answers[error.errno];
}

/** What went wrong with `call` (open, claim, transfer, select, reset). */
export function failureOf(thrown: unknown, call: string, platform: NodeJS.Platform): LinkError {
  if (thrown instanceof LinkError) return thrown;
  const errno = thrown instanceof Error ? (thrown as LibusbError).errno : undefined;
  // Without a number it is the library's own: the device has been closed under its feet.
  if (errno === undefined) return new LinkError('disconnected', `${call}: ${String(thrown)}`, { cause: thrown });
  const special = exceptions.find(
    (entry) =>
      entry.errno === errno &&
      (entry.platform === undefined || entry.platform === platform) &&
      (entry.call === undefined || entry.call === call),
  );
  const [kind, name] = failures[errno] ?? (['io', `libusb error ${errno}`] as const);
  return new LinkError(special?.kind ?? kind, `${call}: ${name}`, { cause: thrown });
}
