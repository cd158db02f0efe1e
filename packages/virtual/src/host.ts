// The host's side: a UsbLink on a device port, with the costs, timeouts and limits of a real machine. What an operating
// system remembers of a device (configured, who claimed what) is kept per port, so two links on one device collide.

import {
  type Clock,
  type ControlSetup,
  controlInMs,
  controlOutMs,
  type DeviceAnswer,
  type DeviceTransfer,
  LinkError,
  type UsbDeviceInfo,
  type UsbDevicePort,
  type UsbLink,
} from '@odflash/core';
import { after } from './clock.ts';
import { type HostModel, type HostName, hostModel } from './host-models.ts';

export interface HostLinkOptions {
  readonly clock: Clock;
  /** Default `linux`. */
  readonly host?: HostName | HostModel;
  readonly info: UsbDeviceInfo;
}

/** What the operating system keeps of one enumeration. */
interface Known {
  readonly configured: Promise<unknown>;
  /** Which link claimed which interface. */
  readonly claims: Map<number, object>;
  /** Interface of each endpoint address. */
  readonly interfaces: ReadonlyMap<number, number>;
  readonly interfaceCount: number;
}

const known = new WeakMap<UsbDevicePort, Known>();
const empty = new Uint8Array(0);
const never = new AbortController().signal;
/** A port reset takes the hub 50 ms at least (USB 2.0 §7.1.7.5), then the device is configured again. */
const portResetMs = 60;

function send(port: UsbDevicePort, request: number, value: number, index: number): Promise<DeviceAnswer> {
  const setup = { requestType: index === 0 && request === 9 ? 0x00 : 0x01, request, value, index };
  return port.submit({ endpoint: 0, setup, data: empty, length: 0 }, never);
}

/** The operating system meets the device: SET_CONFIGURATION 1, once per enumeration. Costs no time of its own. */
function enumerate(port: UsbDevicePort): Known {
  const before = known.get(port);
  if (before) return before;
  const configured = configure(port);
  configured.catch(() => undefined);
  const now: Known = { configured, claims: new Map(), ...readConfiguration(port.descriptors.configuration) };
  known.set(port, now);
  return now;
}

function configure(port: UsbDevicePort): Promise<unknown> {
  return send(port, 9, 1, 0);
}

/** Which endpoint belongs to which interface, from the raw configuration descriptor. */
function readConfiguration(bytes: Uint8Array): Pick<Known, 'interfaces' | 'interfaceCount'> {
  const interfaces = new Map<number, number>();
  let current = 0;
  for (let at = 0; at + 2 < bytes.length && (bytes[at] ?? 0) > 0; at += bytes[at] ?? 1) {
    const type = bytes[at + 1];
    if (type === 4) current = bytes[at + 2] ?? 0;
    if (type === 5) interfaces.set(bytes[at + 2] ?? 0, current);
  }
  return { interfaces, interfaceCount: bytes[4] ?? 0 };
}

