// The core's Vault as files in one folder. Knows what makes a file durable; knows nothing of what is in it.

import { open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Vault } from '@odflash/core';
import { isDeviceName } from './device-name.ts';
import { makeFolder } from './make-folder.ts';
import { partName } from './part-name.ts';
import { giveBackProcessLock, isProcessLockTaken, takeProcessLock } from './process-lock.ts';
import { replaceFile } from './replace-file.ts';

/** An opened file, or folder. What was written is in the system's memory until {@link sync} resolves (fsync(2)). */
export interface OpenedFile extends AsyncDisposable {
  /** As in `node:fs/promises`. */
  writeFile(bytes: Uint8Array): Promise<void>;
  /** As in `node:fs/promises`. */
  sync(): Promise<void>;
}

/** What the vault needs of a file system. Calls throw what Node's own throw: errors with a `code` such as ENOENT. */
export interface FileSystem {
  /** `wx`: a new file, which must not exist yet. `r`: what is there, a folder too. */
  open(path: string, flags: 'wx' | 'r'): Promise<OpenedFile>;
  /** As in `node:fs/promises`. */
  readdir(folder: string): Promise<readonly string[]>;
  /** As in `node:fs/promises`. */
  readFile(path: string): Promise<Uint8Array>;
  /** As in `node:fs/promises`. */
  rename(from: string, to: string): Promise<void>;
  /** No error if there is nothing. */
  remove(path: string): Promise<void>;
  /** Makes the folder and those above it; gives the new ones, the outermost first. */
  makeFolder(folder: string): readonly string[];
  /** Whether a name is durable only when its folder was synced. */
  readonly syncsFolders: boolean;
  /** Keeps other processes from that path, which stands for nothing else. `undefined`: one of them holds it. */
  lock?(path: string): Disposable | undefined;
  /** Whether one of them holds it. */
  isLocked?(path: string): boolean;
}

const nodeFileSystem: FileSystem = {
  open,
  readdir: (folder) => readdir(folder),
  readFile: async (path) => new Uint8Array(await readFile(path)),
  rename: (from, to) => replaceFile(from, to),
  remove: (path) => rm(path, { force: true }),
  makeFolder,
  // Windows has no handle of a folder to flush; NTFS writes names through its log.
  syncsFolders: process.platform !== 'win32',
  lock: (path) => (takeProcessLock(path).taken ? { [Symbol.dispose]: () => giveBackProcessLock(path) } : undefined),
  isLocked: isProcessLockTaken,
};

/**
 * Keeps each name as a file in `directory`, which is made at the first {@link Vault.put}. Any name will do: what a file
 * system might not take is written as %XX. Errors of the file system (ENOSPC, EACCES …) are passed on as they are.
 * `files`: for tests of what survives a power cut.
 */
export function fileVault(directory: string, files: FileSystem = nodeFileSystem): Vault {
  const folder = resolve(directory);
  const locate = (name: string) => join(folder, fileName(name));
  const put = async (name: string, bytes: Uint8Array, isNew: boolean) => {
    await makeDurableFolder(files, folder);
    const path = locate(name);
    const half = join(folder, partName());
    let isTaken = false;
    try {
      await writeThrough(files, half, bytes);
      isTaken = isNew && (await takeName(files, path));
      if (isNew && !isTaken) await files.remove(half);
      else await files.rename(half, path);
    } catch (cause) {
      for (const left of isTaken ? [half, path] : [half]) await files.remove(left).catch(() => undefined);
      throw cause;
    }
    await syncFolder(files, folder);
    return isTaken;
  };
  return {
    locate,
    async put(name, bytes) {
      await put(name, bytes, false);
    },
    putNew: (name, bytes) => put(name, bytes, true),
    async get(name) {
      return unlessMissing(() => files.readFile(locate(name)));
    },
    async list(prefix) {
      const found = (await unlessMissing(() => files.readdir(folder))) ?? [];
      const names = found.map(nameOf).filter((name) => name !== undefined);
      return names.filter((name) => name.startsWith(prefix)).sort();
    },
    async remove(name) {
      await files.remove(locate(name));
      await unlessMissing(() => syncFolder(files, folder));
    },
    ...(files.lock && { lock: lockIn(files, folder) }),
    isLocked: async (name) => files.isLocked?.(lockPath(folder, name)) === true,
  };
}

/** Whether no file had that name: an empty one has it now, until the whole one takes its place. A link would do both at once, but not on every disk. */
async function takeName(files: FileSystem, path: string): Promise<boolean> {
  try {
    await using _empty = await files.open(path, 'wx');
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

function lockIn(files: FileSystem, folder: string): NonNullable<Vault['lock']> {
  return async (name) => {
    await makeDurableFolder(files, folder);
    const lock = files.lock?.(lockPath(folder, name));
    return lock && { [Symbol.asyncDispose]: async () => lock[Symbol.dispose]() };
  };
}

/** Locks are hidden files, so no name in the vault is one. */
function lockPath(folder: string, name: string): string {
  return join(folder, `.lock-${fileName(name)}`);
}

/** Returns when the bytes are on the disk, not merely in the system's memory. */
async function writeThrough(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  await using file = await files.open(path, 'wx');
  await file.writeFile(bytes);
  await file.sync();
}

/** A new name is durable only when its folder is (fsync(2)), and a new folder only when its parent is. */
async function makeDurableFolder(files: FileSystem, folder: string): Promise<void> {
  for (const made of files.makeFolder(folder)) await syncFolder(files, dirname(made));
}

async function syncFolder(files: FileSystem, folder: string): Promise<void> {
  if (!files.syncsFolders) return;
  await using handle = await files.open(folder, 'r');
  await handle.sync();
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** A file name for any name: no folders, no hidden or device names, nothing two file systems read differently. */
function fileName(name: string): string {
  const plain = [...new TextEncoder().encode(name)].map(encodeByte).join('');
  const first = plain[0];
  if (first === undefined) throw new RangeError('a name in the vault has at least one character');
  const awkward = first === '.' || isDeviceName(plain);
  const front = awkward ? `${percent(first.charCodeAt(0))}${plain.slice(1)}` : plain;
  return front.endsWith('.') ? `${front.slice(0, -1)}${percent(0x2e)}` : front;
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9._-]/.test(character) ? character : percent(byte);
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** The name a file stands for; `undefined` for files that are not the vault's. */
function nameOf(file: string): string | undefined {
  try {
    const name = decodeURIComponent(file);
    return name !== '' && fileName(name) === file ? name : undefined;
  } catch {
    return undefined;
  }
}
