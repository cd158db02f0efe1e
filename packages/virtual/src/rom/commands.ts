// What a buffered DNLOAD does once GETSTATUS lets it run (AN3156 §4.2 to §5): the checks, and the job for the chip.

import { contains, mainFlash, optionBytesArea, type Parallelism } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';
import { anyWriteProtected, type Chip, sectorOf } from '../chip/chip.ts';
import {
  eraseJob,
  inSequence,
  type Job,
  type JobContext,
  massEraseJob,
  nothing,
  optionBytesJob,
  otpJob,
  programJob,
  ramJob,
} from '../chip/jobs.ts';
import { decodeOptions, encodeOptions, factoryOptions, readProtection } from '../chip/option-bytes.ts';
import { type PollTimes, type RomBehaviour, romVersions } from './behaviour.ts';
import { blocks, type DfuState, type DfuStatus, opcodes, statuses, transferSize } from './dfu.ts';
import { type Region, regionAt } from './memory-map.ts';

/** What the ROM remembers between requests. Plain data: a saved board keeps it. */
export interface RomRegisters {
  state: DfuState;
  status: DfuStatus;
  /** Address Pointer: base of block numbers. */
  pointer: number;
  /** Where leave takes the vector table from: the pointer, or where the last write went (AN3156 §5.3). */
  jump: number;
  /** A misaligned operation spoils those that follow it until the pointer is set again (AN3156 §4.1). */
  fouled: boolean;
  /** Device Feature byte 0: the supply voltage range. */
  feature: number;
  /** A program jumped here; a reset did not lead here. */
  entered?: 'by-software' | undefined;
  /** What DNLOAD has buffered. */
  pending: Pending | undefined;
}

export interface Pending {
  readonly block: number;
  readonly data: Uint8Array;
}

export interface CommandContext extends JobContext {
  readonly registers: RomRegisters;
  readonly behaviour: RomBehaviour;
  readonly regions: readonly Region[];
}

/** How a command continues: at once with an error, or with work and what comes after it. */
export type Outcome =
  | { readonly status: DfuStatus }
  | { readonly status: 0; readonly job: Job; readonly thenReset?: true | undefined };

export type CommandKind = 'set-address' | 'erase' | 'mass-erase' | 'read-unprotect' | 'unknown' | 'write';

export function commandKind(pending: Pending): CommandKind {
  if (pending.block !== blocks.command) return 'write';
  const [opcode] = pending.data;
  const { length } = pending.data;
  if (opcode === opcodes.setAddress && length === 5) return 'set-address';
  if (opcode === opcodes.erase && length === 5) return 'erase';
  if (opcode === opcodes.erase && length === 1) return 'mass-erase';
  return opcode === opcodes.readUnprotect && length === 1 ? 'read-unprotect' : 'unknown';
}

export function pollTime(kind: CommandKind, poll: PollTimes): number {
  if (kind === 'erase') return poll.erase;
  if (kind === 'mass-erase' || kind === 'read-unprotect') return poll.massErase;
  return kind === 'write' ? poll.write : poll.setAddress;
}

const failed = (status: DfuStatus): Outcome => ({ status });
const work = (job: Job): Outcome => ({ status: statuses.ok, job });

const handlers: Readonly<Record<CommandKind, (context: CommandContext, pending: Pending) => Outcome>> = {
  'set-address': setAddress,
  erase,
  'mass-erase': massErase,
  'read-unprotect': readUnprotect,
  write,
  // Accepted, dfuDNBUSY, and only then an error (AN2662 figure 55).
  unknown: () => failed(statuses.stalledPacket),
};

export function execute(context: CommandContext, pending: Pending): Outcome {
  return handlers[commandKind(pending)](context, pending);
}

function isReadProtected(chip: Chip): boolean {
  return readProtection(chip.options) > 0;
}

function addressIn(data: Uint8Array): number {
  return new DataView(data.buffer, data.byteOffset).getUint32(1, true);
}

/** The address a block number stands for, or `undefined` past the end of the address space. */
export function blockAddress(
  registers: RomRegisters,
  behaviour: RomBehaviour,
  block: number,
  length: number,
): number | undefined {
  const step = behaviour.blockStep === 'length' ? length : transferSize;
  const address = registers.pointer + (block - blocks.memory) * step;
  return address + length <= 2 ** 32 ? address : undefined;
}

/** Whether SET_ADDRESS into that memory is refused under read protection. */
const refusesPointer: Readonly<Record<RomBehaviour['refusedPointers'], (memory: Region['name']) => boolean>> = {
  none: () => false,
  'otp+options': (memory) => memory === 'otp' || memory === 'options',
  all: () => true,
};

function setAddress(context: CommandContext, { data }: Pending): Outcome {
  const { registers, behaviour, chip } = context;
  const address = addressIn(data);
  const region = regionAt(context.regions, address);
  if (!region) {
    context.recorder.violation('an address outside the map', `pointer to 0x${address.toString(16)}`);
    return failed(statuses.target);
  }
  if (isReadProtected(chip) && refusesPointer[behaviour.refusedPointers](region.name)) return failed(statuses.vendor);
  registers.pointer = address;
  registers.jump = address;
  registers.fouled = false;
  return work(nothing());
}

