// Files of this origin, kept by the browser on the disk (origin private file system). A file counts as written when it was closed
// and read back equal. A lock of the browser keeps a second tab from what the name stands for, and ends with the tab.

import type { Vault } from '@odflash/core';

/** Below this folder of the origin. */
const folderName = 'odflash';

export interface OpfsOptions {
  readonly storage: Pick<StorageManager, 'getDirectory'>;
  readonly locks?: Pick<LockManager, 'request' | 'query'> | undefined;
}

/** Throws what the browser throws; names are those of the engine's records, without folders. */
export function opfsVault({ storage, locks }: OpfsOptions): Vault {
  const folder = async () => (await storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
  const read = async (name: string) => {
    const handle = await (await folder()).getFileHandle(name).catch(absent);
    return handle && new Uint8Array(await (await handle.getFile()).arrayBuffer());
  };
  return {
    put: async (name, bytes) => {
      const handle = await (await folder()).getFileHandle(name, { create: true });
      // The stream writes beside the file and replaces it when it is closed (File System Standard, "writable file stream").
      const stream = await handle.createWritable();
      try {
        await stream.write(bytes.slice());
      } catch (error) {
        await stream.abort().catch(() => undefined);
        throw error;
      }
      await stream.close();
      if (!isEqual(await read(name), bytes)) throw new Error(`${name} does not read back as it was written`);
    },
    get: read,
    list: async (prefix) => {
      const names: string[] = [];
      for await (const name of (await folder()).keys()) if (name.startsWith(prefix)) names.push(name);
      return names.sort();
    },
    remove: async (name) => {
      await (await folder()).removeEntry(name).catch(absent);
    },
    ...(locks && tabLocks(locks)),
    locate: (name) => name,
  };
}

function isEqual(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one?.length === other.length && one.every((byte, at) => byte === other[at]);
}

function absent(error: unknown): undefined {
  if (error instanceof Error && error.name === 'NotFoundError') return undefined;
  throw error;
}

/** What this tab holds it may take again; another tab gets `undefined`. */
function tabLocks(locks: Pick<LockManager, 'request' | 'query'>): Pick<Vault, 'lock' | 'isLocked'> {
  const held = new Map<string, { count: number; release: () => void }>();
  const handleOf = (name: string): AsyncDisposable => ({
    [Symbol.asyncDispose]: async () => {
      const mine = held.get(name);
      if (!mine || --mine.count > 0) return;
      held.delete(name);
      mine.release();
    },
  });
  return {
    lock: async (name) => {
      const before = held.get(name);
      if (before) before.count++;
      else {
        const release = await taken(locks, lockName(name));
        if (!release) return undefined;
        held.set(name, { count: 1, release });
      }
      return handleOf(name);
    },
    isLocked: async (name) => {
      if (held.has(name)) return false;
      const all = await locks.query();
      return all.held?.some((lock) => lock.name === lockName(name)) === true;
    },
  };
}

function lockName(name: string): string {
  return `odflash:${name}`;
}

/** Resolves with what gives the lock back, or `undefined` if another tab has it. */
function taken(locks: Pick<LockManager, 'request'>, name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
