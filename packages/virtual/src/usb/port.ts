// The device's side of a cable for one enumeration: endpoint 0 one transfer at a time, other endpoints parked until there
// is data, everything in flight rejected when the device leaves. Knows no DFU.

import { type DeviceAnswer, type DeviceTransfer, LinkError, type UsbDevicePort } from '@odflash/core';
import { stalled } from './answers.ts';
import { createChapter9 } from './chapter9.ts';
import type { UsbFunction } from './function.ts';

/**
 * What stands on the wire between host and device: counts, disturbs. `arrive` sees a transfer when the host starts it;
 * its result carries out the transfer when endpoint 0 gets to it. `undefined` = the device never answers.
 */
export interface Wire {
  arrive(transfer: DeviceTransfer): CarryOut;
  /** A new enumeration or a bus reset: endpoint 0 is empty again. */
  reset(): void;
}

export type CarryOut = (execute: (transfer: DeviceTransfer) => DeviceAnswer) => DeviceAnswer | undefined;

/** A port and the hand on its cable. */
export interface PluggedPort {
  readonly port: UsbDevicePort;
  /** The device leaves the bus. */
  unplug(reason: string): void;
}

interface Pending {
  readonly transfer: DeviceTransfer;
  readonly carryOut: CarryOut;
  resolve(answer: DeviceAnswer): void;
  cancelled: boolean;
}

export function createPort(usbFunction: UsbFunction, wire: Wire, overlap: () => void): PluggedPort {
  const left = new AbortController();
  const chapter9 = createChapter9(usbFunction);
  const queue: Pending[] = [];
  let pumping = false;
  wire.reset();

  const execute = (transfer: DeviceTransfer): DeviceAnswer => {
    const { setup } = transfer;
    if (!setup) return stalled;
    const type = (setup.requestType >> 5) & 3;
    if (type === 0) return chapter9.standard(setup, transfer.data, transfer.length);
    // Interface requests exist from the configured state on (USB 2.0 §9.4).
    if (!chapter9.configured()) return stalled;
    return usbFunction.control(setup, transfer.data, transfer.length);
  };

  const answer = (pending: Pending) => {
    // An OUT data stage that was NAKed when the host gave up never took place; a setup stage without one did.
    if (pending.cancelled && pending.transfer.data.length > 0) return;
    const result = pending.carryOut(execute);
    if (result) pending.resolve(result);
  };

  const pump = async () => {
    pumping = true;
    for (;;) {
      for (let busy = usbFunction.busy(); busy; busy = usbFunction.busy()) await busy;
      if (left.signal.aborted) break;
      const pending = queue.shift();
      if (!pending) break;
      answer(pending);
    }
    pumping = false;
  };

  const control = (transfer: DeviceTransfer, cancel: AbortSignal): Promise<DeviceAnswer> => {
    const carryOut = wire.arrive(transfer);
    if (left.signal.aborted) return Promise.reject(left.signal.reason);
    if (!pumping && !usbFunction.busy()) {
      const result = carryOut(execute);
      if (left.signal.aborted) return Promise.reject(left.signal.reason);
      return result ? Promise.resolve(result) : held(() => () => undefined, cancel, left.signal);
    }
    if (queue.length > 0) overlap();
    return held(
      (resolve) => {
        const pending: Pending = { transfer, carryOut, resolve, cancelled: false };
        queue.push(pending);
        if (!pumping) void pump();
        return () => {
          pending.cancelled = true;
        };
      },
      cancel,
      left.signal,
    );
  };

  const bulk = async (transfer: DeviceTransfer, cancel: AbortSignal): Promise<DeviceAnswer> => {
    const endpoint = usbFunction.endpoints.get(transfer.endpoint);
    if (!endpoint || !chapter9.configured() || chapter9.isHalted(transfer.endpoint)) return stalled;
    const carryOut = wire.arrive(transfer);
    if (left.signal.aborted) throw left.signal.reason;
    const result = await endpoint.submit(transfer, AbortSignal.any([cancel, left.signal]));
    return carryOut(() => result) ?? held(() => () => undefined, cancel, left.signal);
  };

  return {
    port: {
      speed: 'full',
      descriptors: { device: usbFunction.device, configuration: usbFunction.configuration },
      unplugged: left.signal,
      submit: (transfer, cancel) => {
        if (left.signal.aborted) return Promise.reject(left.signal.reason);
        if (cancel.aborted) return Promise.reject(cancel.reason);
        return transfer.endpoint === 0 ? control(transfer, cancel) : bulk(transfer, cancel);
      },
      busReset: () => {
        queue.length = 0;
        wire.reset();
        chapter9.reset();
        for (const endpoint of usbFunction.endpoints.values()) endpoint.clear();
        usbFunction.busReset();
      },
    },
    unplug: (reason) => {
      if (!left.signal.aborted) left.abort(new LinkError('disconnected', reason));
    },
  };
}

/** A transfer the device holds: settled by `begin`'s resolve, or rejected by the host giving up or the device leaving. */
function held(
  begin: (resolve: (answer: DeviceAnswer) => void) => () => void,
  cancel: AbortSignal,
  unplugged: AbortSignal,
): Promise<DeviceAnswer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      cancel.removeEventListener('abort', cancelled);
      unplugged.removeEventListener('abort', gone);
    };
    const withdraw = begin((answer) => {
      settle();
      resolve(answer);
    });
    const cancelled = () => {
      settle();
      withdraw();
      reject(cancel.reason);
    };
    const gone = () => {
      settle();
      reject(unplugged.reason);
    };
    cancel.addEventListener('abort', cancelled);
    unplugged.addEventListener('abort', gone);
  });
}
