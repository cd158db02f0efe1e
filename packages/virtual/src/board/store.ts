// How a virtual board outlives the process: an interface for a program with a disk, and the plain data that is kept. Calls
// are synchronous and made at every change, so a killed process leaves the board exactly as it was.

import { hexBytes } from '@odflash/core/bytes';
import type { UniqueId } from '../chip/chip.ts';
import type { OptionBits } from '../chip/option-bytes.ts';
import type { RomRegisters } from '../rom/commands.ts';

/** Plain data (JSON) beside the main flash. */
export interface SavedState {
  readonly version: 1;
  readonly running: Running;
  readonly uid: UniqueId;
  readonly options: OptionBits;
  /** 528 bytes, hexadecimal. */
  readonly otp: string;
  /** Present while the ROM runs: its registers, with what DNLOAD had buffered in hexadecimal. */
  readonly rom?:
    | (Omit<RomRegisters, 'pending'> & {
        readonly pending?: { readonly block: number; readonly data: string } | undefined;
      })
    | undefined;
}

/** What a board does. `debugged` = held at its reset vector or running a debugger's code; `off` = no supply. */
export type Running = 'rom' | 'odrive' | 'other-firmware' | 'nothing' | 'debugged' | 'off';

/** Everything a board keeps without power. */
export interface SavedBoard {
  /** The whole main flash. */
  readonly flash: Uint8Array;
  readonly state: SavedState;
}

/** RAM is not kept: it is lost with the supply anyway. */
export interface BoardStore {
  /** What was kept, or `undefined` for a board that is new. */
  load(): SavedBoard | undefined;
  /** Keeps bytes of the main flash; `offset` counts from its start. */
  saveFlash(offset: number, bytes: Uint8Array): void;
  /** Keeps what the board is and how it is switched. */
  saveState(state: SavedState): void;
}

/** A store in memory, and what was saved in it. */
export interface MemoryStore extends BoardStore {
  /** The board as it was saved last. */
  readonly saved: () => SavedBoard | undefined;
}

/** A store that only remembers, for tests. */
export function memoryStore(): MemoryStore {
  const flash = new Uint8Array(1024 * 1024).fill(0xff);
  let state: string | undefined;
  const saved = (): SavedBoard | undefined =>
    state === undefined ? undefined : { flash: flash.slice(), state: JSON.parse(state) as SavedState };
  return {
    load: saved,
    saveFlash: (offset, bytes) => flash.set(bytes, offset),
    saveState: (next) => {
      state = JSON.stringify(next);
    },
    saved,
  };
}

export function toHex(bytes: Uint8Array): string {
  return hexBytes(bytes, '');
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length >> 1 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

export function saveRegisters(registers: RomRegisters): NonNullable<SavedState['rom']> {
  const { pending, ...rest } = registers;
  return pending ? { ...rest, pending: { block: pending.block, data: toHex(pending.data) } } : rest;
}

export function loadRegisters(saved: NonNullable<SavedState['rom']>): RomRegisters {
  const { pending, ...rest } = saved;
  return { ...rest, pending: pending && { block: pending.block, data: fromHex(pending.data) } };
}
