// Pieces in the order of the file become segments in the order of memory, in linear time. Knows no file format.

import type { Block } from '../bytes.ts';

/**
 * What a parser found, compactly: piece i is data[starts[i], starts[i + 1]) at addresses[i]. Eight bytes a piece, so that
 * a file of a million scattered bytes needs no million objects.
 */
export interface Pieces {
  readonly count: number;
  readonly addresses: Uint32Array;
  /** One more than `count`: the last is the end of the data. */
  readonly starts: Uint32Array;
  readonly data: Uint8Array;
}

/** One address that the file names twice, and where in `data` its two values are, in the order of the file. */
export interface Overlap {
  readonly address: number;
  readonly positions: readonly [number, number];
}

export interface Joined {
  /** Sorted, joined, views of one buffer. */
  readonly segments: readonly Block[];
  /** Bytes that were named again with the same value; `firstEqual` is the lowest of them. */
  readonly equalBytes: number;
  readonly firstEqual?: Overlap | undefined;
  /** An address with two different values; the segments are then not complete. */
  readonly conflict?: Overlap | undefined;
}

/** Sorts, joins and compares. Stops at the first conflict and after `maxSegments` segments. */
export function joinPieces(pieces: Pieces, maxSegments: number): Joined {
  const { addresses, starts, data } = pieces;
  const out = new Uint8Array(starts[pieces.count] ?? 0);
  const segments: Block[] = [];
  let filled = 0;
  let open = { address: 0, from: 0, end: -1 };
  let equalBytes = 0;
  let firstEqual: Overlap | undefined;
  const close = () => {
    if (filled > open.from) segments.push({ address: open.address, data: out.subarray(open.from, filled) });
  };
  for (const piece of inMemoryOrder(pieces)) {
    const address = addresses[piece] ?? 0;
    const from = starts[piece] ?? 0;
    const to = starts[piece + 1] ?? from;
    if (address > open.end) {
      close();
      if (segments.length > maxSegments) break;
      open = { address, from: filled, end: address };
    }
    const again = Math.min(open.end - address, to - from);
    const there = open.from + address - open.address;
    for (let i = 0; i < again; i++) {
      if (out[there + i] !== data[from + i]) {
        return { segments, equalBytes, conflict: overlapAt(pieces, address + i) };
      }
    }
    if (again > 0) firstEqual ??= overlapAt(pieces, address);
    equalBytes += again;
    out.set(data.subarray(from + again, to), filled);
    filled += to - from - again;
    open.end += to - from - again;
  }
  close();
  return { segments, equalBytes, firstEqual };
}

/** The first value the file gives for `address`, and the next one that differs; the next at all if none does. */
function overlapAt({ count, addresses, starts, data }: Pieces, address: number): Overlap {
  const positions: number[] = [];
  for (let piece = 0; piece < count; piece++) {
    const position = (starts[piece] ?? 0) + address - (addresses[piece] ?? 0);
    if (position >= (starts[piece] ?? 0) && position < (starts[piece + 1] ?? 0)) positions.push(position);
  }
  const [first = 0, second = 0] = positions;
  return { address, positions: [first, positions.find((position) => data[position] !== data[first]) ?? second] };
}

/** Indexes of the pieces by address; pieces of one address stay in the order of the file. */
function inMemoryOrder({ count, addresses }: Pieces): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  return radixPass(radixPass(order, addresses, 0), addresses, 16);
}

/** One stable pass of a radix sort by the 16 address bits above `shift`: linear whatever the file's order. */
function radixPass(order: Uint32Array, addresses: Uint32Array, shift: number): Uint32Array {
  if (order.length < 2) return order;
  const next = new Uint32Array(0x1_0000);
  const digit = (piece: number) => ((addresses[piece] ?? 0) >>> shift) & 0xffff;
  for (const piece of order) next[digit(piece)] = (next[digit(piece)] ?? 0) + 1;
  let sum = 0;
  for (let i = 0; i < next.length; i++) {
    const length = next[i] ?? 0;
    next[i] = sum;
    sum += length;
  }
  const sorted = new Uint32Array(order.length);
  for (const piece of order) {
    const at = next[digit(piece)] ?? 0;
    sorted[at] = piece;
    next[digit(piece)] = at + 1;
  }
  return sorted;
}
