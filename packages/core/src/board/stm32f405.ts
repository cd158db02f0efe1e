// The STM32F405xG as data: memories, sectors, option bytes, flash timing. No I/O.
// Sources: RM0090 §3 (flash, option bytes), DS8626 table 40 (times), AN2606/AN3156 (what the ROM lets one touch).

import type { Range } from '../bytes.ts';

/** One erase unit of the main flash. `index` is the sector number of RM0090 §3.3, 0..11. */
export interface Sector extends Range {
  readonly index: number;
}

const KiB = 1024;

/** The main flash: 1 MiB from 0x08000000 (RM0090 §3.4). */
export const mainFlash: Range = { address: 0x0800_0000, length: 1024 * KiB };
/** SRAM1 and SRAM2: 128 KiB from 0x20000000 (RM0090 §2.3). */
export const sram: Range = { address: 0x2000_0000, length: 128 * KiB };
/** Core-coupled memory: 64 KiB from 0x10000000 (RM0090 §2.3.1). */
export const ccm: Range = { address: 0x1000_0000, length: 64 * KiB };
/** Where the ROM bootloader is (RM0090 §3.4). */
export const systemMemory: Range = { address: 0x1fff_0000, length: 30 * KiB };
/** 512 data bytes and 16 lock bytes, each written once. */
export const otpArea: Range = { address: 0x1fff_7800, length: 528 };
/** Where the option bytes are read (RM0090 §3.6). */
export const optionBytesArea: Range = { address: 0x1fff_c000, length: 16 };
/** The ROM's virtual location for the supply voltage range (AN2606 §4.4). */
export const deviceFeature: Range = { address: 0xffff_0000, length: 4 };

/** The twelve sectors: 4 × 16 KiB, 1 × 64 KiB, 7 × 128 KiB. */
export const sectors: readonly Sector[] = sectorsOf([16, 16, 16, 16, 64, 128, 128, 128, 128, 128, 128, 128]);

function sectorsOf(sizesKiB: readonly number[]): Sector[] {
  let address = mainFlash.address;
  return sizesKiB.map((size, index) => {
    const sector = { index, address, length: size * KiB };
    address += sector.length;
    return sector;
  });
}

/** The sector that holds `address`, or `undefined` outside the main flash. */
export function sectorAt(address: number): Sector | undefined {
  return sectors.find((sector) => address >= sector.address && address < sector.address + sector.length);
}

/** Sectors that share at least one byte with `range`. */
export function sectorsTouched(range: Range): readonly Sector[] {
  const end = range.address + range.length;
  return sectors.filter((sector) => range.address < sector.address + sector.length && end > sector.address);
}

/** True if `inner` lies wholly inside `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return inner.address >= outer.address && inner.address + inner.length <= outer.address + outer.length;
}

/** Program parallelism (PSIZE) in bits: bytes, half words, words. x32 needs 2.7 V (RM0090 §3.6.2). */
export type Parallelism = 8 | 16 | 32;

/** Typical and maximum times in ms, DS8626 table 40; `unit` is one program operation of the given width. */
export interface FlashTimes {
  readonly unit: number;
  /** By sector size in KiB. */
  readonly erase: Readonly<Record<16 | 64 | 128, number>>;
  readonly massErase: number;
}

/** Typical flash times in ms, by program width in bits (DS8626 table 40). */
export const typicalTimes: Readonly<Record<Parallelism, FlashTimes>> = {
  8: { unit: 0.016, erase: { 16: 400, 64: 1200, 128: 2000 }, massErase: 16_000 },
  16: { unit: 0.016, erase: { 16: 300, 64: 700, 128: 1300 }, massErase: 11_000 },
  32: { unit: 0.016, erase: { 16: 250, 64: 550, 128: 1000 }, massErase: 8_000 },
};

/** Maximum flash times in ms, by program width in bits (DS8626 table 40). */
export const maximumTimes: Readonly<Record<Parallelism, FlashTimes>> = {
  8: { unit: 0.1, erase: { 16: 800, 64: 2400, 128: 4000 }, massErase: 32_000 },
  16: { unit: 0.1, erase: { 16: 600, 64: 1400, 128: 2600 }, massErase: 22_000 },
  32: { unit: 0.1, erase: { 16: 500, 64: 1100, 128: 2000 }, massErase: 16_000 },
};

/** Milliseconds to erase one sector. */
export function eraseMs(sector: Sector, times: FlashTimes): number {
  return times.erase[(sector.length / KiB) as 16 | 64 | 128];
}

/** Milliseconds to program `bytes` bytes at the given width. */
export function programMs(bytes: number, width: Parallelism, times: FlashTimes): number {
  return Math.ceil(bytes / (width / 8)) * times.unit;
}
