// A disk in memory that keeps whole files, notices when one that must never change is written again, and can be asked
// whether it still holds what a board held.

import { type Block, endOf, readImage, type Vault } from '@odflash/core';

export interface Disk extends Vault {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Puts files there that an earlier run has left. */
  populate(files: ReadonlyMap<string, Uint8Array>): void;
  /** Undo backups that were written a second time. */
  readonly overwritten: readonly string[];
}

const isBackup = (name: string) => name.startsWith('undo-') || name.startsWith('partial-');

export function memoryDisk(): Disk {
  const files = new Map<string, Uint8Array>();
  const overwritten: string[] = [];
  return {
    files,
    overwritten,
    populate: (more) => {
      for (const [name, bytes] of more) files.set(name, bytes);
    },
    put: async (name, bytes) => {
      if (isBackup(name) && files.has(name)) overwritten.push(name);
      files.set(name, bytes.slice());
    },
    get: async (name) => files.get(name)?.slice(),
    list: async (prefix) => [...files.keys()].filter((name) => name.startsWith(prefix)).sort(),
    remove: async (name) => {
      files.delete(name);
    },
    locate: (name) => `disk:${name}`,
  };
}

/** What the undo backups on the disk hold. */
export function backedUp({ files }: Disk): readonly Block[] {
  return [...files].flatMap(([name, bytes]) => (isBackup(name) ? readImage(bytes).segments : []));
}

/** True if one of `blocks` holds exactly `wanted`. */
export function isAmong(wanted: Block, blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    if (block.address > wanted.address || endOf(block) < endOf(wanted)) return false;
    const offset = wanted.address - block.address;
    return Buffer.compare(block.data.subarray(offset, offset + wanted.data.length), wanted.data) === 0;
  });
}
