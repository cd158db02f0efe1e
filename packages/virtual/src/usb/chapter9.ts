// The standard requests every USB device answers (USB 2.0 §9.4). SET_ADDRESS belongs to the host controller and stalls.
// State: the configuration, alternate settings and halted endpoints of one enumeration.

import type { ControlSetup, DeviceAnswer } from '@odflash/core/ports';
import { done, sent, stalled } from './answers.ts';
import type { UsbFunction } from './function.ts';

export interface Chapter9 {
  /** Answers a request of type standard. */
  standard(setup: ControlSetup, data: Uint8Array, length: number): DeviceAnswer;
  configured(): boolean;
  isHalted(endpoint: number): boolean;
  reset(): void;
}

const requests = {
  getStatus: 0,
  clearFeature: 1,
  setFeature: 3,
  getDescriptor: 6,
  getConfiguration: 8,
  setConfiguration: 9,
  getInterface: 10,
  setInterface: 11,
} as const;

/** Those that are answered with data; the others carry something to the device. The wrong way round they are request errors (§9.2.7). */
const asking: ReadonlySet<number> = new Set([
  requests.getStatus,
  requests.getDescriptor,
  requests.getConfiguration,
  requests.getInterface,
]);

const recipients = { device: 0, interface: 1, endpoint: 2 } as const;
const endpointHalt = 0;

interface State {
  configuration: number;
  readonly alternates: Map<number, number>;
  readonly halted: Set<number>;
}

/** A setup stage with what most handlers need of it. */
interface Request extends ControlSetup {
  readonly recipient: number;
  readonly length: number;
  readonly data: Uint8Array;
}

export function createChapter9(usbFunction: UsbFunction): Chapter9 {
  const state: State = { configuration: 0, alternates: new Map(), halted: new Set() };
  const reset = () => {
    state.configuration = 0;
    state.alternates.clear();
    state.halted.clear();
  };
  return {
    standard: (setup, data, length) => {
      const handler = handlers[setup.request];
      const isIn = (setup.requestType & 0x80) !== 0;
      if (!handler || isIn !== asking.has(setup.request)) return stalled;
      return handler(usbFunction, state, { ...setup, recipient: setup.requestType & 0x1f, length, data });
    },
    configured: () => state.configuration !== 0,
    isHalted: (endpoint) => state.halted.has(endpoint),
    reset,
  };
}

type Handler = (usbFunction: UsbFunction, state: State, request: Request) => DeviceAnswer;

const handlers: Readonly<Record<number, Handler>> = {
  [requests.getDescriptor]: (usbFunction, _state, request) => {
    const [type, index] = [request.value >> 8, request.value & 0xff];
    if (type === 1) return sent(usbFunction.device, request.length);
    if (type === 2) return index === 0 ? sent(usbFunction.configuration, request.length) : stalled;
    if (type === 3) {
      const descriptor = usbFunction.string(index);
      return descriptor ? sent(descriptor, request.length) : stalled;
    }
    // No device qualifier, no BOS: a full-speed device before USB 2.01 has neither.
    return usbFunction.control(request, request.data, request.length);
  },
  [requests.setConfiguration]: (usbFunction, state, request) => {
    if (request.value > 1) return stalled;
    state.configuration = request.value;
    state.alternates.clear();
    state.halted.clear();
    for (const endpoint of usbFunction.endpoints.values()) endpoint.clear();
    return done;
  },
  [requests.getConfiguration]: (_function, state, request) => sent(Uint8Array.of(state.configuration), request.length),
  [requests.setInterface]: (usbFunction, state, request) => {
    if (state.configuration === 0 || !usbFunction.hasAlternate(request.index, request.value)) return stalled;
    state.alternates.set(request.index, request.value);
    return done;
  },
  [requests.getInterface]: (usbFunction, state, request) => {
    if (state.configuration === 0 || !usbFunction.hasAlternate(request.index, 0)) return stalled;
    return sent(Uint8Array.of(state.alternates.get(request.index) ?? 0), request.length);
  },
  [requests.getStatus]: (usbFunction, state, request) => {
    if (request.recipient === recipients.device) {
      const selfPowered = ((usbFunction.configuration[7] ?? 0) >> 6) & 1;
      return sent(Uint8Array.of(selfPowered, 0), request.length);
    }
    if (request.recipient === recipients.interface) return sent(Uint8Array.of(0, 0), request.length);
    if (!hasEndpoint(usbFunction, request.index)) return stalled;
    return sent(Uint8Array.of(state.halted.has(request.index) ? 1 : 0, 0), request.length);
  },
  [requests.clearFeature]: (usbFunction, state, request) => {
    if (!isHaltOf(usbFunction, request)) return stalled;
    state.halted.delete(request.index);
    return done;
  },
  [requests.setFeature]: (usbFunction, state, request) => {
    if (!isHaltOf(usbFunction, request)) return stalled;
    if ((request.index & 0x0f) !== 0) state.halted.add(request.index);
    return done;
  },
};

function hasEndpoint(usbFunction: UsbFunction, address: number): boolean {
  return (address & 0x0f) === 0 || usbFunction.endpoints.has(address);
}

function isHaltOf(usbFunction: UsbFunction, request: Request): boolean {
  return (
    request.recipient === recipients.endpoint &&
    request.value === endpointHalt &&
    hasEndpoint(usbFunction, request.index)
  );
}
