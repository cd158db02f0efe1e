// One process at a time: a file that exists while its owner runs, with the owner's number in it. A process that was
// killed leaves its file behind, which then no longer counts. Knows nothing of what is locked.

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
      return { taken: false, owner: owner === 'being written' ? 0 : owner };
    }
    removeStale(path, owner);
  }
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
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (cause) {
    if (isSystemError(cause, 'EEXIST')) return false;
    throw cause;
  }
}

/** `undefined`: the file has gone meanwhile. A file without a number is one whose owner died while making it. */
function ownerOf(path: string): number | 'being written' | undefined {
  try {
    const owner = Number.parseInt(readFileSync(path, 'utf8'), 10);
    if (owner > 0) return owner;
    // The wall clock may have been put back since: a file from the future is not new.
    return Math.abs(Date.now() - statSync(path).mtimeMs) < writingMs ? 'being written' : 0;
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

/** Two processes may find the same stale file: only a file that still names the dead owner is removed. */
function removeStale(path: string, owner: number): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside) === owner) rmSync(aside, { force: true });
    else renameSync(aside, path);
  } catch (cause) {
    if (!isSystemError(cause, 'ENOENT')) throw cause;
  }
}

function isRunning(processId: number): boolean {
  if (processId <= 0 || processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return !isZombie(processId);
  } catch (cause) {
    // EPERM: it runs, for another user.
    return isSystemError(cause, 'EPERM');
  }
}

/** Linux: dead, but its parent has not been told yet; in a container without an init nobody ever is. proc(5), field 3. */
function isZombie(processId: number): boolean {
  try {
    const status = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

function isSystemError(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
