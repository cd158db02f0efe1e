/**
 * The seams of odflash (ARCHITECTURE.md, "Ports"). This file knows what the engine needs of a platform and nothing of
 * any platform: adapters (WebUSB, libusb, USB/IP, virtual) implement the host side, virtual boards the device side.
 *
 * {@includeCode ../../../test/examples/core-ports.ts}
 *
 * @module
 */

import type { Message } from './messages/message.ts';
/** The eight bytes of a control transfer's setup stage without wLength, which follows from the call (USB 2.0 §9.3). */
export interface ControlSetup {
  /** bmRequestType: direction (bit 7), type (bits 6..5), recipient (bits 4..0). */
  readonly requestType: number;
  /** bRequest. */
  readonly request: number;
  /** wValue. */
  readonly value: number;
  /** wIndex. */
  readonly index: number;
}

/** How a transfer that reached the device ended. Everything else is a {@link LinkError}. */
export type TransferStatus = 'ok' | 'stall' | 'babble';

/** Result of a device-to-host transfer. `data` is what really came, which may be less than what was asked. */
export interface InTransfer {
  readonly status: TransferStatus;
  readonly data: Uint8Array;
}

/** Result of a host-to-device transfer. `bytes` is what the device really accepted. */
export interface OutTransfer {
  readonly status: TransferStatus;
  readonly bytes: number;
}

/** What is known of a device without opening it. */
export interface UsbDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice. */
  readonly release: number;
  /** Where it is plugged in, e.g. `1-2.3`; stays the same while the cable stays in the same socket. */
  readonly path: string;
  /**
   * The platform reports no ports, and has read the serial number itself, once (WebUSB): {@link path} is a name of this process's
   * own, and a board may return under another one.
   */
  readonly nameOnly?: true | undefined;
  /** The number the host gave it on its bus; another one after every enumeration, where the platform reports it. */
  readonly address?: number | undefined;
  /** iSerialNumber, where the platform could read it without opening the device. */
  readonly serial?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  /** Why it could not be opened to read its serial number; absent where that worked or was not tried. */
  readonly cannotOpen?: LinkFailure | undefined;
}

/**
 * One opened USB device, seen from the host. Transfers of one endpoint are made one after the other, in the order in which they
 * were asked for; several bulk transfers may be asked for at once.
 * Every call throws {@link LinkError}; a timeout means "executed: unknown".
 */
export interface UsbLink extends AsyncDisposable {
  readonly info: UsbDeviceInfo;
  /** An IN control transfer of at most `length` bytes (USB 2.0 §9.3). Throws LinkError; after `timeoutMs`: executed unknown. */
  controlIn(setup: ControlSetup, length: number, timeoutMs: number): Promise<InTransfer>;
  /** An OUT control transfer; the answer says how many bytes the device took. Throws LinkError. */
  controlOut(setup: ControlSetup, data: Uint8Array, timeoutMs: number): Promise<OutTransfer>;
  /** At most `length` bytes from an IN endpoint (its address has bit 7 set). Throws LinkError. */
  bulkIn(endpoint: number, length: number, timeoutMs: number): Promise<InTransfer>;
  /** Bytes to an OUT endpoint; the answer says how many the device took. Throws LinkError. */
  bulkOut(endpoint: number, data: Uint8Array, timeoutMs: number): Promise<OutTransfer>;
  /** Claims an interface; needed before class requests to it on most platforms (WebUSB §8, WinUSB). */
  claim(interfaceNumber: number): Promise<void>;
  /** SET_INTERFACE, through the platform so that its own bookkeeping agrees. */
  selectAlternate(interfaceNumber: number, alternate: number): Promise<void>;
  /** USB port reset. The device keeps its address for this link or the link is dead afterwards. */
  reset(): Promise<void>;
}

/** Why a transfer never got an answer from the device. */
export type LinkFailure = 'timeout' | 'disconnected' | 'access' | 'busy' | 'no-driver' | 'io';

/** Thrown by {@link UsbLink} and {@link UsbBus} when the connection, the driver or the operating system failed. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly kind: LinkFailure;
  constructor(kind: LinkFailure, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

/** A device came or went. */
export interface BusEvent {
  readonly type: 'arrived' | 'left';
  readonly device: UsbDeviceInfo;
}

