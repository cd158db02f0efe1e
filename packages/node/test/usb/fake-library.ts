// The `usb` package's legacy Device API as libusb makes it behave, without libusb: devices, transfers that end when and how
// the test says, and errors that are numbers.

import type {
  LibraryDevice,
  LibraryTransfer,
  LibusbError,
  TransferDone,
  UsbLibrary,
} from '../../src/usb/usb-library.ts';

function libusbError(errno: number): LibusbError {
  return Object.assign(new Error(`errno ${errno}`), { errno });
}

/** One transfer as libusb gets it. */
export interface SeenTransfer {
  readonly endpoint: number;
  readonly type: number;
  readonly timeoutMs: number;
  readonly buffer: Uint8Array;
  /** Ends it; `data` goes into an IN transfer's buffer first. */
  end(result: { readonly errno?: number; readonly actual?: number; readonly data?: readonly number[] }): void;
}

/** Ends a transfer, now or later, or leaves it to time out. */
export type Answer = (transfer: SeenTransfer) => void;

export interface FakeLibraryDevice extends LibraryDevice {
  readonly log: string[];
  answer: Answer;
  /** Error numbers the next calls of that name fail with. */
  readonly fails: Partial<Record<'open' | 'claim' | 'select' | 'reset' | 'submit' | 'detach' | 'close', number>>;
  isOpen: boolean;
  pending: number;
}

export interface FakeDeviceOptions {
  readonly bus?: number;
  readonly address?: number;
  readonly ports?: readonly number[];
  readonly vendorId?: number;
  readonly productId?: number;
  readonly answer?: Answer;
}

export function fakeLibraryDevice(options: FakeDeviceOptions = {}): FakeLibraryDevice {
  const log: string[] = [];
  const fails: FakeLibraryDevice['fails'] = {};
  const failing = (call: keyof typeof fails) => {
    const errno = fails[call];
    return errno === undefined ? undefined : libusbError(errno);
  };
  const throwing = (call: keyof typeof fails) => {
    const error = failing(call);
    if (error) throw error;
  };
  const device: FakeLibraryDevice = {
    busNumber: options.bus ?? 1,
    deviceAddress: options.address ?? 5,
    ...(options.ports === undefined
      ? { portNumbers: [2, 3] }
      : options.ports.length > 0 && { portNumbers: options.ports }),
    deviceDescriptor: {
      idVendor: options.vendorId ?? 0x0483,
      idProduct: options.productId ?? 0xdf11,
      bcdDevice: 0x2200,
    },
    log,
    fails,
    answer: options.answer ?? (() => undefined),
    isOpen: false,
    pending: 0,
    open(readConfiguration) {
      log.push(`open ${readConfiguration}`);
      throwing('open');
      device.isOpen = true;
    },
    close() {
      log.push('close');
      if (device.pending > 0) throw new Error("Can't close device with a pending request");
      throwing('close');
      device.isOpen = false;
    },
    setAutoDetachKernelDriver(enable) {
      log.push(`detach ${enable}`);
      throwing('detach');
    },
    __claimInterface(number) {
      log.push(`claim ${number}`);
      throwing('claim');
    },
    __releaseInterface(number, done) {
      log.push(`release ${number}`);
      setImmediate(done);
    },
    __setInterface(number, alternate, done) {
      log.push(`select ${number} ${alternate}`);
      setImmediate(() => done(failing('select')));
    },
    reset(done) {
      log.push('reset');
      setImmediate(() => done(failing('reset')));
    },
  };
  return device;
}

class FakeTransfer implements LibraryTransfer {
  readonly #device: FakeLibraryDevice;
  readonly #endpoint: number;
  readonly #type: number;
  readonly #timeoutMs: number;
  readonly #done: TransferDone;
  #end: SeenTransfer['end'] | undefined;

  constructor(device: LibraryDevice, endpoint: number, type: number, timeoutMs: number, done: TransferDone) {
    this.#device = device as FakeLibraryDevice;
    this.#endpoint = endpoint;
    this.#type = type;
    this.#timeoutMs = timeoutMs;
    this.#done = done;
  }

  submit(buffer: Uint8Array): void {
    const device = this.#device;
    if (!device.isOpen) throw new Error('Device is not open');
    const { submit } = device.fails;
    if (submit !== undefined) throw libusbError(submit);
    device.pending += 1;
    let ended = false;
    this.#end = ({ errno, actual, data }) => {
      if (ended) return;
      ended = true;
      const offset = this.#type === 0 ? 8 : 0;
      if (data) buffer.set(data, offset);
      setImmediate(() => {
        device.pending -= 1;
        this.#done(errno === undefined ? undefined : libusbError(errno), buffer, actual ?? data?.length ?? 0);
      });
    };
    device.answer({
      endpoint: this.#endpoint,
      type: this.#type,
      timeoutMs: this.#timeoutMs,
      buffer,
      end: this.#end,
    });
  }

  cancel(): boolean {
    this.#end?.({ errno: 3 });
    return this.#end !== undefined;
  }
}

export interface FakeLibrary extends UsbLibrary {
  devices: FakeLibraryDevice[];
  readonly listeners: Set<() => void>;
  changed(): void;
}

export function fakeLibrary(devices: readonly FakeLibraryDevice[] = []): FakeLibrary {
  const listeners = new Set<() => void>();
  const library: FakeLibrary = {
    INIT_ERROR: 0,
    Transfer: FakeTransfer,
    devices: [...devices],
    listeners,
    getDeviceList: () => [...library.devices],
    on: (_event, listener) => void listeners.add(listener),
    off: (_event, listener) => void listeners.delete(listener),
    changed() {
      for (const listener of listeners) listener();
    },
  };
  return library;
}

/** Answers string and device descriptors like a device that carries these names. */
export function named(serial: string): Answer {
  const strings = ['', 'STMicroelectronics', 'STM32  BOOTLOADER', serial];
  return ({ buffer, end }) => {
    const index = buffer[2] ?? 0;
    const text = strings[index] ?? '';
    if (buffer[1] !== 6) return end({ errno: 4 });
    if (buffer[3] === 1) return end({ data: [18, 1, 0, 1, 0, 0, 0, 64, 0x83, 4, 0x11, 0xdf, 0, 0x22, 1, 2, 3, 1] });
    if (index === 0) return end({ data: [4, 3, 9, 4] });
    end({ data: [2 + 2 * text.length, 3, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])] });
  };
}
