// The ODrive firmware as USB sees it: CDC requests, interfaces, strings. What answers on its data endpoints, and what it
// does in its own way, is a Runtime; by default the virtual firmware of ../odrive.

import type { Clock } from '@odflash/core';
import type { ControlSetup, DeviceAnswer } from '@odflash/core/ports';
import type { BusReading } from '../../chip/supply.ts';
import { done, sent, stalled, taken } from '../../usb/answers.ts';
import { type Endpoint, silentEndpoint, sinkEndpoint, type UsbFunction } from '../../usb/function.ts';
import type { NvmStep } from '../configuration/nvm.ts';
import { configurationDescriptor, deviceDescriptor, endpoints, odriveString } from './usb-descriptors.ts';

/** What a running firmware has to do with the rest of the board. */
export interface RuntimeEnvironment {
  /** Board version in the image's own strings, e.g. `3.6`. */
  readonly board: string;
  /** The 12 digits made of the chip's unique id. */
  readonly serial: string;
  readonly clock: Clock;
  /** The main flash; the configuration lies in sectors 10 and 11. Changed through {@link change} only. */
  readonly flash: Uint8Array;
  readonly otp: Uint8Array;
  /** The board has been powered for a while: whatever happens after start-up has happened. */
  readonly settled: boolean;
  /** Axis 0 is calibrated and holds a load. */
  readonly armed: boolean;
  /** Axis 0 is idle and calibrated, and its encoder has found its index. */
  readonly ready: boolean;
  /** It turns, driven by a client that is gone now. */
  readonly turning: boolean;
  /** Errors that are there when the board is found, by path of the object tree. */
  readonly errors: readonly (readonly [path: string, value: bigint])[];
  /** The bus voltage as the ADC has it now. */
  adc(): BusReading;
  /** The brake resistor begins to conduct, for that part of the time. */
  conducts(duty: number): void;
  /** A client's request armed that axis. */
  arms(axis: number, state: number): void;
  /** Erases or programs; resolves when the flash has done it, never if the chip is reset or loses its supply before. */
  change(step: NvmStep): Promise<void>;
  /** enter_dfu_mode: the device leaves the bus, the ROM takes over. */
  enterBootloader(): void;
  /** Resets the chip. */
  reset(): void;
}

/** `hangs`: the firmware starts, but never gets to USB. */
export type RuntimeFactory = (environment: RuntimeEnvironment) => Runtime | 'hangs';

/** What runs behind the data endpoints of a running board. */
export interface Runtime {
  /** Endpoints by address; the others NAK forever. */
  readonly endpoints: ReadonlyMap<number, Endpoint>;
  /** The host reset the port. */
  busReset(): void;
  /** Answers a vendor request; `undefined` or absent = stalled. */
  control?(setup: ControlSetup, length: number): DeviceAnswer | undefined;
  /** Whether SET_INTERFACE works on interfaces 0 and 1. Default true. */
  readonly setsInterfaces?: boolean | undefined;
  /** The firmware ends: reset, loss of supply, bootloader. */
  stop?(): void;
}

/** A firmware that starts and is never seen on its data endpoints. */
export const silentRuntime: Runtime = { endpoints: new Map(), busReset: () => undefined };

/** CDC PSTN requests (USB CDC 1.2 §6.3). */
const lineCoding = { set: 0x20, get: 0x21, controlLineState: 0x22 } as const;
/** The firmware's interface limit is 1: it stalls interface requests above. */
const lastInterface = 1;
/** Bits 6 and 5 of bmRequestType. */
const vendorType = 0x40;

/** `board` is the version in the image's own strings, e.g. `3.6`. */
export function createOdrive(board: string, serial: string, runtime: Runtime): UsbFunction {
  const coding = Uint8Array.of(0x00, 0xc2, 0x01, 0x00, 0x00, 0x00, 0x08);
  const control = (setup: ControlSetup, data: Uint8Array, length: number): DeviceAnswer => {
    if ((setup.requestType & 0x60) === vendorType) return runtime.control?.(setup, length) ?? stalled;
    const isClassToInterface = (setup.requestType & 0x7f) === 0x21;
    if (!isClassToInterface || setup.index > lastInterface) return stalled;
    if (setup.request === lineCoding.get) return sent(coding.slice(), length);
    if (setup.request === lineCoding.set) {
      coding.set(data.subarray(0, coding.length));
      return taken(data.length);
    }
    return setup.request === lineCoding.controlLineState ? done : stalled;
  };
  const silent = Object.values(endpoints).map((address): [number, Endpoint] => [address, silentEndpoint()]);
  return {
    device: deviceDescriptor,
    configuration: configurationDescriptor,
    string: (index) => odriveString(index, board, serial),
    control,
    hasAlternate: (interfaceNumber, alternate) =>
      runtime.setsInterfaces !== false && interfaceNumber <= lastInterface && alternate === 0,
    // Firmware reads its COM port whether it understands what comes or not.
    endpoints: new Map([...silent, [endpoints.cdcOut, sinkEndpoint()], ...runtime.endpoints]),
    busy: () => undefined,
    busReset: () => runtime.busReset(),
  };
}

const marker = new TextEncoder().encode('ODrive 3.');
const markerEnd = new TextEncoder().encode(' CDC Interface');

/** The board version (`3.6`) in the USB string of an ODrive image, or `undefined` if `flash` holds none. */
export function odriveBoardIn(flash: Uint8Array): string | undefined {
  for (let at = flash.indexOf(0x4f); at >= 0; at = flash.indexOf(0x4f, at + 1)) {
    const digit = flash[at + marker.length] ?? 0;
    if (holds(flash, at, marker) && digit >= 0x30 && digit <= 0x39 && holds(flash, at + marker.length + 1, markerEnd)) {
      return `3.${String.fromCharCode(digit)}`;
    }
  }
  return undefined;
}

function holds(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  return text.every((byte, i) => bytes[at + i] === byte);
}
