// Commands that reach the chip: single words and core registers, blocks of memory.

import type { Width } from '../cortex/cpu.ts';
import type { Acknowledge } from '../cortex/debug-access.ts';
import { putWord, withStatus, withWord } from './reply.ts';
import { faultStatus, keepPace, type Session, spend, statuses, statusOf } from './session.ts';

/** A command packet, and its data where it has some. */
export interface Request {
  readonly packet: DataView;
  readonly data: Uint8Array;
}

export type ProbeCommand = (
  session: Session,
  request: Request,
) => Promise<Uint8Array | undefined> | Uint8Array | undefined;

/** Clocks of TAR, DRW and RDBUFF. */
export const accessClocks = 138;
const registers = { halting: 0xe000_edf0, selector: 0xe000_edf4, data: 0xe000_edf8 } as const;
const haltingKey = 0xa05f_0000;
const writeRegister = 0x1_0000;

interface Access {
  readonly status: number;
  readonly value: number;
}

/** One access; the firmware clears the error flags of the debug port before each of its own. */
function access(session: Session, work: () => Acknowledge): Access {
  const status = faultStatus(session);
  if (status !== undefined) return { status, value: 0 };
  session.target.access.clearErrors();
  spend(session, accessClocks);
  const answer = work();
  const garbled = session.fault === 'parity' && answer.ack === 'ok';
  return { status: garbled ? statuses.parity : statusOf(session, answer), value: answer.value };
}

export const load = (session: Session, address: number): Access =>
  access(session, () => session.target.access.load(address, 4));
export const store = (session: Session, address: number, value: number): Access =>
  access(session, () => session.target.access.store(address, 4, value));

function aligned(address: number, width: number): boolean {
  return address % width === 0;
}

/** READDEBUGREG, WRITEDEBUGREG: one word anywhere. */
export const readWord: ProbeCommand = (session, { packet }) => {
  const address = packet.getUint32(2, true);
  if (!aligned(address, 4)) return withStatus(session, statuses.alignment, 8);
  const { status, value } = load(session, address);
  return withWord(session, status, value);
};

export const writeWord: ProbeCommand = (session, { packet }) => {
  const address = packet.getUint32(2, true);
  if (!aligned(address, 4)) return withStatus(session, statuses.alignment);
  return withStatus(session, store(session, address, packet.getUint32(6, true)).status);
};

function readCoreRegister(session: Session, number: number) {
  const selected = store(session, registers.selector, number);
  return selected.status === statuses.ok ? load(session, registers.data) : selected;
}

export const readRegister: ProbeCommand = (session, { packet }) => {
  const { status, value } = readCoreRegister(session, packet.getUint8(2));
  return withWord(session, status, value);
};

export const writeCoreRegister: ProbeCommand = (session, { packet }) => {
  const given = store(session, registers.data, packet.getUint32(3, true));
  if (given.status !== statuses.ok) return withStatus(session, given.status);
  return withStatus(session, store(session, registers.selector, packet.getUint8(2) | writeRegister).status);
};

/** R0 to R15, xPSR, MSP, PSP, the special register, and a word to spare. */
const allRegisters = [...Array.from({ length: 19 }, (_, number) => number), 20];

export const readAllRegisters: ProbeCommand = (session) => {
  let status: number = statuses.ok;
  for (const [at, number] of allRegisters.entries()) {
    const read = readCoreRegister(session, number);
    if (read.status !== statuses.ok) status = read.status;
    else putWord(session, 4 + 4 * at, read.value);
  }
  return withStatus(session, status, 88);
};

/** API v1: is the core halted; halt, run, step. */
export const coreStatus: ProbeCommand = (session) => {
  const { status, value } = load(session, registers.halting);
  if (status !== statuses.ok) return withStatus(session, status);
  return withStatus(session, (value & 0x2_0000) === 0 ? statuses.ok : statuses.halted);
};

export function writesHalting(bits: number): ProbeCommand {
  return (session) => withStatus(session, store(session, registers.halting, haltingKey | bits).status);
}

