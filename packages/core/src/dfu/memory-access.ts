// Ranges of a memory in blocks the device can take: reading, comparing, programming. Repeats single blocks; knows no
// sectors and no plan.

import { stopIfAborted } from '../abort.ts';
import { contains, mainFlash } from '../board/stm32f405.ts';
import { type Block, firstDifference, hex32, isErased, type Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { untilAlike } from '../retry.ts';
import type { Mismatch, TargetOptions } from '../target/target.ts';
import { alternateFor } from './connection.ts';
import { hasCode } from './exchange.ts';
import { outOfStep } from './failure.ts';
import type { DfuSession } from './session.ts';
import type { Wire } from './wire.ts';

/** Address and length of every operation must be multiples of this (AN3156 §4.1, §4.2). */
const alignment = 4;

/** The range grown to multiples of `unit` on both sides. */
function grown(range: Range, unit: number): Range {
  const address = range.address - (range.address % unit);
  const end = Math.ceil((range.address + range.length) / unit) * unit;
  return { address, length: end - address };
}

/** The block grown with 0xFF, which leaves the bytes there as they are: programming only clears bits. */
function grownBlock(block: Block, unit: number): Block {
  const { address, length } = grown({ address: block.address, length: block.data.length }, unit);
  if (length === block.data.length) return block;
  const data = new Uint8Array(length).fill(0xff);
  data.set(block.data, block.address - address);
  return { address, data };
}

/** How many bytes of `piece` lie in `range`. */
function overlap(piece: Range, range: Range): number {
  const start = Math.max(piece.address, range.address);
  return Math.max(Math.min(piece.address + piece.length, range.address + range.length) - start, 0);
}

/** The alternate setting to reach `address` through. Throws `image-out-of-range` if the device has no such memory. */
function requireAlternate(wire: Wire, address: number): number {
  const alternate = alternateFor(wire.bootloader, address);
  if (alternate !== undefined) return alternate;
  throw new FlasherError('image-out-of-range', message('dfu.no-memory-at', { address }), {
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
    const limit = wire.timing.transferLimit;
    const size = Math.min(length, limit);
    try {
      return await wire.attempt((session) => operation(session, size));
    } catch (error) {
      // What half the limit would let through as it is was not refused for its length.
      // Only a device that says itself that it refused the request is asked for less and less.
      const told = hasCode(error, 'stalled') && error.details.status !== undefined;
      if (!hasCode(error, 'stalled') || size * 2 <= limit || !wire.timing.shorten({ told })) throw error;
    }
  }
}

/**
 * Reads `range` block by block and hands each to `visit`, which ends it by returning false. In the main flash whole
 * blocks of the grid are read, since those cannot come from elsewhere unnoticed. Throws FlasherError.
 */
async function visitRange(
  wire: Wire,
  range: Range,
  visit: (block: Block) => Promise<boolean>,
  options: TargetOptions = {},
): Promise<void> {
  const alternate = requireAlternate(wire, range.address);
  const whole = grown(range, contains(mainFlash, range) ? wire.bootloader.transferSize : alignment);
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
    const bytes = overlap({ address, length: data.length }, range);
    const from = Math.max(range.address - address, 0);
    if (bytes > 0) {
      if (!(await visit({ address: address + from, data: data.subarray(from, from + bytes) }))) return;
      options.onBytes?.(bytes);
    }
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

/**
 * The bytes of a small `range` off the grid, as two reads in a row have them. For what decisions hang on: a bus reset in
 * between moves the pointer, and then the first read shows some other memory. Throws `unexpected-reply` if no two agree.
 */
export async function readTwice(wire: Wire, range: Range): Promise<Uint8Array> {
  const read = () => readRange(wire, range);
  const { alike } = await untilAlike('read-alike', read, (one, other) => firstDifference(one, other) < 0);
  if (alike) return alike;
  throw outOfStep(message('request.upload-at', { address: range.address }), message('reply.unsteady'));
}

/** Rereads of a block that differs: only what never once reads as expected is a mismatch of the flash, not of the connection. */
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
  const index = firstDifference(found.data, expected.data.subarray(offset, offset + found.data.length));
  if (index < 0) return undefined;
  const [wanted, got] = [expected.data[offset + index], found.data[index]];
  if (wanted === undefined || got === undefined) return undefined;
  return { address: found.address + index, expected: wanted, found: got };
}

/** How far a block at `address` reaches: in the main flash to the grid, where blocks need no address of their own. */
function reach(wire: Wire, address: number): number {
  const limit = wire.timing.transferLimit;
  return contains(mainFlash, { address, length: 0 }) ? limit - ((address - mainFlash.address) % limit) : limit;
}

/** Programs `data` at `address` in blocks of the device, calling `done` for each. `skip` says what needs no programming. */
async function writeBlocks(
  wire: Wire,
  { address, data }: Block,
  options: { readonly signal?: AbortSignal | undefined; skip(bytes: Uint8Array): boolean; done(piece: Range): void },
): Promise<void> {
  const alternate = requireAlternate(wire, address);
  for (let offset = 0; offset < data.length; ) {
    stopIfAborted(options.signal);
    const next = data.subarray(offset, offset + reach(wire, address + offset));
    const length = options.skip(next)
      ? next.length
      : await transfer(wire, next.length, async (session, size) => {
          await session.select(alternate);
          await session.write(address + offset, next.subarray(0, size));
          return size;
        });
    options.done({ address: address + offset, length });
    offset += length;
  }
}

/** Programs `block` where it is. Bits only go from 1 to 0; nothing is read back. */
export async function writeRange(wire: Wire, block: Block, options: TargetOptions = {}): Promise<void> {
  const range = { address: block.address, length: block.data.length };
  await writeBlocks(wire, grownBlock(block, alignment), {
    signal: options.signal,
    skip: () => false,
    done: (piece) => options.onBytes?.(overlap(piece, range)),
  });
}

/**
 * Programs a freshly erased sector with what `blocks` say of it; the rest stays 0xFF. Whole blocks of the grid are
 * programmed, as with reading; those that stay erased are left out.
 */
export async function fillSector(
  wire: Wire,
  sector: Range,
  blocks: readonly Block[],
  options: TargetOptions = {},
): Promise<void> {
  const content = new Uint8Array(sector.length).fill(0xff);
  for (const block of blocks) content.set(block.data, block.address - sector.address);
  const ranges = blocks.map(({ address, data }) => ({ address, length: data.length }));
  await writeBlocks(
    wire,
    { address: sector.address, data: content },
    {
      signal: options.signal,
      skip: isErased,
      done: (piece) => {
        const bytes = ranges.reduce((sum, range) => sum + overlap(piece, range), 0);
        if (bytes > 0) options.onBytes?.(bytes);
      },
    },
  );
}
