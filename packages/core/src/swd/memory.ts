// Reading and comparing memory of the chip: by its own checksum where code runs in it, else byte by byte through the probe.

import { stopIfAborted } from '../abort.ts';
import { type Block, endOf, firstDifference, type Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { ProbeAccess } from '../stlink/access.ts';
import type { Mismatch, TargetOptions } from '../target/target.ts';
import { unitChecksum } from './checksum.ts';
import { type FlashWorker, tellBytes } from './worker.ts';

/** A checksum is asked for so much at a time, so that a stop takes effect in between. */
const portion = 128 * 1024;
/** A difference is narrowed down to so much by checksums, and read from there. */
const readable = 1024;
/** Fewer bytes than this are read: a job for the chip costs more. */
const leastChecksum = 256;
/** How much is read between two looks at the signal. */
const stride = 32 * 1024;

type Checksum = NonNullable<FlashWorker['checksum']>;

export async function readRange(access: ProbeAccess, range: Range, options: TargetOptions = {}): Promise<Uint8Array> {
  const bytes = new Uint8Array(range.length);
  for (const piece of pieces(range, stride)) {
    stopIfAborted(options.signal);
    const tell = (count: number) => tellBytes(options, count);
    bytes.set(await access.readMemory(piece, tell), piece.address - range.address);
  }
  return bytes;
}

/** The first byte of memory that differs from `block`. */
export async function compareRange(
  access: ProbeAccess,
  checksum: Checksum | undefined,
  block: Block,
  options: TargetOptions = {},
): Promise<Mismatch | undefined> {
  const { head, middle, tail } = byWords(block);
  for (const [part, check] of [
    [head, undefined],
    [middle, middle.data.length < leastChecksum ? undefined : checksum],
    [tail, undefined],
  ] as const) {
    const mismatch = check
      ? await compareByChecksum(access, check, part, options)
      : await compareByReading(access, part, options);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

async function compareByReading(
  access: ProbeAccess,
  block: Block,
  options: TargetOptions,
): Promise<Mismatch | undefined> {
  for (const piece of pieces({ address: block.address, length: block.data.length }, stride)) {
    const found = await readRange(access, piece, options);
    const wanted = part(block, piece);
    const index = firstDifference(found, wanted);
    if (index < 0) continue;
    // A block damaged on its way must not cost an erase.
    const again = await access.readMemory({ address: piece.address + index, length: 1 });
    if (again[0] !== found[index]) throw unsteady(piece.address + index);
    return { address: piece.address + index, expected: wanted[index] ?? 0, found: found[index] ?? 0 };
  }
  return undefined;
}

async function compareByChecksum(
  access: ProbeAccess,
  checksum: Checksum,
  block: Block,
  options: TargetOptions,
): Promise<Mismatch | undefined> {
  const agrees = async (piece: Range) => (await checksum(piece)) === unitChecksum(part(block, piece));
  for (const piece of pieces({ address: block.address, length: block.data.length }, portion)) {
    stopIfAborted(options.signal);
    if (await agrees(piece)) {
      tellBytes(options, piece.length);
      continue;
    }
    let suspect = piece;
    while (suspect.length > readable) {
      const [first, second] = halves(suspect);
      suspect = (await agrees(first)) ? second : first;
    }
    const mismatch = await compareByReading(access, { address: suspect.address, data: part(block, suspect) }, {});
    if (mismatch === undefined) throw unsteady(suspect.address);
    return mismatch;
  }
  return undefined;
}

/** The whole words of a block, and what is before and after them. */
function byWords(block: Block): { readonly head: Block; readonly middle: Block; readonly tail: Block } {
  const end = endOf(block);
  const first = Math.min(Math.ceil(block.address / 4) * 4, end);
  const last = Math.max(end - (end % 4), first);
  const cutAt = (from: number, to: number) => ({
    address: from,
    data: block.data.subarray(from - block.address, to - block.address),
  });
  return { head: cutAt(block.address, first), middle: cutAt(first, last), tail: cutAt(last, end) };
}

function halves({ address, length }: Range): readonly [Range, Range] {
  const half = Math.ceil(length / 8) * 4;
  return [
    { address, length: half },
    { address: address + half, length: length - half },
  ];
}

function pieces({ address, length }: Range, most: number): Range[] {
  return Array.from({ length: Math.ceil(length / most) }, (_, index) => ({
    address: address + index * most,
    length: Math.min(most, length - index * most),
  }));
}

function part(block: Block, { address, length }: Range): Uint8Array {
  return block.data.subarray(address - block.address, address - block.address + length);
}

function unsteady(address: number): FlasherError {
  return new FlasherError('unexpected-reply', message('swd.unsteady'), { details: { address } });
}
