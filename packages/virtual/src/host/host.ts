// The host's side: a UsbLink on a device port, with the costs, timeouts and limits of a real machine.

import { type Clock, LinkError, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import { bulkDataMs, controlInMs, controlOutMs, shortTransferMs } from '@odflash/core/board';
import type { ControlSetup, DeviceAnswer, DeviceTransfer, UsbDevicePort } from '@odflash/core/ports';
import { after } from '../time/clock.ts';
import { type Controllers, spareControllers } from './abort-controller-pool.ts';
import { type KnownDevice, meetDevice, reconfigure } from './host-device.ts';
import { type HostModel, type HostName, hostModel } from './host-models.ts';

export interface HostLinkOptions {
  readonly clock: Clock;
  /** Default `linux`. */
  readonly host?: HostName | HostModel | undefined;
  readonly info: UsbDeviceInfo;
  /** Interfaces another program has claimed. */
  readonly taken?: readonly number[] | undefined;
}

/** A link in use. */
interface Session {
  readonly port: UsbDevicePort;
  readonly clock: Clock;
  readonly model: HostModel;
  readonly device: KnownDevice;
  state: 'open' | 'poisoned' | 'closed';
  readonly abortControllers: Controllers;
  /** Takes back what is on the way. */
  readonly flying: Set<AbortController>;
  /** The last transfer asked for on each bulk endpoint, while it is on the way. */
  readonly pipes: Map<number, Promise<unknown>>;
}

const noData = new Uint8Array(0);
/** A port reset takes 50 ms on USB (USB 2.0 §7.1.7.5); then the device is configured again. */
const portResetMs = 60;
/** What usbfs gives SET_INTERFACE. */
const selectTimeoutMs = 5000;

/**
 * Opens the device behind `port` as that host would. A timeout of 0 is none, as in libusb. Interfaces must be claimed
 * before class requests to them: usbfs would claim them itself with a warning in the kernel's log, Windows and browsers
 * refuse, so it is refused here.
 */
export function hostLink(port: UsbDevicePort, options: HostLinkOptions): UsbLink {
  const { clock, info } = options;
  const device = meetDevice(port, clock, options.taken);
  const session: Session = {
    port,
    clock,
    model: hostModel(options.host),
    device,
    state: 'open',
    abortControllers: spareControllers(),
    flying: new Set(),
    pipes: new Map(),
  };
  return {
    info,
    ...controlCalls(session),
    ...bulkCalls(session),
    ...deviceCalls(session),
    [Symbol.asyncDispose]: async () => {
      session.state = 'closed';
      // Closing is the one thing that takes transfers back on every platform.
      for (const giveUp of session.flying) giveUp.abort(new LinkError('io', 'the device was closed'));
      for (const [interfaceNumber, owner] of device.claims) {
        if (owner === session) device.claims.delete(interfaceNumber);
      }
    },
  };
}

function controlCalls(session: Session): Pick<UsbLink, 'controlIn' | 'controlOut'> {
  return {
    controlIn: async (setup, length, timeoutMs) => {
      checkRecipient(session, setup);
      const inSetup = { ...setup, requestType: setup.requestType | 0x80 };
      const request = { endpoint: 0, setup: inSetup, data: noData, length };
      const { status, data } = await transfer(session, request, controlInMs(length), timeoutMs);
      return { status, data };
    },
    controlOut: async (setup, data, timeoutMs) => {
      checkRecipient(session, setup);
      if (data.length === 0 && session.model.zeroLengthOut !== 'sent') return await dropEmptyOut(session);
      const outSetup = { ...setup, requestType: setup.requestType & 0x7f };
      const request = { endpoint: 0, setup: outSetup, data, length: data.length };
      const { status, bytes } = await transfer(session, request, controlOutMs(data.length), timeoutMs);
      return { status, bytes };
    },
  };
}

function bulkCalls(session: Session): Pick<UsbLink, 'bulkIn' | 'bulkOut'> {
  return {
    bulkIn: async (number, length, timeoutMs) => {
      const endpoint = claimedEndpoint(session, number | 0x80);
      const request = { endpoint, data: noData, length };
      const { status, data } = await bulkTransfer(session, request, timeoutMs);
      return { status, data };
    },
    bulkOut: async (number, data, timeoutMs) => {
      const endpoint = claimedEndpoint(session, number & 0x7f);
      const request = { endpoint, data, length: data.length };
      const { status, bytes } = await bulkTransfer(session, request, timeoutMs);
      return { status, bytes };
    },
  };
}

/**
 * A pipe carries one transfer after the other, in the order in which they were asked for (USB 2.0 §5.3.2). What a host needs
 * to begin one passes while those before it are on the way; its data does not.
 */
function bulkTransfer(session: Session, request: DeviceTransfer, timeoutMs: number): Promise<DeviceAnswer> {
  const { port, clock, pipes } = session;
  const { endpoint } = request;
  const dataMs = bulkDataMs(request.length, port.speed);
  const before = pipes.get(endpoint);
  const turn = async () => {
    await clock.sleep(shortTransferMs);
    await before?.catch(() => undefined);
    await clock.sleep(dataMs);
  };
  const mine = transfer(session, request, before ? turn : shortTransferMs + dataMs, timeoutMs);
  pipes.set(endpoint, mine);
  const leave = () => {
    if (pipes.get(endpoint) === mine) pipes.delete(endpoint);
  };
  mine.then(leave, leave);
  return mine;
}

/** What goes through the platform, so that its own bookkeeping agrees. */
function deviceCalls(session: Session): Pick<UsbLink, 'claim' | 'selectAlternate' | 'reset'> {
  const { port, clock, device } = session;
  return {
    claim: async (interfaceNumber) => {
      check(session);
      await device.configured;
      // The system gives nothing to a program that has closed the device meanwhile.
      check(session);
      if (interfaceNumber >= device.interfaceCount) {
        throw new LinkError('io', `there is no interface ${interfaceNumber}`);
      }
      if (device.claims.get(interfaceNumber) !== session) checkFree(session, interfaceNumber);
      device.claims.set(interfaceNumber, session);
    },
    selectAlternate: async (interfaceNumber, alternate) => {
      checkClaim(session, interfaceNumber);
      const setup = { requestType: 0x01, request: 11, value: alternate, index: interfaceNumber };
      const request = { endpoint: 0, setup, data: noData, length: 0 };
      const { status } = await transfer(session, request, shortTransferMs, selectTimeoutMs);
      if (status !== 'ok') throw new LinkError('io', `the device refuses alternate setting ${alternate}`);
    },
    reset: async () => {
      check(session);
      port.busReset();
      await clock.sleep(portResetMs);
      check(session);
      await reconfigure(device, port, clock);
    },
  };
}

function check({ state, port }: Session): void {
  if (state === 'closed') throw new LinkError('io', 'the device was closed');
  if (state === 'poisoned')
    throw new LinkError('io', 'an earlier transfer is still open: close the device and open it again');
  if (port.unplugged.aborted)
    throw new LinkError('disconnected', 'the device is gone', { cause: port.unplugged.reason });
}

function checkFree({ device }: Session, interfaceNumber: number): void {
  if (device.claims.has(interfaceNumber)) {
    throw new LinkError('busy', `interface ${interfaceNumber} is claimed by another program`);
  }
}

function checkClaim(session: Session, interfaceNumber: number): void {
  check(session);
  if (session.device.claims.get(interfaceNumber) === session) return;
  checkFree(session, interfaceNumber);
  throw new LinkError('io', `interface ${interfaceNumber} is not claimed`);
}

/** Class and vendor requests to an interface need its claim; standard ones and those to the device do not. */
function checkRecipient(session: Session, { requestType, index }: ControlSetup): void {
  if ((requestType & 0x1f) === 1 && (requestType & 0x60) !== 0) checkClaim(session, index & 0xff);
}

function claimedEndpoint(session: Session, address: number): number {
  const owner = session.device.interfaces.get(address);
  if (owner === undefined) throw new LinkError('io', `there is no endpoint 0x${address.toString(16)}`);
  checkClaim(session, owner);
  return address;
}

/** A driver that cannot send OUT transfers of length 0. */
async function dropEmptyOut(session: Session): Promise<{ status: 'ok'; bytes: 0 }> {
  check(session);
  await session.clock.sleep(shortTransferMs);
  if (session.model.zeroLengthOut === 'fails') throw new LinkError('io', 'the driver refuses transfers of length 0');
  return { status: 'ok', bytes: 0 };
}

/** One transfer with its limit in time, and its cost on USB: milliseconds, or what passes before the device has it. */
async function transfer(
  session: Session,
  request: DeviceTransfer,
  cost: number | (() => Promise<void>),
  timeoutMs: number,
): Promise<DeviceAnswer> {
  const { port, clock, model, device } = session;
  check(session);
  await device.configured;
  const begun = clock.now();
  await (typeof cost === 'number' ? clock.sleep(cost) : cost());
  const costMs = typeof cost === 'number' ? cost : clock.now() - begun;
  check(session);
  const wanted = timeoutMs > 0 ? timeoutMs : Number.POSITIVE_INFINITY;
  const limitMs = request.endpoint === 0 ? Math.min(wanted, model.controlLimitMs) : wanted;
  const giveUp = session.abortControllers.take();
  session.flying.add(giveUp);
  return await new Promise((resolve, reject) => {
    const cancel = after(clock, limitMs - costMs, () => {
      const late = new LinkError('timeout', `no answer within ${limitMs} ms`);
      if (model.cancels) giveUp.abort(late);
      else session.state = 'poisoned';
      reject(late);
    });
    const end = () => {
      cancel();
      session.flying.delete(giveUp);
      session.abortControllers.giveBack(giveUp);
    };
    port.submit(request, giveUp.signal).then(
      (answer) => {
        end();
        resolve(answer);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}
