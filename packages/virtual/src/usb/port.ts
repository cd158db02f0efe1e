// The device's side of a cable for one enumeration: endpoint 0 one transfer at a time, other endpoints parked until there
// is data, everything in flight rejected when the device leaves. Knows no DFU.

import { LinkError } from '@odflash/core';
import type { DeviceAnswer, DeviceTransfer, UsbDevicePort } from '@odflash/core/ports';
import { type Controllers, spareControllers } from '../host/abort-controller-pool.ts';
import { stalled } from './answers.ts';
import { type Chapter9, createChapter9 } from './chapter9.ts';
import type { UsbFunction } from './function.ts';

/** One transfer's way to the device and back. */
export interface Passage {
  /** What reaches the device, or an answer made on the way; an answer of `undefined` never comes. */
  toDevice(
    transfer: DeviceTransfer,
  ): { readonly transfer: DeviceTransfer } | { readonly answer: DeviceAnswer | undefined };
  /** What the host gets of the device's answer; `undefined` = nothing, ever. */
  toHost(answer: DeviceAnswer): DeviceAnswer | undefined;
}

/** A passage on which nothing happens. */
export const undisturbed: Passage = { toDevice: (transfer) => ({ transfer }), toHost: (answer) => answer };

/** What stands between host and device: counts, disturbs. */
export interface Wire {
  /** Sees a transfer when the host starts it. */
  arrive(transfer: DeviceTransfer): Passage;
  /** A new enumeration or a bus reset: endpoint 0 is empty again. */
  reset(): void;
}

/** A port and its cable. */
export interface PluggedPort {
  readonly port: UsbDevicePort;
  /** The device leaves the bus. */
  unplug(reason: string): void;
}

/** One enumeration, inside. */
interface Enumeration {
  readonly usbFunction: UsbFunction;
  readonly wire: Wire;
  readonly left: AbortController;
  readonly chapter9: Chapter9;
  readonly flight: Flight;
  readonly abortControllers: Controllers;
  readonly control: ControlPipe;
}

/** `onOverlap` is called when a control transfer comes while another one waits. */
export function createPort(usbFunction: UsbFunction, wire: Wire, onOverlap: () => void): PluggedPort {
  const left = new AbortController();
  const chapter9 = createChapter9(usbFunction);
  const control = createControlPipe(usbFunction, chapter9, onOverlap);
  const abortControllers = spareControllers();
  const inside: Enumeration = { usbFunction, wire, left, chapter9, flight: createFlight(), abortControllers, control };
  wire.reset();
  return {
    port: {
      speed: usbFunction.speed ?? 'full',
      descriptors: { device: usbFunction.device, configuration: usbFunction.configuration },
      unplugged: left.signal,
      submit: (transfer, cancel) => {
        if (left.signal.aborted) return Promise.reject(left.signal.reason);
        if (cancel.aborted) return Promise.reject(cancel.reason);
        return transfer.endpoint === 0 ? submitControl(inside, transfer, cancel) : submitData(inside, transfer, cancel);
      },
      busReset: () => {
        control.clear();
        wire.reset();
        chapter9.reset();
        for (const endpoint of usbFunction.endpoints.values()) endpoint.clear();
        usbFunction.busReset();
      },
    },
    unplug: (reason) => {
      if (left.signal.aborted) return;
      const error = new LinkError('disconnected', reason);
      left.abort(error);
      control.clear();
      inside.flight.rejectAll(error);
    },
  };
}

/** A bus reset by another program: the operating system configures the device again at once. */
export function resetByOthers(port: UsbDevicePort): void {
  port.busReset();
  const setup = { requestType: 0x00, request: 9, value: 1, index: 0 };
  const never = new AbortController().signal;
  port.submit({ endpoint: 0, setup, data: new Uint8Array(0), length: 0 }, never).catch(() => undefined);
}

function submitControl(inside: Enumeration, transfer: DeviceTransfer, cancel: AbortSignal): Promise<DeviceAnswer> {
  const { wire, left, flight, control } = inside;
  const passage = wire.arrive(transfer);
  // What happens on the connection, or in the request itself, may take the board off the bus.
  if (left.signal.aborted) return Promise.reject(left.signal.reason);
  if (!control.isFree()) return flight.hold(cancel, (resolve) => control.queue(transfer, passage, resolve));
  const answer = control.answer(transfer, passage);
  if (left.signal.aborted) return Promise.reject(left.signal.reason);
  return settled(inside, cancel, answer);
}

/** An answer that is there, or one that never comes. */
function settled(
  { flight }: Enumeration,
  cancel: AbortSignal,
  answer: DeviceAnswer | undefined,
): Promise<DeviceAnswer> {
  return answer ? Promise.resolve(answer) : flight.hold(cancel, () => () => undefined);
}

