// A board with an ST-Link, driven command by command through a host's USB.

import type { UsbLink } from '@odflash/core';
import { createVirtualBoard, type VirtualBoard, type VirtualClock, virtualBus, virtualClock } from '../../src/index.ts';

export const registers = {
  halting: 0xe000_edf0,
  stops: 0xe000_ed30,
  exceptions: 0xe000_edfc,
  reset: 0xe000_ed0c,
  cpuId: 0xe000_ed00,
  idCode: 0xe004_2000,
  flashSize: 0x1fff_7a20,
  key: 0x4002_3c04,
  optionKey: 0x4002_3c08,
  status: 0x4002_3c0c,
  control: 0x4002_3c10,
  option: 0x4002_3c14,
} as const;

export const flash = 0x0800_0000;
export const ram = 0x2000_0000;
const systemReset = 0x05fa_0004;
const run = 0xa05f_0001;
export const ok = 0x80;

export interface ProbeBench {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly probe: NonNullable<VirtualBoard['probe']>;
  readonly link: UsbLink;
  /** A packet that begins with these bytes. */
  send(...bytes: readonly number[]): Promise<void>;
  /** A packet and its reply, of which so many bytes are asked for. */
  ask(length: number, ...bytes: readonly number[]): Promise<Uint8Array>;
  /** Into SWD mode: the status. */
  enter(): Promise<number>;
  /** READDEBUGREG, WRITEDEBUGREG: status, word. */
  read(address: number): Promise<{ readonly status: number; readonly value: number }>;
  word(address: number): Promise<number>;
  write(address: number, value: number): Promise<number>;
  /** A block command and how it ended. */
  readBlock(opcode: number, address: number, length: number): Promise<Uint8Array>;
  writeBlock(opcode: number, address: number, data: Uint8Array): Promise<void>;
  blockStatus(): Promise<{ readonly status: number; readonly address: number }>;
  register(number: number): Promise<number>;
  setRegister(number: number, value: number): Promise<number>;
  /** Halts at the reset vector. */
  catchReset(): Promise<void>;
  unlock(): Promise<void>;
}

export const bytesOf = (word: number): readonly number[] => [
  word & 0xff,
  (word >>> 8) & 0xff,
  (word >>> 16) & 0xff,
  word >>> 24,
];
const half = (value: number) => [value & 0xff, value >>> 8];
const timeoutMs = 1000;

export async function probeBench(profile = 'v3.6-56V+stlink'): Promise<ProbeBench> {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const { probe } = board;
  if (!probe) throw new RangeError(`${profile} has no ST-Link`);
  const bus = virtualBus([probe], { clock });
  const [info] = await bus.list();
  if (!info) throw new Error('the probe is not on the bus');
  const link = await bus.open(info);
  await link.claim(0);
  const out = info.productId === 0x3748 ? 2 : 1;
  const send: ProbeBench['send'] = async (...bytes) => {
    const packet = new Uint8Array(16);
    packet.set(bytes);
    await link.bulkOut(out, packet, timeoutMs);
  };
  const ask: ProbeBench['ask'] = async (length, ...bytes) => {
    await send(...bytes);
    return (await link.bulkIn(1, length, timeoutMs)).data;
  };
  const value = (reply: Uint8Array) => new DataView(reply.buffer, reply.byteOffset).getUint32(4, true);
  const read: ProbeBench['read'] = async (address) => {
    const reply = await ask(8, 0xf2, 0x36, ...bytesOf(address));
    return { status: reply[0] ?? -1, value: value(reply) };
  };
  const write: ProbeBench['write'] = async (address, word) =>
    (await ask(2, 0xf2, 0x35, ...bytesOf(address), ...bytesOf(word)))[0] ?? -1;
  const unlock = async () => {
    await write(registers.key, 0x4567_0123);
    await write(registers.key, 0xcdef_89ab);
  };
  return {
    clock,
    board,
    probe,
    link,
    send,
    ask,
    enter: async () => (await ask(2, 0xf2, 0x30, 0xa3))[0] ?? -1,
    read,
    word: async (address) => (await read(address)).value,
    write,
    readBlock: async (opcode, address, length) =>
      await ask(Math.max(length, 2), 0xf2, opcode, ...bytesOf(address), ...half(length)),
    writeBlock: async (opcode, address, data) => {
      await send(0xf2, opcode, ...bytesOf(address), ...half(data.length));
      await link.bulkOut(out, data, 10_000);
    },
    blockStatus: async () => {
      const reply = await ask(12, 0xf2, 0x3e);
      return { status: reply[0] ?? -1, address: value(reply) };
    },
    register: async (number) => value(await ask(8, 0xf2, 0x33, number)),
    setRegister: async (number, word) => (await ask(2, 0xf2, 0x34, number, ...bytesOf(word)))[0] ?? -1,
    catchReset: async () => {
      await write(registers.halting, run);
      await write(registers.exceptions, 0x0100_0001);
      await write(registers.reset, systemReset);
    },
    unlock,
  };
}

/** A bench in SWD mode whose core is halted at its reset vector. */
export async function caughtBench(profile?: string): Promise<ProbeBench> {
  const made = await probeBench(profile);
  await made.enter();
  await made.catchReset();
  return made;
}
