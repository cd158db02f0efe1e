// What was on a board before odflash came, kept for as long as its runs are interrupted: the bytes a backup must hold, and
// the whole flashes an undo backup may restore.

import { configurationRange, mainFlash, sectors } from '@odflash/core/board';
import type { VirtualBoard } from '@odflash/virtual';
import { backedUp, type Disk } from '../testbed/disk.ts';
import type { Operation } from '../types.ts';
import { cut, isAmong } from './blocks.ts';
import type { Settings } from './settings.ts';

/** What is known of one board. */
export interface BoardHistory {
  readonly board: VirtualBoard;
  /** The bytes before the first of the attempts that were interrupted, or as other people have left them since. */
  readonly original: Uint8Array;
  /** The same before other people changed it, the oldest first: what backups made until then hold. */
  readonly earlier: Uint8Array[];
  /** The flash at the beginning of each attempt since the last one that ended well. */
  readonly starts: Uint8Array[];
  /** What these attempts were about to write. */
  readonly operations: Operation[];
  /** Sectors whose earlier content is lost by what other people did; what is there instead is not a loss. */
  readonly lost: Set<number>;
  /** What people have set it to, the latest last; of a board that runs ODrive firmware. */
  readonly given: Settings[];
  /** What else it may be set to in the end, because of what was done to it. */
  readonly tolerated: Set<Settings>;
}

/** Used by one run after the other: a MiB each is more than all the rest of a run. */
const pool: Uint8Array[] = [];
let taken = 0;

/** To be called when a run begins: everything that an earlier one has taken may be used again. */
export function reuseCopies(): void {
  taken = 0;
}

function copyOf(flash: Uint8Array): Uint8Array {
  const copy = pool[taken] ?? new Uint8Array(mainFlash.length);
  pool[taken++] = copy;
  copy.set(flash);
  return copy;
}

export function newHistory(board: VirtualBoard): BoardHistory {
  const nothing = {
    earlier: [],
    starts: [],
    operations: [],
    lost: new Set<number>(),
    given: [],
    tolerated: new Set<Settings>(),
  };
  return { ...nothing, board, original: copyOf(board.flash) };
}

/** An attempt begins. Gives the flash as it is. */
export function beginAttempt({ board, starts, operations }: BoardHistory, operation: Operation): Uint8Array {
  const before = copyOf(board.flash);
  starts.push(before);
  operations.push(operation);
  return before;
}

/** An attempt that was to write ended well: nothing before it counts any more. */
export function endWell({ board, original, earlier, starts, operations, lost }: BoardHistory): void {
  original.set(board.flash);
  lost.clear();
  earlier.length = 0;
  starts.length = 0;
  operations.length = 0;
}

/**
 * Other people have changed the flash: what they left is what a backup must hold from now on, but where it is exactly what
 * an interrupted attempt had begun to write. `before`: the flash before they came.
 */
export function noteChange(
  { board: { flash }, original, earlier, operations, lost }: BoardHistory,
  before: Uint8Array,
): void {
  earlier.push(copyOf(original));
  for (const { index, address, length } of sectors) {
    const part = (bytes: Uint8Array) =>
      bytes.subarray(address - mainFlash.address, address - mainFlash.address + length);
    if (isEqual(part(flash), part(before))) continue;
    const isBegun = !isEqual(part(before), part(original)) && address < configurationRange.address;
    if (isBegun && operations.some(({ wanted }) => isEqual(part(flash), contentOf(wanted, address, length)))) continue;
    part(original).set(part(flash));
    lost.delete(index);
  }
}

const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** ODrive firmware changes its configuration by itself: what is stored now is what is there. */
export function forgetConfiguration({ board, original }: BoardHistory): void {
  const offset = configurationRange.address - mainFlash.address;
  original.set(board.flash.subarray(offset, offset + configurationRange.length), offset);
}

/** Backups were lost: with them goes what only they held. */
export function forgetBackups({ board, original, lost }: BoardHistory, disk: Disk): void {
  const backups = backedUp(disk);
  for (const { index, address, length } of sectors) {
    const offset = address - mainFlash.address;
    const data = original.subarray(offset, offset + length);
    const now = board.flash.subarray(offset, offset + length);
    if (isEqual(data, now) || isAmong({ address, data }, backups)) continue;
    data.set(now);
    lost.add(index);
  }
}

function contentOf(wanted: Operation['wanted'], address: number, length: number): Uint8Array {
  const content = new Uint8Array(length).fill(0xff);
  for (const block of wanted) {
    const piece = cut(block, { address, length });
    if (piece) content.set(piece.data, piece.address - address);
  }
  return content;
}