/** The sockets of this machine (or of another one, or of a virtual bench). */
export interface UsbBus {
  /** Everything that is plugged in, without opening what need not be opened. */
  list(): Promise<readonly UsbDeviceInfo[]>;
  /** Opens one device of {@link list}. Throws {@link LinkError} `disconnected` if it has gone since. */
  open(device: UsbDeviceInfo): Promise<UsbLink>;
  /** Calls back for every arrival and departure until disposed. */
  watch(listener: (event: BusEvent) => void): Disposable;
}

/** Time. Virtual in tests and on virtual boards, so that a 5 s erase costs a test nothing. */
export interface Clock {
  /** Milliseconds on a clock that never jumps; its zero means nothing. */
  now(): number;
  /** The date a person would read off the wall; may jump, so nothing is measured with it. */
  date(): Date;
  /** Resolves after `ms`. Rejects with the signal's reason when aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Small files that must survive a power cut: undo backups, journals, configurations. */
export interface Vault {
  /** Resolves when `bytes` are on the disk under `name` (or throws); never leaves half a file under that name. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /**
   * As {@link put}, but only where no file has that name, which no other process may take meanwhile: resolves with `false` where one
   * has it. Absent where no other process uses the same vault.
   */
  putNew?(name: string, bytes: Uint8Array): Promise<boolean>;
  /** The file's bytes, or `undefined` if there is none. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** Names that start with `prefix`, sorted. */
  list(prefix: string): Promise<readonly string[]>;
  /** Removes that file; it is not an error if there is none. */
  remove(name: string): Promise<void>;
  /**
   * Keeps other processes from what `name` stands for, until it is disposed or this process ends, however it ends. What this
   * process holds it may take again. Resolves with `undefined` if another process holds it; throws what the disk throws.
   * Absent where no other process uses the same vault.
   */
  lock?(name: string): Promise<AsyncDisposable | undefined>;
  /** Whether another process holds that lock now. Takes nothing and leaves nothing behind; throws what the disk throws. */
  isLocked?(name: string): Promise<boolean>;
  /** Where a person finds that file, e.g. its path. */
  locate(name: string): string;
}

/** One line of diagnosis; the core prints nothing itself. */
export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn';
  /** The layer of the line, e.g. `dfu` or `flash`. */
  readonly scope: string;
  /** English where only --verbose shows it, else a message. */
  readonly text: Message | string;
}

/** Where log lines go; English, for `--verbose` and log files. */
export type Log = (entry: LogEntry) => void;

/** One transfer as the device meets it. A control transfer has `endpoint` 0 and a `setup`. */
export interface DeviceTransfer {
  /** Endpoint address with the direction bit (0x81 = IN 1); 0 for control. */
  readonly endpoint: number;
  readonly setup?: ControlSetup | undefined;
  /** Host-to-device data; empty for IN transfers. */
  readonly data: Uint8Array;
  /** wLength of a control transfer, or the room the host offers on an IN endpoint. */
  readonly length: number;
}

/** The device's answer. `bytes` counts what it took (OUT) or gave (IN); `data` is empty for OUT. */
export interface DeviceAnswer {
  readonly status: TransferStatus;
  readonly bytes: number;
  readonly data: Uint8Array;
}

/**
 * The device's side of a cable, for one enumeration: a device that re-enumerates gets a new port.
 * It answers all of chapter 9 but SET_ADDRESS, which is the host controller's.
 */
export interface UsbDevicePort {
  readonly speed: 'full' | 'high';
  /** The device descriptor (18 bytes) and the whole first configuration. */
  readonly descriptors: { readonly device: Uint8Array; readonly configuration: Uint8Array };
  /** Aborted when the device leaves the bus; transfers in flight then reject. */
  readonly unplugged: AbortSignal;
  /**
   * Hands one transfer to the device; resolves when the device has answered, which may take seconds (NAK).
   * Rejects when `cancel` is aborted (the host gave up: executed or not is not known) or the device is unplugged.
   */
  submit(transfer: DeviceTransfer, cancel: AbortSignal): Promise<DeviceAnswer>;
  /** The host resets the port: default state, endpoints empty, configuration 0. */
  busReset(): void;
}

/** Where a cable ends: a board keeps its socket, the port in it comes and goes. */
export interface UsbSocket {
  /** The bus path every device in this socket shows. */
  readonly path: string;
  /** What is plugged in and enumerated now. */
  readonly port: UsbDevicePort | undefined;
  /** Calls back after {@link port} changed, until disposed. */
  watch(listener: (port: UsbDevicePort | undefined) => void): Disposable;
}
