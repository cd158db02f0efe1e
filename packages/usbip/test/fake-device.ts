// A device small enough to see through, for the tests of server and client: chapter 9, a vendor request that keeps what
// it is sent, and a pair of bulk endpoints where what goes out is returned. Its faults are plain fields.

import type { ControlSetup, DeviceAnswer, DeviceTransfer, UsbDevicePort, UsbSocket } from '@odflash/core/ports';

const none = new Uint8Array(0);
const stall: DeviceAnswer = { status: 'stall', bytes: 0, data: none };
const done: DeviceAnswer = { status: 'ok', bytes: 0, data: none };

export interface FakeDevice {
  readonly port: UsbDevicePort;
  /** Every control request that reached the device, `RR QQ VVVV IIII LLLL` in hex. */
  readonly seen: string[];
  /** What the vendor request was sent last. */
  kept: Uint8Array;
  resets: number;
  configuration: number;
  alternate: number;
  /** Transfers the device has been told to forget. */
  cancelled: number;
  /** The next vendor OUT transfer is accepted only up to that many bytes. */
  acceptAtMost: number;
  /** Transfers that wait for data on the IN endpoint. */
  parked(): number;
  unplug(): void;
}

export interface FakeDeviceOptions {
  readonly productId?: number;
  readonly serial?: string;
  readonly configured?: boolean;
  /** Leaves the bus in the very instant it has answered this vendor request. */
  readonly leavesOn?: number;
}

export function fakeDevice(options: FakeDeviceOptions = {}): FakeDevice {
  const productId = options.productId ?? 0x5740;
  const unplugged = new AbortController();
  const strings = [undefined, 'Maker', 'Thing', options.serial ?? '0123456789AB'];
  const device = Uint8Array.of(
    18,
    1,
    0,
    1,
    0,
    0,
    0,
    64,
    0x83,
    0x04,
    productId & 0xff,
    productId >> 8,
    0,
    2,
    1,
    2,
    3,
    1,
  );
  const configuration = Uint8Array.of(
    ...[9, 2, 41, 0, 1, 1, 0, 0xc0, 50],
    ...[9, 4, 0, 0, 2, 0xff, 1, 2, 0],
    ...[7, 5, 0x01, 2, 64, 0, 0],
    ...[7, 5, 0x81, 2, 64, 0, 0],
    ...[9, 4, 0, 1, 0, 0xff, 1, 2, 0],
  );
  const waiting: { readonly resolve: (answer: DeviceAnswer) => void; readonly length: number }[] = [];
  const echoes: Uint8Array[] = [];
  const state = {
    kept: none,
    resets: 0,
    configuration: options.configured ? 1 : 0,
    alternate: 0,
    cancelled: 0,
    acceptAtMost: Number.POSITIVE_INFINITY,
  };
  const seen: string[] = [];

  function descriptor(setup: ControlSetup): Uint8Array | undefined {
    const index = setup.value & 0xff;
    if (setup.value >> 8 === 1) return device;
    if (setup.value >> 8 === 2) return configuration;
    if (setup.value >> 8 !== 3) return undefined;
    if (index === 0) return Uint8Array.of(4, 3, 0x09, 0x04);
    const text = strings[index];
    return text === undefined
      ? undefined
      : Uint8Array.from([2 + 2 * text.length, 3, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])]);
  }

  function control({ setup, data, length }: DeviceTransfer): DeviceAnswer {
    if (!setup) return stall;
    const inward = (bytes: Uint8Array | undefined): DeviceAnswer =>
      bytes ? { status: 'ok', bytes: Math.min(bytes.length, length), data: bytes.slice(0, length) } : stall;
    const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
    seen.push(
      `${hex(setup.requestType, 2)} ${hex(setup.request, 2)} ${hex(setup.value, 4)} ${hex(setup.index, 4)} ${hex(length, 4)}`,
    );
    switch ((setup.requestType << 8) | setup.request) {
      case 0x8006:
        return inward(descriptor(setup));
      case 0x8008:
        return inward(Uint8Array.of(state.configuration));
      case 0x0009:
        state.configuration = setup.value;
        return done;
      case 0x010b:
        if (setup.value > 1) return stall;
        state.alternate = setup.value;
        return done;
      case 0x4001: {
        const taken = Math.min(data.length, state.acceptAtMost);
        state.acceptAtMost = Number.POSITIVE_INFINITY;
        state.kept = data.slice(0, taken);
        return { status: 'ok', bytes: taken, data: none };
      }
      case 0xc001:
        return inward(state.kept);
      // Babble: more than there is room for.
      case 0xc002:
        return { status: 'babble', bytes: length, data: new Uint8Array(length) };
      default:
        return stall;
    }
  }

  function bulkOut(data: Uint8Array): DeviceAnswer {
    echoes.push(data.slice());
    const next = waiting.shift();
    if (next) next.resolve(give(next.length));
    return { status: 'ok', bytes: data.length, data: none };
  }

  function give(length: number): DeviceAnswer {
    const data = (echoes.shift() ?? none).slice(0, length);
    return { status: 'ok', bytes: data.length, data };
  }

  const unplug = () => unplugged.abort(new Error('unplugged'));
  const port: UsbDevicePort = {
    speed: 'full',
    descriptors: { device, configuration },
    unplugged: unplugged.signal,
    submit: (transfer, cancel) =>
      new Promise((fulfil, refuse) => {
        const ends = [cancel, unplugged.signal].map((signal) => ({
          signal,
          giveUp: () => {
            if (signal === cancel) state.cancelled += 1;
            const slot = waiting.findIndex((entry) => entry.resolve === resolve);
            if (slot >= 0) waiting.splice(slot, 1);
            leave();
            refuse(signal.reason);
          },
        }));
        const leave = () => {
          for (const { signal, giveUp } of ends) signal.removeEventListener('abort', giveUp);
        };
        const resolve = (answer: DeviceAnswer) => {
          leave();
          fulfil(answer);
        };
        for (const { signal, giveUp } of ends) {
          if (signal.aborted) return giveUp();
          signal.addEventListener('abort', giveUp, { once: true });
        }
        if (transfer.endpoint === 0) resolve(control(transfer));
        else if (transfer.endpoint === 0x01) resolve(bulkOut(transfer.data));
        else if (transfer.endpoint !== 0x81) resolve(stall);
        else if (echoes.length > 0) resolve(give(transfer.length));
        else waiting.push({ resolve, length: transfer.length });
        if (options.leavesOn !== undefined && transfer.setup?.request === options.leavesOn) unplug();
      }),
    busReset() {
      state.resets += 1;
      state.configuration = 0;
      state.alternate = 0;
      echoes.length = 0;
    },
  };
  return Object.assign(state, { port, seen, parked: () => waiting.length, unplug });
}

export interface FakeSocket extends UsbSocket {
  plug(device: FakeDevice): void;
  unplug(): void;
}

export function fakeSocket(path: string, first?: FakeDevice): FakeSocket {
  const listeners = new Set<(port: UsbDevicePort | undefined) => void>();
  let current = first;
  const tell = () => {
    for (const listener of listeners) listener(current?.port);
  };
  return {
    path,
    get port() {
      return current?.port;
    },
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    plug(device) {
      current?.unplug();
      current = device;
      tell();
    },
    unplug() {
      const gone = current;
      current = undefined;
      gone?.unplug();
      tell();
    },
  };
}