function erase(context: CommandContext, { data }: Pending): Outcome {
  const address = addressIn(data);
  const sector = sectorOf(context.chip, address);
  if (!sector) context.recorder.violation('an erase outside the main flash', `0x${address.toString(16)}`);
  if (isReadProtected(context.chip)) return failed(statuses.vendor);
  return sector ? work(eraseJob(context, sector)) : failed(statuses.target);
}

function massErase(context: CommandContext): Outcome {
  context.recorder.violation('a mass erase', `at ${context.now()} ms`);
  return isReadProtected(context.chip) ? failed(statuses.vendor) : work(massEraseJob(context));
}

/** Level 1 to 0: everything is erased, option bytes go back to the factory's, the chip resets (AN3156 §4.4). */
function readUnprotect(context: CommandContext): Outcome {
  const { chip } = context;
  const clearRam = nothing(() => chip.ram.fill(0));
  if (!isReadProtected(chip)) return { status: statuses.ok, job: clearRam, thenReset: true };
  // Said by ST's staff in the field: fails while sectors are write-protected as well.
  if (anyWriteProtected(chip)) return failed(statuses.unknown);
  const defaults = optionBytesJob(context, encodeOptions(factoryOptions));
  const job = inSequence(inSequence(massEraseJob(context), clearRam), defaults);
  return { status: statuses.ok, job, thenReset: true };
}

function write(context: CommandContext, pending: Pending): Outcome {
  const { registers, behaviour, chip } = context;
  const { length } = pending.data;
  if (isReadProtected(chip)) return failed(statuses.vendor);
  const address = blockAddress(registers, behaviour, pending.block, length);
  const region = address === undefined ? undefined : regionAt(context.regions, address);
  if (address === undefined || !region || !contains(region.range, { address, length })) {
    context.recorder.violation('an address outside the map', `write of ${length} bytes as block ${pending.block}`);
    return failed(statuses.target);
  }
  const aligned = address % 4 === 0 && length % 4 === 0;
  if (region.name !== 'feature' && (registers.fouled || !aligned)) {
    registers.fouled = true;
    return failed(statuses.target);
  }
  return writers[region.name](context, { address, length }, pending.data);
}

type Writer = (context: CommandContext, range: Range, data: Uint8Array) => Outcome;

const writers: Readonly<Record<Region['name'], Writer>> = {
  flash: (context, { address }, data) => {
    context.registers.jump = address;
    return work(programJob(context, address, data));
  },
  ram: (context, { address }, data) => {
    context.registers.jump = address;
    return work(ramJob(context, address, data));
  },
  system: () => failed(statuses.target),
  otp: (context, { address }, data) => {
    context.recorder.violation('a write to OTP', `${data.length} bytes at 0x${address.toString(16)}`);
    return work(otpJob(context, address, data));
  },
  options: (context, range, data) => {
    // Anything but the whole block from its start is ignored (AN3156 §4.1).
    if (range.length !== optionBytesArea.length) return work(nothing());
    context.recorder.violation('a write to the option bytes', Array.from(data, (byte) => byte.toString(16)).join(' '));
    if (readProtection(decodeOptions(data)) === 2) context.recorder.violation('read protection level 2', 'permanent');
    return { status: statuses.ok, job: optionBytesJob(context, data), thenReset: true };
  },
  feature: writeFeature,
};

/** Program width by voltage range, AN2606 table 75. Range 4 needs 9 V on VPP, which no ODrive has: refused. */
const widths: readonly Parallelism[] = [8, 16, 16, 32];

/** The width that a Device Feature value in these registers has set. */
export function widthInForce({ feature }: RomRegisters, behaviour: RomBehaviour): Parallelism {
  return behaviour.feature === 'works' ? (widths[feature] ?? 8) : 8;
}

function writeFeature(context: CommandContext, range: Range, data: Uint8Array): Outcome {
  const { registers, behaviour, chip } = context;
  const [value = 0xff, ...reserved] = data;
  const width = widths[value];
  const readOnly = romVersions[behaviour.version].release < 0x2200;
  const valid = range.address % 4 === 0 && reserved.every((byte) => byte === 0xff) && width !== undefined;
  if (!valid || readOnly || behaviour.feature === 'refused') return failed(behaviour.featureRefusal);
  const job = nothing(() => {
    context.recorder.operation({
      kind: 'feature',
      address: range.address,
      length: range.length,
      width,
      at: context.now(),
    });
    if (behaviour.feature !== 'ignored') registers.feature = value;
    chip.width = widthInForce(registers, behaviour);
  });
  return work(job);
}

/** Initial registers: pointer at the main flash (AN3156 §4.1). */
export function freshRegisters(behaviour: RomBehaviour): RomRegisters {
  const error = behaviour.start === 'error';
  return {
    state: error ? 10 : 2,
    status: error ? statuses.firmware : statuses.ok,
    pointer: mainFlash.address,
    jump: mainFlash.address,
    fouled: false,
    feature: 0,
    pending: undefined,
  };
}
