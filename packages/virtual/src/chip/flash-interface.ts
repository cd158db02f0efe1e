// The flash interface's registers (RM0090 §3.9): keys, status, control, option control, and what a store to the flash does.
// Operations themselves are jobs (jobs.ts); BSY is the controller at work. Nothing here raises a bus fault but a wrong key.

import { mainFlash, type Parallelism } from '@odflash/core/board';
import { BusError } from '../cortex/faults.ts';
import { anyWriteProtected, isWriteProtected } from './chip.ts';
import type { Controller } from './controller.ts';
import {
  eraseJob,
  inSequence,
  type Job,
  type JobContext,
  massEraseJob,
  optionBytesJob,
  otpJob,
  programJob,
} from './jobs.ts';
import { encodeOptions, readProtection } from './option-bytes.ts';
import type { RegisterBlock } from './register-block.ts';

export interface FlashInterface extends RegisterBlock {
  /** True while the flash gives no answer: under read protection while or after a debugger touched it. */
  closed(): boolean;
  /** The read protection level in force. */
  level(): 0 | 1 | 2;
  /** A store of `width` bytes to the main flash or OTP. */
  store(address: number, width: 1 | 2 | 4, value: number): void;
  /** Power was switched on: only now does a lowered read protection count. */
  powerOn(): void;
}

export interface FlashInterfaceContext extends JobContext {
  readonly controller: Controller;
  /** Whether this access is a debugger's, or one was connected since power-on. */
  debugged(): boolean;
}

const registers = { access: 0x00, key: 0x04, optionKey: 0x08, status: 0x0c, control: 0x10, option: 0x14 } as const;
const keys = {
  [registers.key]: [0x4567_0123, 0xcdef_89ab],
  [registers.optionKey]: [0x0819_2a3b, 0x4c5d_6e7f],
} as const;

const statusBits = { end: 0x01, operation: 0x02, protection: 0x10, alignment: 0x20, parallelism: 0x40, sequence: 0x80 };
const errorBits = 0xf3;
const busyBit = 0x1_0000;

const controlBits = { program: 0x1, sectorErase: 0x2, massErase: 0x4, start: 0x1_0000, endInterrupt: 0x0100_0000 };
const lockBit = 0x8000_0000;
/** The bits that can be written: PG to PSIZE, STRT, EOPIE, ERRIE. */
const controlMask = 0x0301_037f;

const optionStart = 0x2;
const optionMask = 0x0fff_ffec;

/** PSIZE; x64 needs VPP, which an ODrive does not have. */
const parallelism: readonly (Parallelism | undefined)[] = [8, 16, 32, undefined];

/** A pair of keys: open after both in order; a wrong one keeps it shut until the next reset. */
interface Lock {
  state: 'shut' | 'first-key' | 'open' | 'jammed';
}

function insertKey(lock: Lock, pair: readonly [number, number], address: number, key: number): void {
  const wanted = lock.state === 'shut' ? pair[0] : lock.state === 'first-key' ? pair[1] : undefined;
  if (key !== wanted) {
    lock.state = 'jammed';
    throw new BusError(address);
  }
  lock.state = lock.state === 'shut' ? 'first-key' : 'open';
}

