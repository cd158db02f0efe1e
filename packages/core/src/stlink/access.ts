// Registers and memory of a chip through a probe that is in SWD mode: every status looked at, WAIT answered with patience,
// the error flags of the debug port cleared. Knows no chip.

import { type Block, endOf, type Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import type { Request } from '../usb/link-failure.ts';
import { type AccessWidth, probeCommands } from './commands.ts';
import type { ProbeExchange } from './exchange.ts';
import { statusFailure } from './failure.ts';
import { type StatusFacts, statusOf } from './status.ts';
import type { Abilities } from './version.ts';

/**
 * Every call throws FlasherError: `swd-failed` (its `details.kind` says how), `target-silent`, and what the exchange
 * failed with.
 */
export interface ProbeAccess {
  /** One word of memory or of a peripheral. `address` is a multiple of 4. */
  readWord(address: number): Promise<number>;
  /** Writes 32 bits of memory; the address is a multiple of 4. */
  writeWord(address: number, value: number): Promise<void>;
  /** A core register by the number DCRSR knows it by; the core must be halted. */
  readRegister(register: number): Promise<number>;
  /** Writes a core register (ARMv7-M DCRSR numbering). */
  writeRegister(register: number, value: number): Promise<void>;
  /** Bytes of memory, read word by word. `onBytes` is called for each block. */
  readMemory(range: Range, onBlock?: (bytes: number) => void): Promise<Uint8Array>;
  /** Writes in accesses of `width`; address and length are multiples of it. */
  writeMemory(block: Block, width?: AccessWidth): Promise<void>;
  /** A command whose reply begins with its status. Tried again while the chip says WAIT. */
  command(what: Request, command: Uint8Array, length: number): Promise<Uint8Array>;
}

/** OpenOCD's patience: 1, 2, 4 … 128 ms. */
const maxWaits = 8;
/** ABORT: clears the flags for overrun, write data, sticky error and sticky compare. */
const clearFlags = 0x1e;

/** Longest block of words. The 4 KiB are where a memory access port's own counting of addresses may end. */
const shortBlock = 4096;
const longRead = 6144;
const longWrite = 16_384;

export function createAccess(exchange: ProbeExchange, abilities: Abilities, clock: Clock): ProbeAccess {
  const clear = async () => {
    if (!abilities.dapRegisters) return;
    await exchange.ask(message('request.clear-flags'), probeCommands.abort(clearFlags), 2);
  };

  /** Runs `operation` until its status is not WAIT. Throws what the status says. */
  const openWithRetry = async <T>(
    what: Request,
    operation: () => Promise<{
      readonly status: StatusFacts;
      readonly address?: number | undefined;
      readonly result: T;
    }>,
  ): Promise<T> => {
    for (let waits = 0; ; waits += 1) {
      const { status, address, result } = await operation();
      if (status.kind === 'ok') return result;
      if (status.kind !== 'wait' || waits === maxWaits) {
        await clear();
        throw statusFailure(status, what, address);
      }
      await clock.sleep(2 ** waits);
    }
  };

  const command = (what: Request, bytes: Uint8Array, length: number) =>
    openWithRetry(what, async () => {
      const result = await exchange.ask(what, bytes, length);
      return { status: statusOf(result), result };
    });

  /** How the memory command before this ended. */
  const lastStatus = async (what: Request) => {
    if (!abilities.faultAddress)
      return { status: statusOf(await exchange.ask(what, probeCommands.lastStatusOnly(), 2)) };
    const reply = await exchange.ask(what, probeCommands.lastStatus(), 12);
    return { status: statusOf(reply), address: word(reply, 4) };
  };

  const lineEnd = (address: number) => address - (address % shortBlock) + shortBlock;
  /** Where the block that begins at `address` ends. */
  const blockEnd = (address: number, end: number, longest: number) =>
    Math.min(end, abilities.longBlocks ? address + longest : lineEnd(address));

  const readBlock = (range: Range): Promise<Uint8Array> => {
    const what = message('request.read', { address: range.address });
    return openWithRetry(what, async () => {
      const result = await exchange.ask(what, probeCommands.readMemory(32, range), range.length);
      return { ...(await lastStatus(what)), result };
    });
  };

  return {
    command,
    readWord: async (address) =>
      word(await command(message('request.read', { address }), probeCommands.readWord(address), 8), 4),
    writeWord: async (address, value) => {
      await command(message('request.write', { address }), probeCommands.writeWord(address, value >>> 0), 2);
    },
    readRegister: async (register) =>
      word(await command(message('request.read-register', { register }), probeCommands.readRegister(register), 8), 4),
    writeRegister: async (register, value) => {
      await command(
        message('request.write-register', { register }),
        probeCommands.writeRegister(register, value >>> 0),
        2,
      );
    },
    readMemory: async (range, onBlock) => {
      const bytes = new Uint8Array(range.length);
      // A length that is not a multiple of four makes real firmware return wrong bytes.
      const end = Math.ceil(endOf(range) / 4) * 4;
      for (let address = range.address - (range.address % 4); address < end; ) {
        const next = blockEnd(address, end, longRead);
        const block = await readBlock({ address, length: next - address });
        const from = Math.max(range.address - address, 0);
        const wanted = block.subarray(from, Math.min(block.length, endOf(range) - address));
        bytes.set(wanted, address + from - range.address);
        onBlock?.(wanted.length);
        address = next;
      }
      return bytes;
    },
    writeMemory: async ({ address: start, data }, width = 32) => {
      const unit = width / 8;
      if (start % unit !== 0 || data.length % unit !== 0)
        throw new FlasherError('internal', message('bug.unaligned-access', { address: start, bytes: data.length }));
      const longest = width === 8 ? abilities.byteBlock : longWrite;
      const end = start + data.length;
      for (let address = start; address < end; ) {
        const next = Math.min(blockEnd(address, end, longest), address + longest);
        const what = message('request.write', { address });
        const block = data.subarray(address - start, next - start);
        const packet = probeCommands.writeMemory(width, { address, length: block.length });
        await openWithRetry(what, async () => {
          await exchange.give(what, packet, block);
          return { ...(await lastStatus(what)), result: undefined };
        });
        address = next;
      }
    },
  };
}

function word(reply: Uint8Array, offset: number): number {
  return new DataView(reply.buffer, reply.byteOffset, reply.byteLength).getUint32(offset, true);
}
