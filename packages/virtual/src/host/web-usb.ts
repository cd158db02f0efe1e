// `navigator.usb` of a virtual computer: what Chrome makes of a bus. A stall is a status, everything else a DOMException by name;
// nothing times out but Windows' own five seconds; each enumeration is a new object; what was not permitted is not there.
// Names and sentences are those of Chromium's usb_device.cc and usb.cc.

import { type Clock, LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import type { ControlSetup, LinkFailure } from '@odflash/core/ports';
import type {
  WebUsb,
  WebUsbDevice,
  WebUsbEvent,
  WebUsbFilter,
  WebUsbInResult,
  WebUsbOutResult,
  WebUsbSetup,
} from '@odflash/core/usb';
import { type Plugged, virtualBus } from './bus.ts';
import type { HostModel, HostName } from './host-models.ts';

/** Which devices stand in the browser's list, and what the person there takes; `undefined` closes the list. */
export type Chooser = (devices: readonly UsbDeviceInfo[]) => Promise<UsbDeviceInfo | undefined>;

/** The computer below the browser, and the person in front of it. */
export interface VirtualWebUsbOptions {
  readonly clock: Clock;
  /** The system below the browser. Default `linux`. */
  readonly host?: HostName | HostModel | undefined;
  /** Default: the first device of the list. */
  readonly choose?: Chooser | undefined;
  /** The person has allowed everything before. Default: nothing. */
  readonly allowed?: boolean | undefined;
}

/** `navigator.usb`, and what a person can do in the browser's settings. */
export interface VirtualWebUsb extends WebUsb {
  /** Takes every permission back; what is open is closed. */
  revoke(): Promise<void>;
}

/** A browser on a computer with these devices. */
export function virtualWebUsb(devices: readonly Plugged[], options: VirtualWebUsbOptions): VirtualWebUsb {
  const { clock, host } = options;
  return webUsbOn(virtualBus(devices, { clock, host }), options);
}

/** What one page of a browser has: its own objects and permissions, on the bus that all pages of that browser share. */
export function webUsbOn(bus: UsbBus, options: Omit<VirtualWebUsbOptions, 'clock' | 'host'> = {}): VirtualWebUsb {
  const { choose = firstOf, allowed = false } = options;
  const objects = new WeakMap<UsbDeviceInfo, BrowserDevice>();
  const granted = new Set<unknown>();
  const open = new Set<BrowserDevice>();
  const events = new EventTarget();
  const listeners = new Map<unknown, (event: Event) => void>();

  const objectOf = (info: UsbDeviceInfo): BrowserDevice => {
    const before = objects.get(info);
    if (before) return before;
    const device = browserDevice(info, () => bus.open(info), open);
    objects.set(info, device);
    return device;
  };
  const isGranted = (info: UsbDeviceInfo) => allowed || granted.has(permissionOf(info));
  bus.watch(({ type, device: info }) => {
    const device = objectOf(info);
    if (type === 'left') device.leave();
    if (isGranted(info)) events.dispatchEvent(connectionEvent(type === 'left' ? 'disconnect' : 'connect', device));
  });
  return {
    getDevices: async () => (await bus.list()).filter(isGranted).map(objectOf),
    requestDevice: async ({ filters }) => {
      const fitting = (await bus.list()).filter((info) => filters.some((filter) => fits(filter, info)));
      const chosen = await choose(fitting);
      if (!chosen) throw new DOMException('No device selected.', 'NotFoundError');
      granted.add(permissionOf(chosen));
      return objectOf(chosen);
    },
    addEventListener: (type, listener) => {
      const adapter = (event: Event) => listener(event as Event & WebUsbEvent);
      listeners.set(listener, adapter);
      events.addEventListener(type, adapter);
    },
    removeEventListener: (type, listener) => {
      const adapter = listeners.get(listener);
      if (adapter) events.removeEventListener(type, adapter);
    },
    revoke: async () => {
      granted.clear();
      for (const device of [...open]) await device.drop();
    },
  };
}

const firstOf: Chooser = async ([first]) => first;

/** Chrome remembers a device by ids and serial number; one without is forgotten when it is unplugged. */
function permissionOf(info: UsbDeviceInfo): unknown {
  return info.serial === undefined ? info : `${info.vendorId}:${info.productId}:${info.serial}`;
}

function fits({ vendorId, productId }: WebUsbFilter, info: UsbDeviceInfo): boolean {
  return vendorId === info.vendorId && (productId === undefined || productId === info.productId);
}

function connectionEvent(type: 'connect' | 'disconnect', device: WebUsbDevice): Event {
  return Object.assign(new Event(type), { device });
}

interface BrowserDevice extends WebUsbDevice {
  leave(): void;
  /** The browser takes it from the page, whatever is in progress. */
  drop(): Promise<void>;
}

function browserDevice(info: UsbDeviceInfo, openLink: () => Promise<UsbLink>, open: Set<BrowserDevice>): BrowserDevice {
  let link: UsbLink | undefined;
  const claimed = new Set<number>();
  const drop = async () => {
    const closing = link;
    shut();
    await closing?.[Symbol.asyncDispose]();
  };
  /** Changes in progress: of the device, or of an interface by its number. */
  const changing = new Set<'device' | number>();
  const opened = (): UsbLink => {
    if (link) return link;
    throw new DOMException('The device must be opened first.', 'InvalidStateError');
  };
  const shut = () => {
    link = undefined;
    claimed.clear();
    open.delete(device);
  };
  /** One change at a time, as `EnsureNoDeviceOrInterfaceChangeInProgress` in usb_device.cc has it. */
  const change = async <T>(what: 'device' | number, call: Call, work: () => Promise<T>): Promise<T> => {
    if (changing.has('device'))
      throw new DOMException('An operation that changes the device state is in progress.', 'InvalidStateError');
    if (what === 'device' ? changing.size > 0 : changing.has(what))
      throw new DOMException('An operation that changes interface state is in progress.', 'InvalidStateError');
    changing.add(what);
    try {
      return await told(call, work);
    } finally {
      changing.delete(what);
    }
  };
  const control = (setup: WebUsbSetup, direction: 0 | 0x80): ControlSetup => {
    const isMine = setup.recipient !== 'interface' || claimed.has(setup.index & 0xff);
    if (!isMine) throw new DOMException('The specified interface has not been claimed.', 'InvalidStateError');
    const requestType = direction | (types.indexOf(setup.requestType) << 5) | recipients.indexOf(setup.recipient);
    return { requestType, request: setup.request, value: setup.value, index: setup.index };
  };
  const device: BrowserDevice = {
    vendorId: info.vendorId,
    productId: info.productId,
    deviceVersionMajor: info.release >> 8,
    deviceVersionMinor: (info.release >> 4) & 0xf,
    deviceVersionSubminor: info.release & 0xf,
    manufacturerName: info.manufacturer ?? null,
    productName: info.product ?? null,
    serialNumber: info.serial ?? null,
    get opened() {
      return link !== undefined;
    },
    // The system has configured it, as far as it let itself be.
    configuration: { configurationValue: 1 },
    open: () =>
      change('device', 'open', async () => {
        if (link) return;
        link = await openLink();
        open.add(device);
      }),
    close: () => change('device', 'open', drop),
    reset: () => change('device', 'reset', () => opened().reset()),
    selectConfiguration: async () => void opened(),
    claimInterface: (number) =>
      change(number, 'claim', async () => {
        await opened().claim(number);
        claimed.add(number);
      }),
    selectAlternateInterface: (number, alternate) =>
      change(number, 'select', () => opened().selectAlternate(number, alternate)),
    controlTransferIn: (setup, length) =>
      told('transfer', async () => inResult(await opened().controlIn(control(setup, 0x80), length, noLimit))),
    controlTransferOut: (setup, data = new Uint8Array(0)) =>
      told('transfer', async () => outResult(await opened().controlOut(control(setup, 0), data, noLimit))),
    transferIn: (endpoint, length) =>
      told('transfer', async () => inResult(await opened().bulkIn(endpoint | 0x80, length, noLimit))),
    transferOut: (endpoint, data) =>
      told('transfer', async () => outResult(await opened().bulkOut(endpoint, data, noLimit))),
    leave: shut,
    drop,
  };
  return device;
}

/** WebUSB has no timeout; the host model may have one. */
const noLimit = 0;
const types = ['standard', 'class', 'vendor'] as const;
const recipients = ['device', 'interface', 'endpoint', 'other'] as const;

function inResult({ status, data }: { status: 'ok' | 'stall' | 'babble'; data: Uint8Array }): WebUsbInResult {
  const bytes = data.slice();
  return { status, data: status === 'stall' ? undefined : new DataView(bytes.buffer) };
}

function outResult({ status, bytes }: { status: 'ok' | 'stall' | 'babble'; bytes: number }): WebUsbOutResult {
  return { status, bytesWritten: status === 'stall' ? 0 : bytes };
}

type Call = 'open' | 'claim' | 'select' | 'reset' | 'transfer';
type Refusal = readonly [name: string, message: string];

const transferError: Refusal = ['NetworkError', 'A transfer error has occurred.'];
const gone: Refusal = ['NotFoundError', 'The device was disconnected.'];
const denied: Refusal = ['SecurityError', 'Access denied.'];

/** What each failure looks like to a page; anything else as in `otherwise`. */
const refusals: Readonly<Partial<Record<LinkFailure, Refusal>>> = {
  disconnected: gone,
  access: denied,
  // Without WinUSB Chrome can list a device and not open it.
  'no-driver': denied,
};
const otherwise: Readonly<Record<Call, Refusal>> = {
  open: ['NetworkError', 'Unable to open the device.'],
  claim: ['NetworkError', 'Unable to claim interface.'],
  select: ['NetworkError', 'Unable to set device interface.'],
  reset: ['NetworkError', 'Unable to reset the device.'],
  transfer: transferError,
};

/** Makes a DOMException of what the host says. */
async function told<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    const [name, message] = refusals[error.kind] ?? otherwise[call];
    throw new DOMException(message, name);
  }
}
