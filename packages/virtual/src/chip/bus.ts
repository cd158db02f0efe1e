// The memory map as the core and a debugger see it (RM0090 §2.3): flash and its alias, RAM, system memory, OTP, option bytes,
// registers. While the flash is busy, every access waits: `time` moves on.

import { ccm, mainFlash, optionBytesArea, otpArea, sram, systemMemory } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';
import type { Memory, Width } from '../cortex/cpu.ts';
import { BusError } from '../cortex/faults.ts';
import type { Chip } from './chip.ts';
import type { Controller } from './controller.ts';
import { type FlashInterface, littleEndian } from './flash-interface.ts';
import { encodeOptions } from './option-bytes.ts';
import type { RegisterBlock } from './register-block.ts';

export interface Bus extends Memory {
  /** When the access in hand takes place, in ms; later after it if it had to wait. */
  time: number;
  /** Stores by anyone so far that may have changed something. */
  readonly changes: number;
  /** How long an access would have to wait for the flash, in ms. */
  wait(address: number, isWrite: boolean): number;
}

export interface BusParts {
  readonly chip: Chip;
  readonly controller: Controller;
  readonly flash: FlashInterface;
  readonly blocks: readonly RegisterBlock[];
  /** Whether BOOT0 was high at the last reset. */
  bootsRom(): boolean;
}

/** Something at an address. Without `write`, stores to it go nowhere. */
interface Region {
  readonly range: Range;
  read(address: number, width: Width): number;
  write?(address: number, width: Width, value: number): void;
  /** False for a store that leaves everything as it is; true if absent. */
  changes?(address: number, width: Width, value: number): boolean;
  /** Accesses wait for a busy flash. */
  readonly waits?: ((address: number, isWrite: boolean) => boolean) | undefined;
}

/** Unique id and flash size (RM0090 §39): parts of the flash, so the word between them is taken to read as erased. */
const signatureAddress = 0x1fff_7a10;
const erasedWord = 0xffff_ffff;
/** FLASH_CR: a write to it waits until the flash is done. */
const controlRegister = 0x4002_3c10;
const always = () => true;

/** Of their own: these are looked at in every instruction, and an import is looked up each time where tests run. */
const { address: ramStart, length: ramLength } = sram;
const { address: flashStart, length: flashLength } = mainFlash;

export function createBus(parts: BusParts): Bus {
  const { chip, controller, bootsRom } = parts;
  const memories = memoryRegions(parts);
  const regionAt = (address: number): Region => {
    for (const region of memories) if (within(region.range, address)) return region;
    const block = parts.blocks.find(({ base, length }) => address >= base && address - base < length);
    if (block) return registerRegion(block);
    throw new BusError(address);
  };
  /** What lies at 0 lies elsewhere as well. */
  const unaliased = (address: number) => {
    if (address >= flashLength) return address;
    return address + (bootsRom() ? systemMemory.address : flashStart);
  };
  const waitFor = (region: Region, address: number, isWrite: boolean) => {
    controller.settle(bus.time);
    if (!controller.working() || !region.waits?.(address, isWrite)) return;
    bus.time += controller.remaining(bus.time);
    controller.complete();
  };
  const isRam = (address: number) => address >= ramStart && address - ramStart < ramLength;
  let changes = 0;
  const bus: Bus = {
    time: 0,
    get changes() {
      return changes;
    },
    wait: (address, isWrite) => {
      if (isRam(address)) return 0;
      controller.settle(bus.time);
      const direct = unaliased(address);
      const waits = controller.working() && regionAt(direct).waits?.(direct, isWrite) === true;
      return waits ? controller.remaining(bus.time) : 0;
    },
    fetch: (address) => {
      if (isRam(address)) return load(chip.ram, address - ramStart, 2);
      // CCM RAM hangs on the data bus alone: no code runs from it.
      if (within(ccm, address) || address >= 0x4000_0000) throw new BusError(address);
      return bus.read(address, 2);
    },
    read: (address, width) => {
      if (isRam(address)) return load(chip.ram, address - ramStart, width);
      const direct = unaliased(address);
      const region = regionAt(direct);
      waitFor(region, direct, false);
      return region.read(direct, width);
    },
    write: (address, width, value) => {
      if (isRam(address)) {
        const offset = address - ramStart;
        if (load(chip.ram, offset, width) !== value) changes++;
        put(chip.ram, offset, width, value);
        return;
      }
      const direct = unaliased(address);
      const region = regionAt(direct);
      waitFor(region, direct, true);
      if (region.changes?.(direct, width, value) !== false) changes++;
      region.write?.(direct, width, value);
    },
  };
  return bus;
}

