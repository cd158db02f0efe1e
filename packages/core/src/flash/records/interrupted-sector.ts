// What an interrupted run can have left in a sector it had in hand. Flash erases to ones and programs to zeros only: an erase
// that was cut off has raised bits of what was there, programming that was cut off has not yet lowered all bits of what was
// wanted (RM0090 3.6.3). Anything else was put there by other means. Pure.

import { sha256Hex } from '../../image/sha256.ts';
import type { FlashRecord } from '../../records/board-record.ts';
import type { OldSectors } from '../../records/undo.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import { vectorBytes } from '../run/vectors.ts';

export interface Interrupted {
  readonly flash: FlashRecord;
  /** What the undo backup of the interrupted run contains. */
  readonly undo: OldSectors;
  readonly snapshot: Snapshot;
  /** What is wanted of a sector now, where that is known. */
  readonly contentOf: (index: number) => Uint8Array | undefined;
}

/** Sectors, by number, with content that neither the interrupted runs nor the board before them account for. */
export function strangeSectors({ flash, undo, snapshot, contentOf }: Interrupted): readonly number[] {
  return flash.sectors.flatMap(({ index, old, next, other }) => {
    const now = snapshot.sectors.get(index)?.bytes;
    const before = undo.get(index);
    if (!now || !before) return [];
    const possible = [before, contentOf(index)].filter((content) => content !== undefined);
    if (possible.some((content) => isHalfWork(now, content, index === 0))) return [];
    return [old, next, ...other].includes(sha256Hex(now)) ? [] : [index];
  });
}

/** True if every zero of `now` is one of `content` as well; the vectors may be zero in any case, see invalidatingBlocks. */
function isHalfWork(now: Uint8Array, content: Uint8Array, hasVectors: boolean): boolean {
  const start = hasVectors ? vectorBytes.length : 0;
  for (let at = start; at < content.length; at++) {
    const wanted = content[at] ?? 0;
    if (((now[at] ?? 0) & wanted) !== wanted) return false;
  }
  return true;
}
