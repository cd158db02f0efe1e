// The parts of a board and what changes of it: what runs, its switch, its supply, its cable.

import type { Clock } from '@odflash/core';
import type { BootVerdict } from '../chip/boot.ts';
import { type Chip, serialOf } from '../chip/chip.ts';
import type { Controller } from '../chip/controller.ts';
import type { Recorder, RecorderInput } from '../chip/recorder.ts';
import type { System } from '../cortex/system.ts';
import type { BoardSettings } from '../faults/settings.ts';
import type { Runtime, RuntimeFactory } from '../odrive/protocol/usb.ts';
import type { Rom } from '../rom/rom.ts';
import type { Cancel } from '../time/clock.ts';
import type { UsbFunction } from '../usb/function.ts';
import type { Wire } from '../usb/port.ts';
import type { Socket } from '../usb/socket.ts';
import type { BoardStore, Running } from './store.ts';

/** Where the switch stands: DFU pulls BOOT0 high. It counts at the next reset, not before. */
export type BootSwitch = 'dfu' | 'run';

/** A jump the ROM made on leave. */
export interface Jump {
  /** The pointer: where the vector table was taken from. */
  readonly address: number;
  readonly verdict: BootVerdict;
}

/** What runs: nothing, or a program with USB, or one without. */
export interface PoweredState {
  readonly running: Running;
  readonly usb?: UsbFunction | undefined;
  readonly rom?: Rom | undefined;
  readonly runtime?: Runtime | undefined;
  /** From start to appearing on the bus, in ms. */
  readonly connectMs: number;
}

/** The parts, and what changes. */
export interface BoardHardware {
  readonly settings: BoardSettings;
  readonly clock: Clock;
  readonly chip: Chip;
  readonly controller: Controller;
  readonly recorder: Recorder & RecorderInput;
  readonly socket: Socket;
  readonly store: BoardStore | undefined;
  readonly runtime: RuntimeFactory;
  readonly jumps: Jump[];
  readonly seed: number;
  /** Resistors at the ADC that measures the bus. */
  readonly divider: number;
  /** What the supply gives. */
  busVolts: number;
  bootSwitch: BootSwitch;
  /** Whether BOOT0 was high at the last reset. */
  bootsRom: boolean;
  state: PoweredState;
  /** A debugger halted what runs: it answers nothing until it continues. */
  suspended: boolean;
  /** A debugger changed the flash below what it halted: it cannot continue. */
  undermined: boolean;
  /** The chip as a debugger meets it. */
  readonly system: System;
  cableIn: boolean;
  /** Resets and losses of supply so far. */
  resets: number;
  /** Losses of supply so far. */
  powerLosses: number;
  /** Fresh starts of the ROM so far. */
  romStarts: number;
  /** What disturbs transfers now. */
  wire: Wire;
  /** Takes the port in the socket off the bus. */
  unplug: (reason: string) => void;
  /** Calls off what is about to happen. */
  awaited: Cancel;
}

/** Nothing that is seen on the bus. */
export const inert = (running: Running): PoweredState => ({ running, connectMs: 0 });

/** The digits the ROM and the firmware report now. */
export function serialNow(board: BoardHardware): string {
  const plain = serialOf(board.chip.uid);
  if (!board.settings.rom.serialDrifts) return plain;
  const drifted = (Number.parseInt(plain, 16) + board.resets) % 2 ** 48;
  return drifted.toString(16).toUpperCase().padStart(12, '0');
}
