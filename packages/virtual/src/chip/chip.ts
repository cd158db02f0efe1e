// The STM32F405's memories. Flash that only clears bits and is erased by the sector (RM0090 §3), option bytes, OTP, RAM,
// unique id. Knows no USB and no time: what an operation takes is in jobs.ts.

import { mainFlash, type Parallelism, type Sector, sram, systemMemory } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';
import { type Random, seededRandom } from '../time/random.ts';
import type { ChipModel } from './geometry.ts';
import { type OptionBits, writeProtectedSectors } from './option-bytes.ts';

/** The three words at 0x1FFF7A10. */
export type UniqueId = readonly [number, number, number];

/** How this particular chip departs from the textbook. Ordinals count from 1. */
export interface ChipQuirks {
  /** Typical or maximum times of DS8626 table 40. */
  readonly times: 'typical' | 'maximum';
  /** Multiplies erase times. */
  readonly eraseFactor: number;
  /** Which erase operations do nothing, though they succeed. */
  readonly droppedErases: readonly number[];
  /** Which program operations leave one bit wrong. */
  readonly badWrites: readonly number[];
  /** Every n-th program operation at x32 leaves one bit wrong, as with too little supply; 0 = none. */
  readonly weakWords: number;
  /** Bits 15..12 of the nWRP half word as the ROM shows it. */
  readonly reservedHigh: 0 | 0xf;
  /** The flash size register reads 0, as an F415RG was seen to do. */
  readonly hidesFlashSize: boolean;
}

export interface Chip {
  readonly model: ChipModel;
  quirks: ChipQuirks;
  /** Chance of this chip: bits of cut operations, bit errors. */
  readonly random: Random;
  readonly flash: Uint8Array;
  /** 512 data bytes and 16 lock bytes. */
  readonly otp: Uint8Array;
  readonly ram: Uint8Array;
  readonly systemMemory: Uint8Array;
  readonly uid: UniqueId;
  options: OptionBits;
  /** Program width in force; what the ROM's Device Feature sets. Lost at reset. */
  width: Parallelism;
  /** Operations so far, for the ordinals of the quirks. */
  readonly count: { erases: number; programs: number; words: number };
}

export interface ChipContent {
  readonly flash: Uint8Array;
  readonly otp: Uint8Array;
  readonly options: OptionBits;
  readonly uid: UniqueId;
}

/** A chip with that content. The arrays are used, not copied. */
export function createChip(model: ChipModel, quirks: ChipQuirks, seed: number, content: ChipContent): Chip {
  return {
    model,
    quirks,
    random: seededRandom(seed, 'chip'),
    ...content,
    ram: new Uint8Array(sram.length),
    systemMemory: new Uint8Array(systemMemory.length).fill(0xff),
    width: 8,
    count: { erases: 0, programs: 0, words: 0 },
  };
}

/** The chip has these quirks from now on; their ordinals count anew. */
export function corrupt(chip: Chip, quirks: ChipQuirks): void {
  chip.quirks = quirks;
  Object.assign(chip.count, { erases: 0, programs: 0, words: 0 });
}

/** The main flash of this chip, which may be smaller than the F405's. */
export function flashRange(chip: Chip): Range {
  return { address: mainFlash.address, length: chip.model.flashLength };
}

export function sectorOf(chip: Chip, address: number): Sector | undefined {
  return chip.model.sectors.find((sector) => address >= sector.address && address < sector.address + sector.length);
}

/** True if the sector that holds `address` ignores erase and program. */
export function isWriteProtected(chip: Chip, address: number): boolean {
  const sector = sectorOf(chip, address);
  return sector !== undefined && sector.index < 12 && ((chip.options.open >> sector.index) & 1) === 0;
}

export function anyWriteProtected(chip: Chip): boolean {
  return writeProtectedSectors(chip.options).length > 0;
}

/**
 * The serial number ST's ROM and ODrive's firmware both make of the unique id: the low and high words added, then the
 * upper half of the middle word, 12 upper-case hexadecimal digits.
 */
export function serialOf(uid: UniqueId): string {
  const digits = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, '0');
  return digits((uid[0] + uid[2]) >>> 0, 8) + digits(uid[1] >>> 16, 4);
}

/** A unique id with that serial number: what is not in the serial number comes from chance. */
export function uidFor(serial: string, random: Random): UniqueId {
  const low = random.next();
  const sum = Number.parseInt(serial.slice(0, 8), 16);
  const middle = Number.parseInt(serial.slice(8, 12), 16);
  return [low, ((middle << 16) | (random.next() & 0xffff)) >>> 0, (sum - low) >>> 0];
}

/** Locks of OTP: block n (32 bytes) cannot be programmed once lock byte n is 0 (RM0090 §3.9). */
export function isOtpLocked(chip: Chip, offset: number): boolean {
  return offset < 512 && chip.otp[512 + (offset >> 5)] === 0x00;
}
