// UsbLink over WebUSB, written against the few members it needs, so that it compiles without a DOM and is tested with a
// scripted device. WebUSB has no timeout and cannot cancel: a transfer that takes too long leaves a link that cannot be trusted,
// because its late reply would be mistaken for the answer to the next request. Such a link refuses everything until reopened.

import {
  type Clock,
  type ControlSetup,
  type InTransfer,
  LinkError,
  type LinkFailure,
  type OutTransfer,
  type TransferStatus,
  type UsbDeviceInfo,
  type UsbLink,
} from '../ports.ts';

/** `USBControlTransferParameters` of the WebUSB specification. */
export interface WebUsbSetup {
  readonly requestType: 'standard' | 'class' | 'vendor';
  readonly recipient: 'device' | 'interface' | 'endpoint' | 'other';
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

/** `USBInTransferResult` of the WebUSB specification. */
export interface WebUsbInResult {
  readonly status?: TransferStatus | undefined;
  readonly data?: DataView | undefined;
}

/** `USBOutTransferResult` of the WebUSB specification. */
export interface WebUsbOutResult {
  readonly status?: TransferStatus | undefined;
  readonly bytesWritten?: number | undefined;
}

/**
 * Bytes in memory of their own, not shared between threads, as WebUSB wants them. TypeScript has a name for that type since 5.7
 * only; this one means the same from 5.4 on.
 */
export type UnsharedBytes = ReturnType<Uint8Array['slice']>;

/** The members of `USBDevice` this adapter uses. */
export interface WebUsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersionMajor: number;
  readonly deviceVersionMinor: number;
  readonly deviceVersionSubminor: number;
  readonly manufacturerName?: string | null | undefined;
  readonly productName?: string | null | undefined;
  readonly serialNumber?: string | null | undefined;
  readonly opened: boolean;
  readonly configuration?: object | null | undefined;
  /** Begins a session with the device. */
  open(): Promise<void>;
  /** Ends the session and releases what was claimed. */
  close(): Promise<void>;
  /** Resets the port of the device. */
  reset(): Promise<void>;
  /** SET_CONFIGURATION. */
  selectConfiguration(value: number): Promise<void>;
  /** Reserves an interface for this page. */
  claimInterface(interfaceNumber: number): Promise<void>;
  /** SET_INTERFACE; the interface must be claimed. */
  selectAlternateInterface(interfaceNumber: number, alternate: number): Promise<void>;
  /** A control transfer from the device, of `length` bytes at most. */
  controlTransferIn(setup: WebUsbSetup, length: number): Promise<WebUsbInResult>;
  /** A control transfer to the device. */
  controlTransferOut(setup: WebUsbSetup, data?: UnsharedBytes): Promise<WebUsbOutResult>;
  /** A bulk transfer from an endpoint, of `length` bytes at most. */
  transferIn(endpoint: number, length: number): Promise<WebUsbInResult>;
  /** A bulk transfer to an endpoint. */
  transferOut(endpoint: number, data: UnsharedBytes): Promise<WebUsbOutResult>;
}

type Call = 'open' | 'claim' | 'select' | 'reset' | 'transfer';

/** What a DOMException's name means for each kind of call, as Chrome uses them; anything else is `io`. */
const failures: Readonly<Record<Call, Readonly<Record<string, LinkFailure>>>> = {
  open: {
    SecurityError: 'access',
    NetworkError: 'busy',
    NotFoundError: 'disconnected',
    NotSupportedError: 'no-driver',
  },
  claim: { SecurityError: 'access', NetworkError: 'busy', NotFoundError: 'disconnected' },
  select: { NotFoundError: 'disconnected' },
  reset: { NotFoundError: 'disconnected' },
  transfer: { NotFoundError: 'disconnected', SecurityError: 'access' },
};

/** How long a platform call may take. A claim that never settles is what Windows shows without a WinUSB driver. */
const callMs = 5_000;
const onTimeout: Readonly<Record<Call, LinkFailure>> = {
  open: 'timeout',
  claim: 'no-driver',
  select: 'timeout',
  reset: 'timeout',
  transfer: 'timeout',
};

/** What is known of a WebUSB device; `path` is the caller's, since WebUSB reports none. */
export function webUsbInfo(device: WebUsbDevice, path: string): UsbDeviceInfo {
  const { deviceVersionMajor: major, deviceVersionMinor: minor, deviceVersionSubminor: subminor } = device;
  return {
    vendorId: device.vendorId,
    productId: device.productId,
    release: (major << 8) | (minor << 4) | subminor,
    path,
    nameOnly: true,
    serial: device.serialNumber || undefined,
    manufacturer: device.manufacturerName || undefined,
    product: device.productName || undefined,
  };
}

const types = ['standard', 'class', 'vendor'] as const;
const recipients = ['device', 'interface', 'endpoint', 'other'] as const;

