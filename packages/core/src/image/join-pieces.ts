// Pieces in the order of the file become segments in the order of memory, in linear time. Knows no file format.

import type { Block } from '../bytes.ts';

/**
 * What a parser found, compactly: piece i is data[starts[i], starts[i + 1]) at addresses[i], met at places[i] of the file.
 * Twelve bytes a piece, so that a file of a million one-byte records needs no million objects.
 */
export interface Pieces {
  readonly count: number;
  readonly addresses: Uint32Array;
  /** One more than `count`: the last is the end of the data. */
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  readonly data: Uint8Array;
}

/** One address the file names twice. `places` are in the order of the file. */
export interface Overlap {
  readonly address: number;
  readonly places: readonly [number, number];
  /** The two bytes, in the same order. */
  readonly bytes: readonly [number, number];
}

export interface Joined {
  /** Sorted, joined, views of one buffer. */
  readonly segments: readonly Block[];
  /** Bytes that were named twice and were the same both times; `first` is the lowest of them. */
  readonly equal: { readonly bytes: number; readonly first?: Overlap };
  /** The lowest address with two different bytes; the segments are then not complete. */
  readonly conflict?: Overlap;
}

/** Sorts, joins and compares. Stops at the first conflict and after `maxSegments` segments. */
export function joinPieces(pieces: Pieces, maxSegments: number): Joined {
  const { addresses, starts, data } = pieces;
  const order = inMemoryOrder(pieces);
  const out = new Uint8Array(starts[pieces.count] ?? 0);
  const segments: Block[] = [];
  let filled = 0;
  let open = { address: 0, from: 0, end: -1 };
  let equalBytes = 0;
  let firstEqual: Overlap | undefined;
  const close = () => {
    if (filled > open.from) segments.push({ address: open.address, data: out.subarray(open.from, filled) });
  };
  for (let position = 0; position < pieces.count && segments.length <= maxSegments; ) {
    const run = runFrom(pieces, order, position);
    const { address, from, to } = run;
    position = run.next;
    if (address > open.end) {
      close();
      open = { address, from: filled, end: address };
    }
    const overlap = Math.min(open.end - address, to - from);
    const there = open.from + address - open.address;
    for (let i = 0; i < overlap; i++) {
      if (out[there + i] === data[from + i]) continue;
      return { segments, equal: { bytes: equalBytes }, conflict: overlapAt(pieces, address + i) };
    }
    if (overlap > 0) firstEqual ??= overlapAt(pieces, address);
    equalBytes += overlap;
    out.set(data.subarray(from + overlap, to), filled);
    filled += to - from - overlap;
    open.end += to - from - overlap;
  }
  close();
  return { segments, equal: { bytes: equalBytes, ...(firstEqual && { first: firstEqual }) } };

  function overlapAt(all: Pieces, address: number): Overlap {
    const [one, two] = piecesAt(all, address);
    const byte = (piece: number) => data[(starts[piece] ?? 0) + address - (addresses[piece] ?? 0)] ?? 0;
    return {
      address,
      places: [all.places[one] ?? 0, all.places[two] ?? 0],
      bytes: [byte(one), byte(two)],
    };
  }
}

/** Pieces that follow each other both in the file and in memory, taken as one. */
function runFrom({ count, addresses, starts }: Pieces, order: Uint32Array, position: number) {
  const first = order[position] ?? 0;
  const address = addresses[first] ?? 0;
  const from = starts[first] ?? 0;
  let piece = first;
  let next = position + 1;
  while (next < count && order[next] === piece + 1) {
    if (addresses[piece + 1] !== address + (starts[piece + 1] ?? 0) - from) break;
    piece++;
    next++;
  }
  return { address, from, to: starts[piece + 1] ?? from, next };
}

/** The first piece of the file that holds `address`, and the first after it whose byte there differs, if any does. */
function piecesAt({ count, addresses, starts, data }: Pieces, address: number): readonly [number, number] {
  const holders: number[] = [];
  for (let piece = 0; piece < count; piece++) {
    const offset = address - (addresses[piece] ?? 0);
    if (offset < 0 || offset >= (starts[piece + 1] ?? 0) - (starts[piece] ?? 0)) continue;
    holders.push(piece);
  }
  const byte = (piece: number) => data[(starts[piece] ?? 0) + address - (addresses[piece] ?? 0)];
  const [one = 0, second = 0] = holders;
  return [one, holders.find((piece) => byte(piece) !== byte(one)) ?? second];
}

/** Indexes of the pieces by address; pieces of one address stay in the order of the file. */
function inMemoryOrder({ count, addresses }: Pieces): Uint32Array {
  const identity = new Uint32Array(count);
  let ascending = true;
  for (let i = 0; i < count; i++) {
    identity[i] = i;
    if (i > 0 && (addresses[i] ?? 0) < (addresses[i - 1] ?? 0)) ascending = false;
  }
  return ascending ? identity : radixPass(radixPass(identity, addresses, 0), addresses, 16);
}

/** One stable pass of a radix sort by the 16 address bits above `shift`: linear whatever the file's order. */
function radixPass(order: Uint32Array, addresses: Uint32Array, shift: number): Uint32Array {
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
