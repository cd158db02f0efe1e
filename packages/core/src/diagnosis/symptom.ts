// What a row of the table of symptoms is, and the advice that many rows give.

import type { ErrorCode } from '../errors.ts';

export interface Symptom {
  /** Stays the same when the words change. */
  readonly id: string;
  /** What is seen: who says it, and in which words. */
  readonly seen: readonly { readonly by: string; readonly text: string }[];
  /** What is really wrong; several where the words alone do not tell. */
  readonly causes: readonly string[];
  /** What to do, the first thing first. */
  readonly remedies: readonly string[];
  /** The code of ours whose page says more. */
  readonly code: ErrorCode;
}

/** What one tool says. */
export const by = (tool: string, ...texts: readonly string[]): Symptom['seen'] =>
  texts.map((text) => ({ by: tool, text }));

export const again: string =
  'Flash the board with odflash: it notices, puts itself in step with the board and repeats what was lost.';
export const inRom: string =
  'Nothing is broken for good: the bootloader is in ROM. Set the DIP switch to DFU, power-cycle the board and flash it.';
export const udev: string = 'Run: sudo odflash udev-setup, then unplug the board and plug it in again.';
export const zadig: string =
  'Run Zadig, Options > List All Devices, choose "STM32  BOOTLOADER" (USB ID 0483 DF11) and install WinUSB.';
