// The `usb` package as far as it is used here: its legacy Device API, which shows libusb as it is (timeouts per transfer,
// true byte counts, error numbers).

import { FlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { usbPackage } from './usb-package.ts';

/** What libusb throws and reports: `errno` is a libusb_error (negative) or a libusb_transfer_status (positive). */
export interface LibusbError extends Error {
  readonly errno?: number | undefined;
}

type Done = (error?: LibusbError) => void;

/** One device of the library's list; the same object for as long as it is plugged in. */
export interface LibraryDevice {
  readonly busNumber: number;
  readonly deviceAddress: number;
  readonly portNumbers?: readonly number[] | undefined;
  readonly deviceDescriptor: {
    readonly idVendor: number;
    readonly idProduct: number;
    readonly bcdDevice: number;
  };
  /** `false`: without reading the configuration, which fails for devices that describe themselves badly. */
  open(readConfiguration: false): void;
  close(): void;
  reset(done: Done): void;
  setAutoDetachKernelDriver(enable: boolean): void;
  // The calls behind `interface(n)`, which takes an index of its own for an interface number and may throw in callbacks.
  __claimInterface(interfaceNumber: number): void;
  __releaseInterface(interfaceNumber: number, done: Done): void;
  __setInterface(interfaceNumber: number, alternate: number, done: Done): void;
}

export interface LibraryTransfer {
  submit(buffer: Uint8Array): void;
  cancel(): boolean;
}

export type TransferDone = (error: LibusbError | undefined, buffer: Uint8Array, actualLength: number) => void;

/** The part of the package `usb` that is used. */
export interface UsbLibrary {
  /** libusb_init's result; nothing else exists unless it is 0. */
  readonly INIT_ERROR: number;
  readonly Transfer: new (
    device: LibraryDevice,
    endpoint: number,
    type: number,
    timeoutMs: number,
    done: TransferDone,
  ) => LibraryTransfer;
  /** Every device on every bus. */
  getDeviceList(): LibraryDevice[];
  /** Listens to devices that come and leave. */
  on(event: 'attach' | 'detach', listener: () => void): void;
  /** Stops listening. */
  off(event: 'attach' | 'detach', listener: () => void): void;
}

/**
 * Loads the library anew each time: a new copy has its own libusb context, which scans the bus again. Each copy costs a
 * thread until the process ends. Throws `usb-unavailable`.
 */
export function loadUsbLibrary(): UsbLibrary {
  try {
    // Held against the package's own types, but for its constructor, which asks for its own class of device.
    const library = usbPackage().usb satisfies Omit<UsbLibrary, 'Transfer'>;
    return checked(library as unknown as UsbLibrary);
  } catch (cause) {
    if (cause instanceof FlasherError) throw cause;
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new FlasherError('usb-unavailable', message('usb.library-does-not-load', { cause: why }), {
      details: { reason: 'library', platform: process.platform, architecture: process.arch },
      cause,
    });
  }
}

/** Throws `usb-unavailable` where libusb could not start. */
export function checked(library: UsbLibrary): UsbLibrary {
  if (library.INIT_ERROR === 0) return library;
  throw new FlasherError('usb-unavailable', message('usb.library-does-not-start', { error: library.INIT_ERROR }), {
    details: { reason: 'library', libusb: library.INIT_ERROR },
  });
}
