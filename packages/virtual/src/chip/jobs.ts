// The operations of the flash controller: what each takes, what it leaves behind when it ends, and what it leaves behind
// when the power fails in the middle. Durations: DS8626 table 40.

import {
  type FlashTimes,
  mainFlash,
  maximumTimes,
  optionBytesArea,
  otpArea,
  type Parallelism,
  type Sector,
  sram,
  typicalTimes,
} from '@odflash/core/board';
import type { Random } from '../time/random.ts';
import { anyWriteProtected, type Chip, isOtpLocked, isWriteProtected, sectorOf } from './chip.ts';
import { decodeOptions, erasedOptions } from './option-bytes.ts';
import type { Operation, RecorderInput } from './recorder.ts';

/** Something the chip is busy with. Memory changes when it ends, not before. */
export interface Job {
  readonly ms: number;
  finish(): void;
  /** Power fails after `elapsed` ms of it. */
  cut(elapsed: number): void;
}

/** What jobs work on. */
export interface JobContext {
  readonly chip: Chip;
  readonly recorder: RecorderInput;
  now(): number;
  /** Called after bytes of the main flash changed. */
  flashChanged(offset: number, length: number): void;
}

/** The end of a job that was over before it began, or the start of one: its entry in the record. */
function record(context: JobContext, operation: Omit<Operation, 'at'>): (without?: Operation['without']) => void {
  const at = context.now();
  return (without) => context.recorder.operation({ ...operation, at, without });
}

function flashTimes(chip: Chip, width: Parallelism = chip.width): FlashTimes {
  return (chip.quirks.times === 'maximum' ? maximumTimes : typicalTimes)[width];
}

/** A page of the parts that have 2 KiB pages instead of sectors (STM32G4 datasheet: 22 ms). */
const pageEraseMs = 22;

function eraseTime(chip: Chip, sector: Sector): number {
  const bySize: Readonly<Record<number, number>> = flashTimes(chip).erase;
  return (bySize[sector.length / 1024] ?? pageEraseMs) * chip.quirks.eraseFactor;
}

/** Sets any mix of old and erased bits, as an erase leaves them that lost its supply. */
function leaveHalfErased(bytes: Uint8Array, random: Random): void {
  const masks: readonly (() => number)[] = [
    () => 0,
    () => random.next() & random.next(),
    () => random.next(),
    () => random.next() | random.next(),
    () => 0xff,
  ];
  const depth = () => masks[random.below(masks.length)] ?? (() => 0);
  const [first, second, border] = [depth(), depth(), random.below(bytes.length)];
  for (let i = 0; i < bytes.length; i++) bytes[i] = (bytes[i] ?? 0) | (i < border ? first() : second());
}

/** Erases one sector. */
export function eraseJob(context: JobContext, sector: Sector): Job {
  const { chip } = context;
  const ordinal = ++chip.count.erases;
  const done = record(context, {
    kind: 'erase',
    address: sector.address,
    length: sector.length,
    sector: sector.index,
    width: chip.width,
  });
  // WRPERR: the controller refuses at once (RM0090 §3.6.5); the ROM does not look.
  if (isWriteProtected(chip, sector.address)) return nothing(() => done('write-protected'));
  if (chip.quirks.droppedErases.includes(ordinal)) {
    context.recorder.faultHit('drop-erase');
    return { ...nothing(() => done('fault')), ms: eraseTime(chip, sector) };
  }
  const offset = sector.address - mainFlash.address;
  const bytes = chip.flash.subarray(offset, offset + sector.length);
  return {
    ms: eraseTime(chip, sector),
    finish: () => {
      bytes.fill(0xff);
      context.flashChanged(offset, bytes.length);
      done();
    },
    cut: () => {
      leaveHalfErased(bytes, chip.random);
      context.flashChanged(offset, bytes.length);
      done('power');
    },
  };
}

/** Erases the whole main flash; the controller refuses while any sector is write-protected (RM0090 §3.6.3). */
export function massEraseJob(context: JobContext): Job {
  const { chip } = context;
  const length = chip.model.flashLength;
  const done = record(context, { kind: 'mass-erase', address: mainFlash.address, length });
  if (anyWriteProtected(chip)) return nothing(() => done('write-protected'));
  return {
    ms: flashTimes(chip).massErase * chip.quirks.eraseFactor,
    finish: () => {
      chip.flash.fill(0xff, 0, length);
      context.flashChanged(0, length);
      done();
    },
    cut: () => {
      for (const sector of chip.model.sectors) {
        const offset = sector.address - mainFlash.address;
        leaveHalfErased(chip.flash.subarray(offset, offset + sector.length), chip.random);
      }
      context.flashChanged(0, length);
      done('power');
    },
  };
}

