// One process at a time: a file that exists while its owner runs, with the owner's number in it, and on Linux when it began.
// A process that was killed leaves its file behind, which then no longer counts, also where its number is another process's by
// now, as soon happens in a container. Knows nothing of what is locked.

import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';

/** How often this process holds each lock. */
const held = new Map<string, { times: number }>();

let isWatchingExit = false;

/** Whatever ends this process removes its locks; one listener for all of them, for there may be dozens. */
function removeAtExit(): void {
  if (isWatchingExit) return;
  isWatchingExit = true;
  process.once('exit', () => {
    for (const path of held.keys()) rmSync(path, { force: true });
  });
}

/** An owner that has just made the file may need this long to write its number, in ms. */
const writingMs = 2000;

/**
 * Takes the lock until this process ends or gives it back as often as it took it. Returns the number of the process that
 * holds it otherwise, 0 if that is not known. Throws what the file system throws.
 */
export function takeProcessLock(path: string): { readonly taken: true } | { readonly taken: false; owner: number } {
  const own = held.get(path);
  if (own) {
    own.times += 1;
    return { taken: true };
  }
  for (let attempts = 0; ; attempts++) {
    if (create(path)) {
      held.set(path, { times: 1 });
      removeAtExit();
      return { taken: true };
    }
    const owner = ownerOf(path);
    if (owner === undefined) continue;
    if (attempts > 5 || owner === 'being written' || isRunning(owner)) {
      return { taken: false, owner: owner === 'being written' ? 0 : owner.id };
    }
    removeStale(path, owner);
  }
}

/** Whether another process holds that lock. Throws what the file system throws. */
export function isProcessLockTaken(path: string): boolean {
  if (held.has(path)) return false;
  const owner = ownerOf(path);
  return owner === 'being written' || (owner !== undefined && isRunning(owner));
}

/** Throws what the file system throws. */
export function giveBackProcessLock(path: string): void {
  const own = held.get(path);
  if (!own) return;
  own.times -= 1;
  if (own.times > 0) return;
  held.delete(path);
  rmSync(path, { force: true });
}

function create(path: string): boolean {
  try {
    writeOwner(path, openSync(path, 'wx'));
    return true;
  } catch (cause) {
    if (isSystemError(cause, 'EEXIST')) return false;
    throw cause;
  }
}

/** A full disk makes the file and does not take the number: a file without one would pass for another process's. */
function writeOwner(path: string, file: number): void {
  try {
    writeSync(file, [process.pid, beginningOf(process.pid) ?? []].flat().join(' '));
  } catch (cause) {
    rmSync(path, { force: true });
    throw cause;
  } finally {
    closeSync(file);
  }
}

interface Owner {
  /** 0: it died while making the file. */
  readonly id: number;
  /** See {@link beginningOf}. */
  readonly began?: string | undefined;
}

/** `undefined`: the file has gone meanwhile. */
function ownerOf(path: string): Owner | 'being written' | undefined {
  try {
    const [number = '', began] = readFileSync(path, 'utf8').trim().split(' ');
    const id = Number.parseInt(number, 10);
    if (id > 0) return { id, began };
    // The wall clock may have been put back since: a file from the future is not new.
    return Math.abs(Date.now() - statSync(path).mtimeMs) < writingMs ? 'being written' : { id: 0 };
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

/** Two processes may find the same stale file: only a file that still names the dead owner is removed. */
function removeStale(path: string, owner: Owner): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (isSame(ownerOf(aside), owner)) rmSync(aside, { force: true });
    else renameSync(aside, path);
  } catch (cause) {
    if (!isSystemError(cause, 'ENOENT')) throw cause;
  }
}

function isSame(found: ReturnType<typeof ownerOf>, owner: Owner): boolean {
  return typeof found === 'object' && found.id === owner.id && found.began === owner.began;
}

function isRunning({ id, began }: Owner): boolean {
  if (id <= 0 || id === process.pid) return false;
  try {
    process.kill(id, 0);
  } catch (cause) {
    // EPERM: it runs, for another user.
    if (!isSystemError(cause, 'EPERM')) return false;
  }
  const [state] = statusOf(id);
  const now = beginningOf(id);
  const isAnother = began !== undefined && now !== undefined && began !== now;
  // Dead, but its parent has not been notified yet; in a container without an init it never is.
  return state !== 'Z' && !isAnother;
}

/** When the process with that number began, in ticks since the system did; `undefined` where the system does not say. */
function beginningOf(processId: number): string | undefined {
  return statusOf(processId)[19];
}

/** Linux: proc(5), fields 3 and on; none elsewhere. */
function statusOf(processId: number): readonly string[] {
  try {
    const status = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function isSystemError(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
