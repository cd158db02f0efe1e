// What is known of a chip before anything is changed. Types only.

import type { BoardVersion } from '../board/odrive-v3.ts';
import type { Sector } from '../board/stm32f405.ts';
import type { ChipKey, Connection } from './chip.ts';

/** How the board version is known. Ranks as listed: OTP is proof, the rest is a person's word. */
export type BoardIdentity =
  | { readonly known: true; readonly version: BoardVersion; readonly evidence: 'otp' | 'named' }
  | {
      readonly known: false;
      readonly why: 'not-an-f405' | 'layout-untold' | 'otp-blank' | 'otp-foreign' | 'otp-unreadable';
    };

/** Option bytes, decoded (RM0090 §3.6). */
export interface OptionBytes {
  /** 0 = open, 1 = flash cannot be read, 2 = final. */
  readonly readProtection: 0 | 1 | 2;
  /** Numbers of the sectors that silently ignore erase and program. */
  readonly writeProtected: readonly number[];
  /** Brown-out threshold in volts, 0 = off. */
  readonly brownOut: 0 | 2.1 | 2.4 | 2.7;
  /** The 16 bytes as the ROM shows them. */
  readonly raw: Uint8Array;
}

/** What is known of the chip before anything is changed. */
export interface Identity {
  /** How it is reached. */
  readonly device: Connection;
  /** What it is remembered by. */
  readonly key: ChipKey;
  /** Erase units of the main flash as the device describes them. */
  readonly sectors: readonly Sector[];
  /** True if the memory layout is exactly the STM32F405's. */
  readonly isF405: boolean;
  readonly board: BoardIdentity;
  /** Undefined only if the chip would not show them. */
  readonly optionBytes?: OptionBytes | undefined;
  readonly readProtected: boolean;
  /** The 512 OTP bytes, where readable. */
  readonly otp?: Uint8Array | undefined;
}
