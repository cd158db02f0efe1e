// The disk of one run: the vault that Node programs use, on a file system in memory. Notices when a backup that must never
// change is written again, and can be asked whether it still holds what a board held.

import { basename, join, resolve } from 'node:path';
import { readImage, type Vault } from '@odflash/core';
import type { Block } from '@odflash/core/bytes';
import { type FileSystem, fileVault } from '@odflash/node';
import { type Random, seededRandom } from '@odflash/virtual';
import { simulatedFiles } from './file-system.ts';

export interface Disk extends Vault {
  /** By name, as they are now. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Puts files there, or takes them away (`undefined`), past the program. */
  place(files: ReadonlyMap<string, Uint8Array | undefined>): void;
  /** Locks of processes that use it, by name. */
  readonly locks: Map<string, Lock>;
  /** Undo backups that were written a second time. */
  readonly overwritten: readonly string[];
  /** The computer loses its supply after that many more calls to the file system. */
  losePowerAfter(calls: number, lost: () => void): void;
  /** The computer is on again. `seed`: of what is left of what was not synced. */
  restart(seed: number): void;
}

/** As the operating system knows it: with its owner, who may be dead. */
export interface Lock {
  readonly owner: { readonly dead: boolean };
  times: number;
}

/** Another file system than the one that is there: for proof that the campaign sees the difference. */
export type FileSabotage = (files: FileSystem) => FileSystem;

const folder = resolve('/vault');

/** Undo backups: of a whole firmware, and of less. */
export const isBackup = (name: string): boolean => name.startsWith('undo-') || name.startsWith('partial-');

/** Configurations that were read from a running board. */
export const isConfigurationFile = (name: string): boolean => name.startsWith('odrive-config-');

/** What an interrupted run is remembered by. */
export const isRecord = (name: string): boolean => name.startsWith('journal-') || name.startsWith('update-');

export function createDisk(sabotage: FileSabotage = (files) => files): Disk {
  const overwritten: string[] = [];
  const files = simulatedFiles((path) => {
    if (isBackup(basename(path))) overwritten.push(basename(path));
  });
  const randomOf = (seed: number): Random => seededRandom(seed, 'power');
  return {
    ...fileVault(folder, sabotage(files)),
    get files() {
      const named = [...files.now()].map(([path, bytes]) => [basename(path), bytes] as const);
      return new Map(named.filter(([name]) => !name.startsWith('.')));
    },
    locks: new Map(),
    overwritten,
    place: (more) => {
      for (const [name, bytes] of more) files.place(join(folder, name), bytes);
    },
    losePowerAfter: files.stopAfter,
    restart: (seed) => files.loseUnsynced(randomOf(seed)),
  };
}

/** What the undo backups on the disk hold; a file that cannot be read holds nothing. */
export function backedUp({ files }: Disk): readonly Block[] {
  return [...files].flatMap(([name, bytes]) => (isBackup(name) ? (blocksIn(bytes) ?? []) : []));
}

/** The same files are looked at after every attempt, and never change. */
const read = new WeakMap<Uint8Array, { readonly blocks: readonly Block[] | undefined }>();

/** What is in an image file; `undefined` if it cannot be read. */
export function blocksIn(bytes: Uint8Array): readonly Block[] | undefined {
  const known = read.get(bytes) ?? { blocks: segmentsIn(bytes) };
  read.set(bytes, known);
  return known.blocks;
}

function segmentsIn(bytes: Uint8Array): readonly Block[] | undefined {
  try {
    return readImage(bytes).segments;
  } catch {
    return undefined;
  }
}