/** Opens the device behind `port` as that host would. Disposing gives its claims back. */
export function hostLink(port: UsbDevicePort, options: HostLinkOptions): UsbLink {
  const { clock, info } = options;
  const model = hostModel(options.host);
  const system = enumerate(port);
  const self = {};
  let state: 'open' | 'poisoned' | 'closed' = 'open';

  const check = () => {
    if (state === 'closed') throw new LinkError('io', 'the device was closed');
    if (state === 'poisoned')
      throw new LinkError('io', 'an earlier transfer is still open; close the device and open it again');
    if (port.unplugged.aborted)
      throw new LinkError('disconnected', 'the device is gone', { cause: port.unplugged.reason });
  };
  const checkClaim = (interfaceNumber: number) => {
    const owner = system.claims.get(interfaceNumber);
    if (owner === self) return;
    if (owner) throw new LinkError('busy', `interface ${interfaceNumber} is claimed by another program`);
    // usbfs would claim it with a warning in the kernel's log, Windows and browsers refuse: the strict way is taken.
    throw new LinkError('io', `interface ${interfaceNumber} is not claimed`);
  };

  /** One transfer with its cost on the wire and its limit in time. */
  const transfer = async (request: DeviceTransfer, costMs: number, limitMs: number): Promise<DeviceAnswer> => {
    check();
    await system.configured;
    await clock.sleep(costMs);
    check();
    const giveUp = new AbortController();
    let timedOut: (error: LinkError) => void = () => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timedOut = reject;
    });
    const cancel = after(clock, limitMs - costMs, () => {
      const error = new LinkError('timeout', `no answer within ${limitMs} ms`);
      if (model.cancels) giveUp.abort(error);
      else state = 'poisoned';
      timedOut(error);
    });
    try {
      const answer = port.submit(request, giveUp.signal);
      answer.catch(() => undefined);
      return await Promise.race([answer, late]);
    } finally {
      cancel();
    }
  };
  const limit = (timeoutMs: number) => (timeoutMs > 0 ? timeoutMs : Number.POSITIVE_INFINITY);
  const controlLimit = (timeoutMs: number) => Math.min(limit(timeoutMs), model.controlLimitMs);
  const checkControl = ({ requestType, index }: ControlSetup) => {
    if ((requestType & 0x1f) === 1 && (requestType & 0x60) !== 0) checkClaim(index & 0xff);
  };
  const checkEndpoint = (endpoint: number) => {
    const owner = system.interfaces.get(endpoint);
    if (owner === undefined) throw new LinkError('io', `there is no endpoint 0x${endpoint.toString(16)}`);
    checkClaim(owner);
  };

  return {
    info,
    controlIn: async (setup, length, timeoutMs) => {
      checkControl(setup);
      const request = { endpoint: 0, setup: { ...setup, requestType: setup.requestType | 0x80 }, data: empty, length };
      const { status, data } = await transfer(request, controlInMs(length), controlLimit(timeoutMs));
      return { status, data };
    },
    controlOut: async (setup, data, timeoutMs) => {
      checkControl(setup);
      if (data.length === 0 && model.zeroLengthOut !== 'sent') {
        check();
        await clock.sleep(controlOutMs(0));
        if (model.zeroLengthOut === 'fails') throw new LinkError('io', 'the driver refuses transfers of length 0');
        return { status: 'ok', bytes: 0 };
      }
      const request = {
        endpoint: 0,
        setup: { ...setup, requestType: setup.requestType & 0x7f },
        data,
        length: data.length,
      };
      const { status, bytes } = await transfer(request, controlOutMs(data.length), controlLimit(timeoutMs));
      return { status, bytes };
    },
    bulkIn: async (endpoint, length, timeoutMs) => {
      checkEndpoint(endpoint | 0x80);
      const request = { endpoint: endpoint | 0x80, data: empty, length };
      const { status, data } = await transfer(request, controlInMs(0), limit(timeoutMs));
      return { status, data };
    },
    bulkOut: async (endpoint, data, timeoutMs) => {
      checkEndpoint(endpoint & 0x7f);
      const request = { endpoint: endpoint & 0x7f, data, length: data.length };
      const { status, bytes } = await transfer(request, controlOutMs(data.length), limit(timeoutMs));
      return { status, bytes };
    },
    claim: async (interfaceNumber) => {
      check();
      await system.configured;
      if (interfaceNumber >= system.interfaceCount)
        throw new LinkError('io', `there is no interface ${interfaceNumber}`);
      const owner = system.claims.get(interfaceNumber);
      if (owner && owner !== self)
        throw new LinkError('busy', `interface ${interfaceNumber} is claimed by another program`);
      system.claims.set(interfaceNumber, self);
    },
    selectAlternate: async (interfaceNumber, alternate) => {
      checkClaim(interfaceNumber);
      const setup = { requestType: 0x01, request: 11, value: alternate, index: interfaceNumber };
      const request = { endpoint: 0, setup, data: empty, length: 0 };
      const { status } = await transfer(request, controlOutMs(0), controlLimit(selectTimeoutMs));
      if (status !== 'ok') throw new LinkError('io', `the device refuses alternate setting ${alternate}`);
    },
    reset: async () => {
      check();
      port.busReset();
      await clock.sleep(portResetMs);
      check();
      await configure(port);
    },
    [Symbol.asyncDispose]: async () => {
      state = 'closed';
      for (const [interfaceNumber, owner] of system.claims) {
        if (owner === self) system.claims.delete(interfaceNumber);
      }
    },
  };
}

/** What platforms give SET_INTERFACE: usbfs waits 5 s. */
const selectTimeoutMs = 5000;
