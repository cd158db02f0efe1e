// What the virtual firmware has to do with the rest of the board.

import type { Clock } from '@odflash/core';
import type { BusReading } from '../chip/supply.ts';
import type { Cancel } from '../time/clock.ts';
import type { NvmStep } from './configuration/nvm.ts';

export interface FirmwareEnvironment {
  /** The 12 digits made of the chip's unique id. */
  readonly serial: string;
  readonly clock: Clock;
  /** The main flash as it is now; changed through {@link change} only. */
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
  /** What is wrong when the board is found, by path. */
  readonly errors: readonly (readonly [path: string, value: bigint])[];
  /** The bus voltage as the ADC has it now. */
  adc(): BusReading;
  /** The brake resistor begins to conduct. */
  conducts(duty: number): void;
  /** A client's request armed that axis. */
  arms(axis: number, state: number): void;
  after(ms: number, action: () => void): Cancel;
  /** Erases or programs; resolves when the flash has done it, never if the chip is reset or loses its supply before. */
  change(step: NvmStep): Promise<void>;
  /** enter_dfu_mode: the device leaves the bus, the ROM takes over. */
  enterBootloader(): void;
  reset(): void;
}