/** Blocks: how many bytes an access has, whether the address moves on. */
export interface BlockKind {
  readonly width: Width;
  readonly increments: boolean;
}

/** Words between two looks at the clock. */
const slice = 64;

interface Block {
  readonly address: number;
  readonly length: number;
}

const blockOf = ({ packet }: Request): Block => ({
  address: packet.getUint32(2, true),
  length: packet.getUint16(6, true),
});

/** A V3 never returns from a data phase of no bytes (probe-rs). */
function wedges(session: Session, { length }: Block): boolean {
  if (length === 0 && session.model.generation === 3) session.hangs = true;
  return session.hangs;
}

/** What is wrong with a block before anything is done. */
function refusal(session: Session, { address, length }: Block, { width }: BlockKind, longest: number) {
  if (!aligned(address, width) || (width === 2 && length % 2 !== 0)) return statuses.alignment;
  return length > longest ? statuses.commandError : faultStatus(session);
}

/** Access by access until one fails; the chip is never ahead of the clock by more than a slice. */
async function each(
  session: Session,
  { address, length }: Block,
  { width, increments }: BlockKind,
  work: (at: number, offset: number) => Acknowledge,
): Promise<void> {
  const { target, abilities } = session;
  target.access.clearErrors();
  for (let offset = 0; offset + width <= length; offset += width) {
    if (offset % (slice * width) === 0 && offset > 0) {
      await keepPace(session);
      if (faultStatus(session) !== undefined) return fail(session, statuses.noAnswer, address + offset);
    }
    spend(session, abilities.clocksPerWord);
    const at = increments ? (address + offset) >>> 0 : address;
    const answer = work(at, offset);
    if (answer.ack !== 'ok') return fail(session, statusOf(session, answer), at);
  }
  if (session.fault === 'parity') fail(session, statuses.parity, address);
}

function fail(session: Session, status: number, address: number): void {
  session.lastStatus = status;
  session.faultAddress = address;
}

export function readBlock(kind: BlockKind): ProbeCommand {
  return async (session, request) => {
    const block = blockOf(request);
    if (wedges(session, block)) return undefined;
    session.lastStatus = statuses.ok;
    const longest = kind.width === 1 ? session.abilities.maxBytes.read : 0xffff;
    const status = refusal(session, block, kind, longest);
    if (status !== undefined) fail(session, status, block.address);
    else {
      await each(session, block, kind, (at, offset) => {
        const answer = session.target.access.load(at, kind.width);
        if (answer.ack === 'ok') put(session.buffer, offset, kind.width, answer.value);
        return answer;
      });
    }
    // The data phase comes whatever happened, and never as a single byte.
    return session.buffer.slice(0, block.length === 1 ? 2 : block.length);
  };
}

export function writeBlock(kind: BlockKind): ProbeCommand {
  return async (session, request) => {
    const block = blockOf(request);
    if (wedges(session, block)) return undefined;
    session.lastStatus = statuses.ok;
    const longest = kind.width === 1 ? session.abilities.maxBytes.write : 0xffff;
    const status = refusal(session, block, kind, longest);
    if (status !== undefined) fail(session, status, block.address);
    else {
      await each(session, block, kind, (at, offset) =>
        session.target.access.store(at, kind.width, take(request.data, offset, kind.width)),
      );
    }
    return undefined;
  };
}

function put(bytes: Uint8Array, offset: number, width: Width, value: number): void {
  for (let at = 0; at < width; at++) bytes[offset + at] = value >>> (8 * at);
}

function take(bytes: Uint8Array, offset: number, width: Width): number {
  let value = 0;
  for (let at = width - 1; at >= 0; at--) value = value * 256 + (bytes[offset + at] ?? 0);
  return value;
}

export const lastStatus: ProbeCommand = (session) => withStatus(session, session.lastStatus);

export const lastStatusWithAddress: ProbeCommand = (session) => {
  session.buffer.fill(0, 0, 12);
  putWord(session, 4, session.lastStatus === statuses.ok ? 0 : session.faultAddress);
  return withStatus(session, session.lastStatus, 12);
};