export function createFlashInterface(context: FlashInterfaceContext): FlashInterface {
  const { chip, controller, recorder } = context;
  const base = 0x4002_3c00;
  const controlLock: Lock = { state: 'shut' };
  const optionLock: Lock = { state: 'shut' };
  let [access, status, control] = [0, 0, 0];
  /** What was written to OPTCR; the option bytes themselves where nothing was. */
  let option: number | undefined;
  let level = readProtection(chip.options);

  const programmed = () => ((chip.options.user & 0xec) | (chip.options.rdp << 8) | (chip.options.open << 16)) >>> 0;
  const isClosed = () => level > 0 && context.debugged();
  const begin = (job: Job) => {
    controller.start(
      job,
      () => {
        control &= ~controlBits.start;
        if (control & controlBits.endInterrupt) status |= statusBits.end;
      },
      context.now(),
    );
  };
  const setWidth = (): boolean => {
    const width = parallelism[(control >>> 8) & 3];
    if (width !== undefined) chip.width = width;
    return width !== undefined;
  };
  const erase = () => {
    const kind = control & (controlBits.sectorErase | controlBits.massErase);
    control &= ~controlBits.start;
    const sector = chip.model.sectors[(control >>> 3) & 15];
    // Both kinds at once, or a sector that is not there: nothing happens.
    if (kind === 0 || kind === 6 || (kind === 2 && !sector)) return;
    if (!setWidth()) status |= statusBits.parallelism;
    else if (isClosed()) status |= statusBits.protection;
    else if (kind === controlBits.massErase) {
      recorder.violation('a mass erase', 'of the whole flash');
      if (anyWriteProtected(chip)) status |= statusBits.protection;
      control |= controlBits.start;
      begin(massEraseJob(context));
    } else if (sector) {
      if (isWriteProtected(chip, sector.address)) status |= statusBits.protection;
      control |= controlBits.start;
      begin(eraseJob(context, sector));
    }
  };
  const writeControl = (value: number) => {
    if (controlLock.state !== 'open') return;
    if ((value & lockBit) !== 0) controlLock.state = 'shut';
    control = value & controlMask;
    if ((control & controlBits.start) !== 0) erase();
  };
  const programOptions = (value: number) => {
    const wanted = { user: (value & 0xec) | 3, rdp: (value >>> 8) & 0xff, open: (value >>> 16) & 0xfff };
    const [now, next] = [readProtection(chip.options), readProtection(wanted)];
    // Level 2 is forever.
    if (now === 2) return;
    recorder.violation('a write to the option bytes', `OPTCR 0x${value.toString(16)}`);
    if (next === 2) recorder.violation('read protection level 2', `OPTCR 0x${value.toString(16)}`);
    const options = optionBytesJob(context, encodeOptions(wanted));
    if (now === 0 || next > 0) return begin(options);
    // Level 1 to 0 erases everything first; refused while sectors are write-protected, as ST's staff say in the field.
    if (anyWriteProtected(chip)) status |= statusBits.protection;
    else begin(inSequence(massEraseJob(context), options));
  };
  const writeOption = (value: number) => {
    if (optionLock.state !== 'open') return;
    if ((value & 1) === 1) optionLock.state = 'shut';
    option = value & optionMask;
    if ((value & optionStart) !== 0) {
      programOptions(option);
      option = undefined;
    }
  };
  const readers: Readonly<Record<number, () => number>> = {
    [registers.access]: () => access,
    [registers.status]: () => status | (controller.working() ? busyBit : 0),
    [registers.control]: () => (control | (controlLock.state === 'open' ? 0 : lockBit)) >>> 0,
    [registers.option]: () => ((option ?? programmed()) | (optionLock.state === 'open' ? 0 : 1)) >>> 0,
  };
  const writers: Readonly<Record<number, (value: number) => void>> = {
    [registers.access]: (value) => {
      access = value & 0x1f0f;
    },
    [registers.key]: (value) => insertKey(controlLock, keys[registers.key], base + registers.key, value),
    [registers.optionKey]: (value) =>
      insertKey(optionLock, keys[registers.optionKey], base + registers.optionKey, value),
    [registers.status]: (value) => {
      status &= ~(value & errorBits);
    },
    [registers.control]: writeControl,
    [registers.option]: writeOption,
  };
  return {
    base,
    length: 0x400,
    closed: isClosed,
    level: () => level,
    read: (offset) => readers[offset]?.() ?? 0,
    write: (offset, value) => writers[offset]?.(value),
    store: (address, width, value) => {
      if (controlLock.state !== 'open' || (control & controlBits.program) === 0) status |= statusBits.sequence;
      else if (!setWidth() || chip.width !== 8 * width) status |= statusBits.parallelism;
      else if (isClosed() || isWriteProtected(chip, address)) status |= statusBits.protection;
      else begin(program(context, address, littleEndian(value, width)));
    },
    reset: () => {
      [access, status, control, option] = [0, 0, 0, undefined];
      controlLock.state = 'shut';
      optionLock.state = 'shut';
      // A level that was raised counts from the next reset, one that was lowered from the next power-on.
      level = Math.max(level, readProtection(chip.options)) as typeof level;
    },
    powerOn: () => {
      level = readProtection(chip.options);
    },
  };
}

function program(context: JobContext, address: number, data: Uint8Array): Job {
  if (address >= mainFlash.address && address < mainFlash.address + mainFlash.length) {
    return programJob(context, address, data);
  }
  context.recorder.violation('a write to OTP', `at 0x${address.toString(16)}`);
  return otpJob(context, address, data);
}

/** The bytes of a value, the lowest first. */
export function littleEndian(value: number, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, at) => value >>> (8 * at));
}
