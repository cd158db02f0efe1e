// What an operating system does with a device on its own account, and what it remembers of it: it configures it, reads its
// strings, keeps who claimed which interface. Kept per port, so that two links on one device collide.

import { type Clock, LinkError } from '@odflash/core';
import type { ControlSetup, DeviceAnswer, UsbDevicePort } from '@odflash/core/ports';
import { after } from '../time/clock.ts';

/** One enumeration as the operating system knows it. */
export interface KnownDevice {
  /** Settled when SET_CONFIGURATION has succeeded, or failed for good: until the port is reset. */
  configured: Promise<void>;
  /** Which link claimed which interface. */
  readonly claims: Map<number, object>;
  /** Interface of each endpoint address. */
  readonly interfaces: ReadonlyMap<number, number>;
  readonly interfaceCount: number;
}

const devices = new WeakMap<UsbDevicePort, KnownDevice>();
const noData = new Uint8Array(0);
/** What kernels give their own control requests (USB_CTRL_SET_TIMEOUT). */
const requestTimeoutMs = 5000;
const attempts = 3;

/** Who claimed what this host's own programs find claimed. */
const otherProgram = {};

/**
 * Meets the device: SET_CONFIGURATION 1, once per enumeration. Costs no time: the start-up time of a board covers it.
 * `taken` are interfaces another program has claimed.
 */
export function meetDevice(port: UsbDevicePort, clock: Clock, taken: readonly number[] = []): KnownDevice {
  const before = devices.get(port);
  if (before) return before;
  const device: KnownDevice = {
    configured: configured(port, clock),
    claims: new Map<number, object>(taken.map((number) => [number, otherProgram])),
    ...readConfiguration(port.descriptors.configuration),
  };
  devices.set(port, device);
  return device;
}

/** The device is configured anew, as after a reset of its port; a caller that waits for it gets the result. */
export async function reconfigure(device: KnownDevice, port: UsbDevicePort, clock: Clock): Promise<void> {
  device.configured = configured(port, clock);
  await device.configured;
}

function configured(port: UsbDevicePort, clock: Clock): Promise<void> {
  const done = configureDevice(port, clock);
  done.catch(() => undefined);
  return done;
}

/** SET_CONFIGURATION 1. Throws {@link LinkError} `io` if the device does not take it. */
async function configureDevice(port: UsbDevicePort, clock: Clock): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const answer = await ask(port, clock, { requestType: 0x00, request: 9, value: 1, index: 0 }, 0);
    if (answer?.status === 'ok') return;
  }
  throw new LinkError('io', 'the device cannot be configured');
}

/** A control request of the operating system's own, without an OUT data stage; `undefined` without an answer. */
export async function ask(
  port: UsbDevicePort,
  clock: Clock,
  setup: ControlSetup,
  length: number,
): Promise<DeviceAnswer | undefined> {
  const giveUp = new AbortController();
  const cancel = after(clock, requestTimeoutMs, () => giveUp.abort());
  try {
    return await port.submit({ endpoint: 0, setup, data: noData, length }, giveUp.signal);
  } catch {
    return undefined;
  } finally {
    cancel();
  }
}

/** Which endpoint belongs to which interface, from the raw configuration descriptor. */
function readConfiguration(bytes: Uint8Array): Pick<KnownDevice, 'interfaces' | 'interfaceCount'> {
  const interfaces = new Map<number, number>();
  let current = 0;
  for (let at = 0; at + 2 < bytes.length && (bytes[at] ?? 0) > 0; at += bytes[at] ?? 1) {
    const type = bytes[at + 1];
    if (type === 4) current = bytes[at + 2] ?? 0;
    if (type === 5) interfaces.set(bytes[at + 2] ?? 0, current);
  }
  return { interfaces, interfaceCount: bytes[4] ?? 0 };
}