/** Programs `data` unit by unit in address order: new = old AND data, in the main flash. */
export function programJob(context: JobContext, address: number, data: Uint8Array): Job {
  const { chip } = context;
  const sector = sectorOf(chip, address);
  const room = sector ? sector.address + sector.length - address : data.length;
  if (data.length > room) {
    const first = programJob(context, address, data.subarray(0, room));
    return inSequence(first, programJob(context, address + room, data.subarray(room)));
  }
  const ordinal = ++chip.count.programs;
  const done = record(context, { kind: 'program', address, length: data.length, width: chip.width });
  if (isWriteProtected(chip, address)) return nothing(() => done('write-protected'));
  const weak = chip.width === 32 && chip.quirks.weakWords > 0 && ++chip.count.words % chip.quirks.weakWords === 0;
  const bad = chip.quirks.badWrites.includes(ordinal);
  if (bad || weak) context.recorder.faultHit(bad ? 'bad-write' : 'weak-x32');
  const written = bad || weak ? withOneBitWrong(data, chip.random) : data;
  const unit = chip.width / 8;
  const unitMs = flashTimes(chip).unit;
  const offset = address - mainFlash.address;
  const program = (length: number) => {
    if (clearBits(chip.flash, offset, written, length)) {
      context.recorder.violation('a bit programmed from 0 to 1', `${data.length} bytes at 0x${address.toString(16)}`);
    }
    context.flashChanged(offset, length);
  };
  return {
    ms: Math.ceil(data.length / unit) * unitMs,
    finish: () => {
      program(data.length);
      done();
    },
    cut: (elapsed) => {
      // The unit in hand is atomic: it happened or it did not.
      const units = Math.floor(elapsed / unitMs) + (chip.random.coin() ? 1 : 0);
      program(Math.min(data.length, units * unit));
      done('power');
    },
  };
}

/** Clears the bits that are 0 in `data`; true if `data` asked for a 1 where there was a 0. */
function clearBits(memory: Uint8Array, offset: number, data: Uint8Array, length: number): boolean {
  let impossible = 0;
  for (let i = 0; i < length; i++) {
    const old = memory[offset + i] ?? 0;
    const wanted = data[i] ?? 0xff;
    impossible |= wanted & ~old;
    memory[offset + i] = old & wanted;
  }
  return impossible !== 0;
}

function withOneBitWrong(data: Uint8Array, random: Random): Uint8Array {
  const copy = data.slice();
  const at = random.below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  return copy;
}

/** Erases and reprograms the option bytes; they count from the reset that follows. */
export function optionBytesJob(context: JobContext, block: Uint8Array): Job {
  const { chip } = context;
  const wanted = decodeOptions(block);
  const done = record(context, { kind: 'option-bytes', address: optionBytesArea.address, length: block.length });
  return {
    // No document gives a time for them; that of the smallest sector is assumed.
    ms: flashTimes(chip).erase[16],
    finish: () => {
      chip.options = wanted;
      done();
    },
    cut: () => {
      chip.options = [chip.options, erasedOptions, wanted][chip.random.below(3)] ?? wanted;
      done('power');
    },
  };
}

/** Programs OTP data or lock bytes: bits go from 1 to 0 once; a locked block ignores it. */
export function otpJob(context: JobContext, address: number, data: Uint8Array): Job {
  const { chip } = context;
  const offset = address - otpArea.address;
  const done = record(context, { kind: 'otp', address, length: data.length });
  const program = (length: number) => {
    for (let i = 0; i < length; i++) {
      if (!isOtpLocked(chip, offset + i)) chip.otp[offset + i] = (chip.otp[offset + i] ?? 0) & (data[i] ?? 0xff);
    }
  };
  const unitMs = flashTimes(chip).unit;
  return {
    ms: data.length * unitMs,
    finish: () => {
      program(data.length);
      done();
    },
    cut: (elapsed) => {
      program(Math.min(data.length, Math.floor(elapsed / unitMs)));
      done('power');
    },
  };
}

/** Writes RAM. */
export function ramJob(context: JobContext, address: number, data: Uint8Array): Job {
  const done = record(context, { kind: 'ram', address, length: data.length });
  return nothing(() => {
    context.chip.ram.set(data, address - sram.address);
    done();
  });
}

/** A job that takes no time; `finish` is all there is to it. */
export function nothing(finish: () => void = () => undefined): Job {
  return { ms: 0, finish, cut: finish };
}

/** Both, one after the other. */
export function inSequence(first: Job, second: Job): Job {
  return {
    ms: first.ms + second.ms,
    finish: () => {
      first.finish();
      second.finish();
    },
    cut: (elapsed) => {
      if (elapsed < first.ms) return first.cut(elapsed);
      first.finish();
      second.cut(elapsed - first.ms);
    },
  };
}
