// What a row of the table of symptoms is, and the advice that many rows give.

import type { ErrorCode } from '../errors.ts';

/** One message of one tool. */
export interface SeenMessage {
  readonly by: string;
  /** As the tool prints it; `…` for what is another word each time. */
  readonly text: string;
  /** Printed by every run, the good ones included: it explains something only where no other message is found. */
  readonly progress?: true | undefined;
}

/** What people see when a flasher fails, what is behind it, and what helps. */
export interface Symptom {
  /** Stays the same when the words change. */
  readonly id: string;
  /** What is seen: who says it, and in which words. */
  readonly seen: readonly SeenMessage[];
  /**
   * How people describe it in a sentence of their own: words that must all be there, in any order. `a|b` is a choice,
   * `-a` must not be there. Lower case, letters and digits only.
   */
  readonly asked?: readonly string[] | undefined;
  /** Nothing is wrong; named after the messages that stop a run. */
  readonly harmless?: true | undefined;
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

/** What one tool prints in every run. */
export const progress = (tool: string, ...texts: readonly string[]): Symptom['seen'] =>
  texts.map((text) => ({ by: tool, text, progress: true }));

export const again: string =
  'Flash the board with odflash: it detects the error, resynchronises with the board and repeats what was lost.';
export const inRom: string =
  'The board can be recovered: the bootloader is in ROM. On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and flash it; an older one is flashed with an ST-Link.';
export const udev: string = 'Run: sudo odflash udev-setup, then unplug the board and plug it in again.';
export const zadig: string =
  'Run Zadig, Options > List All Devices, choose "STM32  BOOTLOADER" (USB ID 0483 DF11) and install WinUSB.';