function submitData(inside: Enumeration, transfer: DeviceTransfer, cancel: AbortSignal): Promise<DeviceAnswer> {
  const { usbFunction, wire, left, chapter9, flight, abortControllers } = inside;
  const endpoint = usbFunction.endpoints.get(transfer.endpoint);
  if (!endpoint || !chapter9.configured() || chapter9.isHalted(transfer.endpoint)) return Promise.resolve(stalled);
  const passage = wire.arrive(transfer);
  if (left.signal.aborted) return Promise.reject(left.signal.reason);
  const met = passage.toDevice(transfer);
  if ('answer' in met) return settled(inside, cancel, met.answer);
  return flight.hold(cancel, (resolve) => {
    const stop = abortControllers.take();
    const served = (answer: DeviceAnswer) => {
      const arrived = passage.toHost(answer);
      resolve(arrived);
      // What never arrives stays on the way, and may still be called off.
      if (arrived) abortControllers.giveBack(stop);
    };
    endpoint.submit(met.transfer, stop.signal).then(served, () => undefined);
    return () => stop.abort();
  });
}

type Resolve = (answer: DeviceAnswer | undefined) => void;

/** Transfers the device holds. */
interface Flight {
  /** Settled by the resolve that `begin` gets (`undefined` holds on), by the host giving up, or by {@link rejectAll}. */
  hold(cancel: AbortSignal, begin: (resolve: Resolve) => () => void): Promise<DeviceAnswer>;
  rejectAll(reason: unknown): void;
}

function createFlight(): Flight {
  const rejections = new Set<(reason: unknown) => void>();
  return {
    hold: (cancel, begin) =>
      new Promise((resolve, reject) => {
        let withdraw = (): void => undefined;
        const settle = () => {
          cancel.removeEventListener('abort', cancelled);
          rejections.delete(fail);
        };
        const fail = (reason: unknown) => {
          settle();
          withdraw();
          reject(reason);
        };
        const cancelled = () => fail(cancel.reason);
        cancel.addEventListener('abort', cancelled);
        rejections.add(fail);
        // It may answer at once: on the wall clock the device can be ready again by the time it is asked.
        withdraw = begin((answer) => {
          if (!answer) return;
          settle();
          resolve(answer);
        });
      }),
    rejectAll: (reason) => {
      for (const fail of [...rejections]) fail(reason);
    },
  };
}

interface ControlPipe {
  /** False while transfers wait because the device does not answer. */
  isFree(): boolean;
  answer(transfer: DeviceTransfer, passage: Passage): DeviceAnswer | undefined;
  /** Queues a transfer; the result withdraws it. */
  queue(transfer: DeviceTransfer, passage: Passage, resolve: Resolve): () => void;
  clear(): void;
}

interface Waiting {
  readonly transfer: DeviceTransfer;
  readonly passage: Passage;
  readonly resolve: Resolve;
  withdrawn: boolean;
}

/** Endpoint 0: one transfer after the other, none while the function is busy. */
function createControlPipe(usbFunction: UsbFunction, chapter9: Chapter9, onOverlap: () => void): ControlPipe {
  const waiting: Waiting[] = [];
  let pumping = false;
  const execute = (transfer: DeviceTransfer): DeviceAnswer => {
    const { setup, data, length } = transfer;
    if (!setup) return stalled;
    if ((setup.requestType & 0x60) === 0) return chapter9.standard(setup, data, length);
    // Requests to interfaces exist from the configured state on (USB 2.0 §9.1.1.5). Windows asks the device for Microsoft
    // OS descriptors before.
    const toDevice = (setup.requestType & 0x1f) === 0;
    return toDevice || chapter9.configured() ? usbFunction.control(setup, data, length) : stalled;
  };
  const answer = (transfer: DeviceTransfer, passage: Passage): DeviceAnswer | undefined => {
    const met = passage.toDevice(transfer);
    return 'answer' in met ? met.answer : passage.toHost(execute(met.transfer));
  };
  const pump = async () => {
    pumping = true;
    for (;;) {
      for (let busy = usbFunction.busy(); busy; busy = usbFunction.busy()) await busy;
      const next = waiting.shift();
      if (!next) break;
      // An OUT data stage that was NAKed until the host gave up never took place; a setup stage without one did.
      if (!next.withdrawn || next.transfer.data.length === 0) next.resolve(answer(next.transfer, next.passage));
    }
    pumping = false;
  };
  return {
    isFree: () => !pumping && !usbFunction.busy(),
    answer,
    queue: (transfer, passage, resolve) => {
      if (waiting.some(({ withdrawn }) => !withdrawn)) onOverlap();
      const entry: Waiting = { transfer, passage, resolve, withdrawn: false };
      waiting.push(entry);
      if (!pumping) void pump();
      return () => {
        entry.withdrawn = true;
      };
    },
    clear: () => {
      waiting.length = 0;
    },
  };
}
