// The device's side of a cable for one enumeration: endpoint 0 one transfer at a time, other endpoints parked until there
// is data, everything in flight rejected when the device leaves. Knows no DFU.

import { type DeviceAnswer, type DeviceTransfer, LinkError, type UsbDevicePort } from '@odflash/core';
import { stalled } from './answers.ts';
import { type Chapter9, createChapter9 } from './chapter9.ts';
import type { UsbFunction } from './function.ts';

/** How a transfer is carried out once the device gets to it; `undefined` = it never answers. */
export type CarryOut = (execute: (transfer: DeviceTransfer) => DeviceAnswer) => DeviceAnswer | undefined;

/** What stands between host and device: counts, disturbs. */
export interface Wire {
  /** Sees a transfer when the host starts it. */
  arrive(transfer: DeviceTransfer): CarryOut;
  /** A new enumeration or a bus reset: endpoint 0 is empty again. */
  reset(): void;
}

/** A port and the hand on its cable. */
export interface PluggedPort {
  readonly port: UsbDevicePort;
  /** The device leaves the bus. */
  unplug(reason: string): void;
}

/** `onOverlap` is called when a control transfer comes while another one waits. */
export function createPort(usbFunction: UsbFunction, wire: Wire, onOverlap: () => void): PluggedPort {
  const left = new AbortController();
  const chapter9 = createChapter9(usbFunction);
  const flight = createFlight();
  const control = createControlPipe(usbFunction, chapter9, onOverlap);
  wire.reset();

  const submit = (transfer: DeviceTransfer, cancel: AbortSignal): Promise<DeviceAnswer> => {
    const endpoint = usbFunction.endpoints.get(transfer.endpoint);
    if (transfer.endpoint !== 0) {
      if (!endpoint || !chapter9.configured() || chapter9.isHalted(transfer.endpoint)) return Promise.resolve(stalled);
    }
    const carryOut = wire.arrive(transfer);
    // What the wire did to the board may have taken it off the bus.
    if (left.signal.aborted) return Promise.reject(left.signal.reason);
    if (endpoint) {
      return flight.hold(cancel, (resolve) => {
        const stop = new AbortController();
        const served = (answer: DeviceAnswer) => resolve(carryOut(() => answer));
        endpoint.submit(transfer, stop.signal).then(served, () => undefined);
        return () => stop.abort();
      });
    }
    if (!control.isFree()) return flight.hold(cancel, (resolve) => control.queue(transfer, carryOut, resolve));
    const answer = control.answer(carryOut);
    if (left.signal.aborted) return Promise.reject(left.signal.reason);
    return answer ? Promise.resolve(answer) : flight.hold(cancel, () => () => undefined);
  };

  return {
    port: {
      speed: 'full',
      descriptors: { device: usbFunction.device, configuration: usbFunction.configuration },
      unplugged: left.signal,
      submit: (transfer, cancel) => {
        if (left.signal.aborted) return Promise.reject(left.signal.reason);
        return cancel.aborted ? Promise.reject(cancel.reason) : submit(transfer, cancel);
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
      flight.rejectAll(error);
    },
  };
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
        const settle = () => {
          cancel.removeEventListener('abort', cancelled);
          rejections.delete(fail);
        };
        const withdraw = begin((answer) => {
          if (!answer) return;
          settle();
          resolve(answer);
        });
        const fail = (reason: unknown) => {
          settle();
          withdraw();
          reject(reason);
        };
        const cancelled = () => fail(cancel.reason);
        cancel.addEventListener('abort', cancelled);
        rejections.add(fail);
      }),
    rejectAll: (reason) => {
      for (const fail of [...rejections]) fail(reason);
    },
  };
}

interface ControlPipe {
  /** False while transfers wait because the device does not answer. */
  isFree(): boolean;
  answer(carryOut: CarryOut): DeviceAnswer | undefined;
  /** Queues a transfer; the result withdraws it. */
  queue(transfer: DeviceTransfer, carryOut: CarryOut, resolve: Resolve): () => void;
  clear(): void;
}

interface Waiting {
  readonly transfer: DeviceTransfer;
  readonly carryOut: CarryOut;
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
  const pump = async () => {
    pumping = true;
    for (;;) {
      for (let busy = usbFunction.busy(); busy; busy = usbFunction.busy()) await busy;
      const next = waiting.shift();
      if (!next) break;
      // An OUT data stage that was NAKed until the host gave up never took place; a setup stage without one did.
      if (!next.withdrawn || next.transfer.data.length === 0) next.resolve(next.carryOut(execute));
    }
    pumping = false;
  };
  return {
    isFree: () => !pumping && !usbFunction.busy(),
    answer: (carryOut) => carryOut(execute),
    queue: (transfer, carryOut, resolve) => {
      if (waiting.some(({ withdrawn }) => !withdrawn)) onOverlap();
      const entry: Waiting = { transfer, carryOut, resolve, withdrawn: false };
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
