// The core's Vault as files in one folder. Knows what makes a file durable; knows nothing of what is in it.

import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Vault } from '@odflash/core';
import { makeFolder } from './make-folder.ts';

let writes = 0;

/**
 * Keeps each name as a file in `directory`, which is made at the first {@link Vault.put}. Any name will do: what a file
 * system might not take is written as %XX. Errors of the file system (ENOSPC, EACCES …) are passed on as they are.
 */
export function fileVault(directory: string): Vault {
  const folder = resolve(directory);
  const locate = (name: string) => join(folder, fileName(name));
  return {
    locate,
    async put(name, bytes) {
      await makeDurableFolder(folder);
      const path = locate(name);
      const half = join(folder, `.${process.pid}-${++writes}.part`);
      try {
        await writeThrough(half, bytes);
        await rename(half, path);
      } catch (cause) {
        await rm(half, { force: true }).catch(() => undefined);
        throw cause;
      }
      await syncFolder(folder);
    },
    async get(name) {
      return unlessMissing(async () => new Uint8Array(await readFile(locate(name))));
    },
    async list(prefix) {
      const files = (await unlessMissing(() => readdir(folder))) ?? [];
      const names = files.map(nameOf).filter((name) => name !== undefined);
      return names.filter((name) => name.startsWith(prefix)).sort();
    },
    async remove(name) {
      await rm(locate(name), { force: true });
      await unlessMissing(() => syncFolder(folder));
    },
  };
}

/** Returns when the bytes are on the disk, not merely in the system's memory. */
async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx');
  await file.writeFile(bytes);
  await file.sync();
}

/** A new name is durable only when its folder is (fsync(2)), and a new folder only when its parent is. */
async function makeDurableFolder(folder: string): Promise<void> {
  for (const made of makeFolder(folder)) await syncFolder(dirname(made));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle of a folder to flush; NTFS writes names through its log.
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
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

/** Names Windows takes for devices, with any ending ("Naming Files, Paths, and Namespaces"). */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file name for any name: no folders, no hidden or device names, nothing two file systems read differently. */
function fileName(name: string): string {
  const plain = [...new TextEncoder().encode(name)].map(encodeByte).join('');
  const first = plain[0];
  if (first === undefined) throw new RangeError('a name in the vault has at least one character');
  const awkward = first === '.' || deviceName.test(plain);
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
