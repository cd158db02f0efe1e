// An undo backup is believed only as far as it restores: laid over the flash as it is now, it must give a whole flash as it
// was when one of the attempts began, byte for byte, and say truly whether that one would start.

import { mainFlash, type Sector } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { judgeBoot } from '@odflash/virtual';
import type { Ending } from '../run/types.ts';
import { blocksIn, type Disk, isBackup } from '../testbed/disk.ts';
import { cut } from './blocks.ts';

export interface UndoCase {
  readonly disk: Disk;
  /** Names of the files that were there when the attempt began. */
  readonly filesBefore: ReadonlySet<string>;
  readonly ending: Ending;
  /** The flash as it is now, and at the beginning of this attempt and of the interrupted ones before it. */
  readonly flash: Uint8Array;
  readonly starts: readonly Uint8Array[];
  /** What a backup must hold, now and before other people came; see BoardHistory. */
  readonly original: Uint8Array;
  readonly earlier: readonly Uint8Array[];
  /** Sectors the operation answers for. */
  readonly scope: readonly Sector[];
}

/** Backups that this attempt has made or named. */
export function claimedBackups({ disk, filesBefore, ending }: UndoCase): readonly string[] {
  const made = [...disk.files.keys()].filter((name) => isBackup(name) && !filesBefore.has(name));
  const named = ending.how === 'done' && ending.done.undo ? [ending.done.undo.name] : [];
  return [...new Set([...made, ...named])];
}

/** What is wrong with what is claimed of the backups of this attempt. */
export function falseUndo(it: UndoCase): string | undefined {
  const { disk, ending } = it;
  for (const name of claimedBackups(it)) {
    const complete = name.startsWith('undo-');
    const reported = ending.how === 'done' && ending.done.undo?.name === name ? ending.done.undo.complete : complete;
    if (reported !== complete) return `${name} is reported as ${reported ? 'complete' : 'incomplete'}`;
    const bytes = disk.files.get(name);
    const blocks = bytes && blocksIn(bytes);
    if (!blocks) return `${name} is not there, or cannot be read`;
    // Restored together: what interrupted attempts have changed, and what other people have changed since.
    const restored = [...it.starts, ...it.earlier, it.original].filter((start) => restores(it, blocks, start));
    const starts = restored.some((start) => judgeBoot(start).starts);
    if (complete && restored.length === 0) return `${name} restores nothing that was there`;
    if (complete && !starts) return `${name} is called complete, and what it restores does not start`;
    // Of what was there when it was made: other people may have put back what an interrupted attempt had taken away.
    const [now] = it.starts.slice(-1);
    const isWhole = now !== undefined && judgeBoot(now).starts && restores(it, blocks, now);
    if (!complete && isWhole) return `${name} is called incomplete, and restores a firmware that starts`;
  }
  return undefined;
}

type Past = Pick<UndoCase, 'starts' | 'earlier' | 'original'>;

/** True if what was named holds what was on another board of the run that shows the same serial number. */
export function isOfRival(it: UndoCase, rivals: readonly Past[]): boolean {
  return claimedBackups(it).some((name) => {
    const bytes = it.disk.files.get(name);
    const blocks = (bytes && blocksIn(bytes)) ?? [];
    const holds = (then: Uint8Array) =>
      blocks.every(({ address, data }) => {
        const offset = address - mainFlash.address;
        return isEqual(data, then.subarray(offset, offset + data.length));
      });
    return rivals.some(({ starts, earlier, original }) => [...starts, ...earlier, original].some(holds));
  });
}

/** True if the flash with these blocks laid over it is as it was then, but for what other people have changed since. */
function restores({ flash, scope, original }: UndoCase, blocks: readonly Block[], then: Uint8Array): boolean {
  return scope.every((sector) => {
    const offset = sector.address - mainFlash.address;
    const part = (bytes: Uint8Array) => bytes.subarray(offset, offset + sector.length);
    const pieces = blocks.flatMap((block) => cut(block, sector) ?? []);
    if (pieces.length === 0) return isEqual(part(flash), part(then)) || isEqual(part(flash), part(original));
    const restored = part(flash).slice();
    for (const { address, data } of pieces) restored.set(data, address - sector.address);
    return isEqual(restored, part(then));
  });
}

const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
