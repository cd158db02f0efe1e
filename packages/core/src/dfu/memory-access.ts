// Ranges of a memory in blocks the device can take: reading, comparing, programming. Repeats single blocks; knows no
// sectors and no plan.

import { type Block, hex32, isErased, type Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import type { Mismatch, TargetOptions } from '../flash/target.ts';
import { stopIfAborted } from './abort.ts';
import { alternateFor } from './connection.ts';
import { hasCode } from './exchange.ts';
import type { DfuSession } from './session.ts';
import type { Wire } from './wire.ts';

/** Address and length of every operation must be multiples of this (AN3156 §4.1, §4.2). */
const alignment = 4;

/** The range grown to whole words. */
function aligned(range: Range): Range {
  const address = range.address - (range.address % alignment);
  const end = Math.ceil((range.address + range.length) / alignment) * alignment;
  return { address, length: end - address };
}

/** The block grown to whole words with 0xFF, which leaves the bytes there as they are: programming only clears bits. */
function alignedBlock(block: Block): Block {
  const { address, length } = aligned({ address: block.address, length: block.data.length });
  if (length === block.data.length) return block;
  const data = new Uint8Array(length).fill(0xff);
  data.set(block.data, block.address - address);
  return { address, data };
}

/** The alternate setting to reach `address` through. Throws `image-out-of-range` if the device has no such memory. */
function requireAlternate(wire: Wire, address: number): number {
  const alternate = alternateFor(wire.bootloader, address);
  if (alternate !== undefined) return alternate;
  throw new FlasherError('image-out-of-range', `The bootloader offers no memory at ${hex32(address)}.`, {
    details: { address: hex32(address) },
  });
}

/**
 * Runs one block of at most `length` bytes; a device that keeps refusing full blocks is tried with shorter ones from
 * then on (G4, L432 and clones take 1 KiB).
 */
async function transfer<T>(
  wire: Wire,
  length: number,
  operation: (session: DfuSession, length: number) => Promise<T>,
): Promise<T> {
  for (;;) {
    const limit = wire.pace.transferLimit;
    const size = Math.min(length, limit);
    try {
      return await wire.attempt((session) => operation(session, size));
    } catch (error) {
      if (!hasCode(error, 'stalled') || size < limit || !wire.pace.shorten()) throw error;
    }
  }
}

/**
 * Reads `range` block by block and hands each to `visit`, which ends it by returning false. `memory` is an address of
 * the memory the range belongs to. Throws FlasherError.
 */
export async function visitRange(
  wire: Wire,
  range: Range,
  visit: (block: Block) => Promise<boolean>,
  options: TargetOptions = {},
): Promise<void> {
  const alternate = requireAlternate(wire, range.address);
  const whole = aligned(range);
  const end = whole.address + whole.length;
  for (let address = whole.address; address < end; ) {
    stopIfAborted(options.signal);
    const data = await transfer(wire, end - address, async (session, length) => {
      await session.select(alternate);
      const block = await session.read(address, length);
      // As one operation with the last block, so that it is read again if the device turns out to be out of step.
      if (address + length === end) await session.endRead();
      return block;
    });
    const from = Math.max(range.address - address, 0);
    const to = Math.min(range.address + range.length - address, data.length);
    if (!(await visit({ address: address + from, data: data.subarray(from, to) }))) return;
    options.onBytes?.(to - from);
    address += data.length;
  }
}

/** The bytes of `range`. */
export async function readRange(wire: Wire, range: Range, options: TargetOptions = {}): Promise<Uint8Array> {
  const bytes = new Uint8Array(range.length);
  await visitRange(
    wire,
    range,
    async ({ address, data }) => {
      bytes.set(data, address - range.address);
      return true;
    },
    options,
  );
  return bytes;
}

/** Rereads of a block that differs: only what never once reads as expected is a mismatch of the flash, not of the wire. */
const rereads = 2;

/** The first byte of memory that differs from `block`, or `undefined`. */
export async function compareRange(
  wire: Wire,
  block: Block,
  options: TargetOptions = {},
): Promise<Mismatch | undefined> {
  let mismatch: Mismatch | undefined;
  await visitRange(
    wire,
    { address: block.address, length: block.data.length },
    async (found) => {
      mismatch = firstMismatch(block, found);
      // A block damaged on its way must not cost an erase; a cell that reads both ways must not pass either.
      for (let i = 0, agreeing = 0; mismatch !== undefined && i < rereads; i += 1) {
        const again = await readRange(wire, { address: found.address, length: found.data.length });
        const second = firstMismatch(block, { address: found.address, data: again });
        agreeing += second === undefined ? 1 : 0;
        mismatch = agreeing === rereads ? undefined : (second ?? mismatch);
      }
      return mismatch === undefined;
    },
    options,
  );
  return mismatch;
}

function firstMismatch(expected: Block, found: Block): Mismatch | undefined {
  const offset = found.address - expected.address;
  const index = found.data.findIndex((byte, i) => byte !== expected.data[offset + i]);
  if (index < 0) return undefined;
  const [wanted, got] = [expected.data[offset + index], found.data[index]];
  if (wanted === undefined || got === undefined) return undefined;
  return { address: found.address + index, expected: wanted, found: got };
}

export interface WriteOptions extends TargetOptions {
  /** True in memory just erased: blocks of 0xFF need no programming. */
  readonly skipErased?: boolean;
}

/** Programs `block`. Bits only go from 1 to 0; nothing is read back. */
export async function writeRange(wire: Wire, block: Block, options: WriteOptions = {}): Promise<void> {
  const alternate = requireAlternate(wire, block.address);
  const whole = alignedBlock(block);
  for (let offset = 0; offset < whole.data.length; ) {
    stopIfAborted(options.signal);
    const rest = whole.data.subarray(offset);
    const blank = options.skipErased === true && isErased(rest.subarray(0, wire.pace.transferLimit));
    const done = blank
      ? Math.min(rest.length, wire.pace.transferLimit)
      : await transfer(wire, rest.length, async (session, length) => {
          await session.select(alternate);
          await session.write(whole.address + offset, rest.subarray(0, length));
          return length;
        });
    options.onBytes?.(done);
    offset += done;
  }
}