function within({ address, length }: Range, at: number): boolean {
  return at >= address && at - address < length;
}

function memoryRegions({ chip, flash }: BusParts): readonly Region[] {
  const program = {
    write: (address: number, width: Width, value: number) => flash.store(address, width, value),
    waits: always,
  };
  const closeCoupled = new Uint8Array(ccm.length);
  /** KiB in the upper half word. */
  const size = ((chip.quirks.hidesFlashSize ? 0 : chip.model.flashLength >>> 10) << 16) | 0xffff;
  const signature = [...chip.uid, erasedWord, size].flatMap((word) => [...littleEndian(word, 4)]);
  return [
    {
      range: { address: mainFlash.address, length: chip.model.flashLength },
      read: (address, width) => {
        if (flash.closed()) throw new BusError(address);
        return load(chip.flash, address - mainFlash.address, width);
      },
      ...program,
    },
    {
      range: ccm,
      read: (address, width) => load(closeCoupled, address - ccm.address, width),
      write: (address, width, value) => put(closeCoupled, address - ccm.address, width, value),
    },
    { ...readOnly(otpArea.address, chip.otp), ...program },
    readOnly(signatureAddress, Uint8Array.from(signature)),
    readOnly(systemMemory.address, chip.systemMemory),
    {
      range: optionBytesArea,
      read: (address, width) =>
        load(encodeOptions(chip.options, chip.quirks.reservedHigh), address - optionBytesArea.address, width),
      waits: always,
    },
  ];
}

function readOnly(address: number, bytes: Uint8Array): Region {
  return {
    range: { address, length: bytes.length },
    read: (at, width) => load(bytes, at - address, width),
  };
}

/** Registers are words; narrower accesses take their part of one. */
function registerRegion(block: RegisterBlock): Region {
  const { base, length } = block;
  const offsetOf = (address: number) => (address - base) & ~3;
  return {
    range: { address: base, length },
    read: (address, width) => {
      const word = block.read(offsetOf(address)) >>> (8 * (address & 3));
      return width === 4 ? word >>> 0 : word & (2 ** (8 * width) - 1);
    },
    write: (address, width, value) => {
      const shift = 8 * (address & 3);
      const mask = width === 4 ? 0xffff_ffff : (2 ** (8 * width) - 1) << shift;
      const kept = width === 4 ? 0 : block.read(offsetOf(address)) & ~mask;
      block.write(offsetOf(address), (kept | ((value << shift) & mask)) >>> 0);
    },
    changes: (address, width, value) => !block.remembers || width !== 4 || block.read(offsetOf(address)) !== value,
    waits: (address, isWrite) => isWrite && address === controlRegister,
  };
}

function load(bytes: Uint8Array, offset: number, width: Width): number {
  const byte = (at: number) => bytes[offset + at] ?? 0xff;
  if (width === 1) return byte(0);
  if (width === 2) return byte(0) | (byte(1) << 8);
  return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0;
}

function put(bytes: Uint8Array, offset: number, width: Width, value: number): void {
  for (let at = 0; at < width; at++) bytes[offset + at] = value >>> (8 * at);
}
