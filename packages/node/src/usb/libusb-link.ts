// An opened device of the `usb` package as a UsbLink: one libusb transfer per call, with its own timeout and the count of
// bytes that really went. Knows no device and no bus.

import { LinkError, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import type { ControlSetup, InTransfer, OutTransfer, TransferStatus } from '@odflash/core/ports';
import { answerOf, failureOf } from './libusb-errors.ts';
import { timeKeeper } from './time-keeper.ts';
import type { LibraryDevice, LibraryTransfer, LibusbError, UsbLibrary } from './usb-library.ts';

/** libusb_transfer_type */
const transferTypes = { control: 0, bulk: 2 } as const;

const setupLength = 8;

/** libusb's timeout: whole milliseconds, at most 31 bits, 0 = none. */
function wholeMilliseconds(timeoutMs: number): number {
  return timeoutMs > 0x7fff_ffff ? 0 : Math.ceil(timeoutMs);
}

export interface LibusbLinkOptions {
  readonly library: UsbLibrary;
  readonly device: LibraryDevice;
  readonly info: UsbDeviceInfo;
  readonly platform: NodeJS.Platform;
}

/** Opens the device. Throws LinkError. */
export function openLibusbLink({ library, device, info, platform }: LibusbLinkOptions): UsbLink {
  openDevice(device, platform);
  const active = new Map<LibraryTransfer, Promise<unknown>>();
  const time = timeKeeper(cancel);
  const claimed = new Set<number>();
  let closed = false;

  function checkOpen(): void {
    if (closed) throw new LinkError('disconnected', 'the link is closed');
  }

  async function transfer(type: number, endpoint: number, buffer: Buffer, timeoutMs: number): Promise<Ended> {
    checkOpen();
    let made: LibraryTransfer | undefined;
    const ended = new Promise<Ended>((resolve, reject) => {
      made = new library.Transfer(device, endpoint, type, wholeMilliseconds(timeoutMs), (error, _buffer, actual) => {
        const status = error ? answerOf(error) : 'ok';
        if (status) resolve({ status, actual });
        else reject(failureOf(error, 'transfer', platform));
      });
      made.submit(buffer);
    });
    if (made) {
      active.set(made, ended);
      time.begin(made, wholeMilliseconds(timeoutMs));
    }
    try {
      return await ended;
    } catch (thrown) {
      if (made && time.end(made))
        throw new LinkError('timeout', `transfer: no completion after ${timeoutMs} ms`, { cause: thrown });
      throw failureOf(thrown, 'transfer', platform);
    } finally {
      if (made) {
        time.end(made);
        active.delete(made);
      }
    }
  }

  /** One of the library's calls that answer through a callback. */
  async function call(name: string, start: (done: (error?: LibusbError) => void) => void): Promise<void> {
    checkOpen();
    try {
      await new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
    } catch (thrown) {
      throw failureOf(thrown, name, platform);
    }
  }

  return {
    info,
    async controlIn(setup, length, timeoutMs) {
      const buffer = controlBuffer(setup, length);
      const { status, actual } = await transfer(transferTypes.control, 0, buffer, timeoutMs);
      return { status, data: copyOf(buffer, setupLength, actual) } satisfies InTransfer;
    },
    async controlOut(setup, data, timeoutMs) {
      const buffer = controlBuffer(setup, data.length);
      buffer.set(data, setupLength);
      const { status, actual } = await transfer(transferTypes.control, 0, buffer, timeoutMs);
      return { status, bytes: actual } satisfies OutTransfer;
    },
    async bulkIn(endpoint, length, timeoutMs) {
      const buffer = Buffer.alloc(length);
      const { status, actual } = await transfer(transferTypes.bulk, endpoint | 0x80, buffer, timeoutMs);
      return { status, data: copyOf(buffer, 0, actual) };
    },
    async bulkOut(endpoint, data, timeoutMs) {
      const { status, actual } = await transfer(transferTypes.bulk, endpoint & 0x0f, Buffer.from(data), timeoutMs);
      return { status, bytes: actual };
    },
    async claim(interfaceNumber) {
      checkOpen();
      if (claimed.has(interfaceNumber)) return;
      try {
        device.__claimInterface(interfaceNumber);
      } catch (thrown) {
        throw failureOf(thrown, 'claim', platform);
      }
      claimed.add(interfaceNumber);
    },
    selectAlternate: (interfaceNumber, alternate) =>
      call('select', (done) => device.__setInterface(interfaceNumber, alternate, done)),
    reset: () => call('reset', (done) => device.reset(done)),
    async [Symbol.asyncDispose]() {
      if (closed) return;
      closed = true;
      await abandon(active);
      time[Symbol.dispose]();
      for (const number of claimed) await release(device, number);
      closeDevice(device);
    },
  };
}

interface Ended {
  readonly status: TransferStatus;
  readonly actual: number;
}

function openDevice(device: LibraryDevice, platform: NodeJS.Platform): void {
  try {
    device.open(false);
  } catch (thrown) {
    throw failureOf(thrown, 'open', platform);
  }
  // Windows has nothing to detach (usb 2.16), and elsewhere it is not a loss where it does not work.
  if (platform === 'win32') return;
  try {
    device.setAutoDetachKernelDriver(true);
  } catch {}
}

function controlBuffer(setup: ControlSetup, length: number): Buffer {
  const { requestType, request, value, index } = setup;
  const buffer = Buffer.alloc(setupLength + length);
  buffer.set([requestType, request, value & 0xff, value >> 8, index & 0xff, index >> 8, length & 0xff, length >> 8]);
  return buffer;
}

function copyOf(buffer: Buffer, offset: number, length: number): Uint8Array {
  return new Uint8Array(buffer.subarray(offset, offset + length));
}

/** The library refuses to close a device with a transfer under way. */
async function abandon(active: ReadonlyMap<LibraryTransfer, Promise<unknown>>): Promise<void> {
  for (const transfer of active.keys()) cancel(transfer);
  await Promise.allSettled(active.values());
}

function cancel(transfer: LibraryTransfer): void {
  try {
    transfer.cancel();
  } catch {
    // It has ended by itself, or the device has gone and ends it.
  }
}

/** A device that has gone cannot release anything and need not. */
function release(device: LibraryDevice, interfaceNumber: number): Promise<void> {
  return new Promise((resolve) => {
    try {
      device.__releaseInterface(interfaceNumber, () => resolve());
    } catch {
      resolve();
    }
  });
}

function closeDevice(device: LibraryDevice): void {
  try {
    device.close();
  } catch {
    // Nothing that could be done about it; the process's end closes it for certain.
  }
}
