// A virtual board on the disk: its flash as a plain image, the rest as JSON lines, so that a board keeps what it holds
// between calls and people can look at it. Every change is in the file when the call returns: a killed process leaves the
// board as it was. One process at a time, like a board on a cable.

import { openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FlasherError } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import { type Message, message } from '@odflash/core/messages';
import { type BoardStore, isSavedState, type SavedState } from '@odflash/virtual';
import { makeFolder } from '../make-folder.ts';
import { takeProcessLock } from '../process-lock.ts';
import { lastState, openStateLog } from './state-log.ts';

/**
 * The board kept in `folder`, which is made if need be. Held by this process until it ends. Throws `device-busy` if another
 * process has the board, `file-unreadable` or `file-unwritable` where the disk will not, `bad-file` if what lies there is
 * no board.
 */
export function openVirtualStore(folder: string): BoardStore {
  const flashPath = join(folder, 'flash.bin');
  const statePath = join(folder, 'state.jsonl');
  attempt('file-unwritable', folder, () => makeFolder(resolve(folder)));
  const lock = attempt('file-unwritable', folder, () => takeProcessLock(join(folder, 'in-use')));
  if (!lock.taken) throw inUse(folder, lock.owner);
  let flash: number | undefined;
  const states = openStateLog(statePath);
  let savedText: string | undefined;
  let isLost = false;
  /** Says once that the board cannot be kept: it may be in the middle of something that continues by itself. */
  const save = (path: string, work: () => void): void => {
    if (isLost) return;
    isLost = true;
    attempt('file-unwritable', path, work);
    isLost = false;
  };
  return {
    load() {
      const image = attempt('file-unreadable', flashPath, () => readIfThere(flashPath));
      const text = attempt('file-unreadable', statePath, () => readIfThere(statePath));
      // The flash is written first, so a process that was killed while making a board may leave it alone there.
      if (!image || !text) return undefined;
      if (image.length !== mainFlash.length)
        throw damaged(flashPath, message('virtual-board.size', { bytes: image.length }));
      return { flash: new Uint8Array(image), state: readState(text.toString('utf8'), statePath) };
    },
    saveFlash(offset, bytes) {
      save(flashPath, () => {
        flash ??= openForUpdate(flashPath);
        for (let done = 0; done < bytes.length; )
          done += writeSync(flash, bytes, done, bytes.length - done, offset + done);
      });
    },
    saveState(state) {
      const text = JSON.stringify(state);
      if (text === savedText) return;
      save(statePath, () => states.append(text));
      savedText = text;
    },
  };
}

/** A board and its states are far smaller; a pipe would be waited for. */
const maxFile = 16 * 1024 * 1024;

function readIfThere(path: string): Buffer | undefined {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw damaged(path, message('virtual-board.no-file'));
    if (status.size > maxFile) throw damaged(path, message('virtual-board.size', { bytes: status.size }));
    return readFileSync(path);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

/** `r+` where the file exists, so that bytes that are not written stay; `w+` where it does not. */
function openForUpdate(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return openSync(path, 'w+');
    throw cause;
  }
}

function readState(log: string, path: string): SavedState {
  const state = lastState(log);
  if (state === undefined) throw damaged(path, message('virtual-board.not-json'));
  if (!isSavedState(state)) throw damaged(path, message('virtual-board.other-version'));
  return state;
}

function damaged(path: string, why: Message): FlasherError {
  return new FlasherError('bad-file', message('virtual-board.invalid', { path, why }), {
    details: { path },
    next: message('next.other-or-new-state-folder'),
  });
}

function inUse(folder: string, owner: number): FlasherError {
  return new FlasherError('device-busy', message('virtual-board.in-use', { folder }), {
    details: { path: folder, process: owner },
    next: message('next.wait-or-other-state-folder'),
  });
}

function attempt<T>(code: 'file-unreadable' | 'file-unwritable', path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof FlasherError) throw cause;
    const system = systemCode(cause) ?? String(cause);
    throw new FlasherError(code, message('virtual-board.not-saved', { path, system }), {
      details: { path, system },
      next: message('next.other-state-folder'),
      cause,
    });
  }
}

function systemCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