function webUsbSetup({ requestType, request, value, index }: ControlSetup): WebUsbSetup {
  return {
    requestType: types[(requestType >> 5) & 3] ?? 'vendor',
    recipient: recipients[requestType & 0x1f] ?? 'other',
    request,
    value,
    index,
  };
}

/**
 * Opens the device, selects its first configuration if the system has not, and hands out the link. Disposing closes it.
 * Throws {@link LinkError}.
 */
export async function openWebUsbLink(
  device: WebUsbDevice,
  { clock, path }: { readonly clock: Clock; readonly path: string },
): Promise<UsbLink> {
  const { call, lateChange } = guardedCalls(clock);
  const open = async () => {
    await closing.get(device);
    if (!device.opened) await device.open();
  };
  // A device that has gone cannot be closed and need not be.
  const close = () => device.close().catch(() => undefined);
  /** Chrome does not close a device that it opens, configures or claims (usb_device.cc): one that is late is closed after that. */
  const closeLate = () => {
    const late = lateChange();
    if (late) closing.set(device, late.then(close, close));
  };
  try {
    await call('open', callMs, open);
    if (!device.configuration) await call('select', callMs, () => device.selectConfiguration(1));
  } catch (error) {
    closeLate();
    throw error;
  }
  return {
    info: webUsbInfo(device, path),
    controlIn: async (setup, length, timeoutMs) =>
      inTransfer(await call('transfer', timeoutMs, () => device.controlTransferIn(webUsbSetup(setup), length))),
    controlOut: async (setup, data, timeoutMs) =>
      // Always with a buffer: some implementations refuse a zero-length transfer without one.
      outTransfer(await call('transfer', timeoutMs, () => device.controlTransferOut(webUsbSetup(setup), data.slice()))),
    bulkIn: async (endpoint, length, timeoutMs) =>
      inTransfer(await call('transfer', timeoutMs, () => device.transferIn(endpoint & 0x0f, length))),
    bulkOut: async (endpoint, data, timeoutMs) =>
      outTransfer(await call('transfer', timeoutMs, () => device.transferOut(endpoint & 0x0f, data.slice()))),
    claim: (interfaceNumber) => call('claim', callMs, () => device.claimInterface(interfaceNumber)),
    selectAlternate: (interfaceNumber, alternate) =>
      call('select', callMs, () => device.selectAlternateInterface(interfaceNumber, alternate)),
    reset: () => call('reset', callMs, () => device.reset()),
    [Symbol.asyncDispose]: async () => {
      await close();
      closeLate();
    },
  };
}

/** Devices that are closed as soon as a call that took too long has ended. Opening one anew waits for that. */
const closing = new WeakMap<WebUsbDevice, Promise<void>>();

function inTransfer({ status, data }: WebUsbInResult): InTransfer {
  const bytes = data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(0);
  return { status: status ?? 'ok', data: bytes.slice() };
}

function outTransfer({ status, bytesWritten }: WebUsbOutResult): OutTransfer {
  return { status: status ?? 'ok', bytes: bytesWritten ?? 0 };
}

interface GuardedCalls {
  /** Runs a platform call with a time limit; after one that ran over it, every further call is refused. */
  call<T>(kind: Call, timeoutMs: number, start: () => Promise<T>): Promise<T>;
  /** The call that ran over its limit, unless it was a transfer: those are ended by closing. */
  lateChange(): Promise<unknown> | undefined;
}

function guardedCalls(clock: Clock): GuardedCalls {
  let poisoned = false;
  let late: Promise<unknown> | undefined;
  const call: GuardedCalls['call'] = async (kind, timeoutMs, start) => {
    if (poisoned) throw new LinkError('io', 'the link must be reopened after a timeout');
    const settled = new AbortController();
    const expiry = clock.sleep(timeoutMs, settled.signal).then(
      () => {
        if (settled.signal.aborted) return undefined as never;
        poisoned = true;
        throw new LinkError(onTimeout[kind], `${kind} took longer than ${timeoutMs} ms`);
      },
      () => new Promise<never>(() => undefined),
    );
    const work = start();
    // The loser of the race still settles some day, without a listener.
    work.catch(() => undefined);
    expiry.catch(() => undefined);
    try {
      return await Promise.race([work, expiry]);
    } catch (error) {
      if (poisoned && kind !== 'transfer') late = work;
      throw error instanceof LinkError ? error : linkError(kind, error);
    } finally {
      settled.abort();
    }
  };
  return { call, lateChange: () => late };
}

/** DOMExceptions are distinguished by name: `instanceof` fails across realms and outside browsers. */
function linkError(kind: Call, error: unknown): LinkError {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  return new LinkError(failures[kind][name] ?? 'io', `${kind}: ${message}`, { cause: error });
}
