// Files named on the command line: read with a size limit, written whole or not at all. Knows Node's file system and
// nothing of firmware.

import { constants } from 'node:fs';
import { access, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FlasherError } from '@odflash/core';
import { maxImageFileBytes } from '@odflash/core/image';
import { partName, replaceFile } from '@odflash/node';
import { refuseReservedName } from './reserved-name.ts';

/** The bytes of a plain file of at most {@link maxImageFileBytes}. Throws `file-unreadable` or `bad-file`. */
export async function readInput(
  path: string,
  kind: 'firmware file' | 'trace' | 'log' = 'firmware file',
): Promise<Uint8Array> {
  try {
    refuseReservedName(path, 'file-unreadable');
    // Opening a pipe would wait for a writer: look before opening, and again at what was really opened.
    mustBeReadable(path, await stat(path), kind);
    await using file = await open(path, 'r');
    const status = await file.stat();
    mustBeReadable(path, status, kind);
    const bytes = new Uint8Array(status.size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } catch (cause) {
    throw fileError(cause, path, 'file-unreadable');
  }
}

interface Status {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
}

function mustBeReadable(path: string, status: Status, kind: string): void {
  if (status.isDirectory()) throw unreadable(path, 'is a folder');
  if (status.isFIFO() || status.isSocket()) throw unreadable(path, 'is a pipe', 'Save its output to a file first.');
  if (!status.isFile()) throw unreadable(path, 'is a device, not a file');
  if (status.size > maxImageFileBytes)
    throw new FlasherError(
      'bad-file',
      `${path} is ${Math.round(status.size / 1024 / 1024)} MiB, too large for a ${kind}.`,
      {
        details: { path, size: status.size, limit: maxImageFileBytes },
        next: `Pass a ${kind}.`,
      },
    );
}

function unreadable(path: string, what: string, next?: string): FlasherError {
  return new FlasherError('file-unreadable', `${path} ${what}.`, { details: { path }, next });
}

/** A place for a result. Checked before the work, so that a long read does not end in "no such folder". */
export interface OutputFile {
  readonly path: string;
  /** Writes beside the final name and renames: nobody ever sees half a file. Throws `file-unwritable`. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Throws `file-unwritable` if `path` exists (unless `force`), is no plain file, or its folder cannot be written. */
export async function claimOutput(
  path: string,
  options: { readonly force?: boolean | undefined },
): Promise<OutputFile> {
  try {
    refuseReservedName(path, 'file-unwritable');
    await mustBeFree(path, options.force === true);
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw fileError(cause, path, 'file-unwritable');
  }
  return { path, write: (bytes) => replace(path, bytes) };
}

async function mustBeFree(path: string, force: boolean): Promise<void> {
  const status = await stat(path).catch((cause) => {
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw cause;
  });
  if (status && !status.isFile())
    throw new FlasherError(
      'file-unwritable',
      `${path} is ${status.isDirectory() ? 'a folder' : 'not a regular file'}.`,
      {
        details: { path },
        next: 'Pass a file.',
      },
    );
  if (status && !force)
    throw new FlasherError('file-unwritable', `${path} already exists.`, {
      details: { path },
      next: 'Choose another name, or overwrite it with --force.',
    });
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const half = join(dirname(path), partName());
  try {
    {
      await using file = await open(half, 'wx');
      await file.writeFile(bytes);
      await file.sync();
    }
    await replaceFile(half, path);
  } catch (cause) {
    await rm(half, { force: true });
    throw fileError(cause, path, 'file-unwritable');
  }
}

const systemWords: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not reachable: a path component is not a folder',
  EACCES: 'cannot be opened: permission denied',
  EPERM: 'cannot be opened: permission denied',
  EISDIR: 'is a folder',
  ENOSPC: 'cannot be written: the disk is full',
  EDQUOT: 'cannot be written: the disk quota is used up',
  EFBIG: 'has reached the maximum file size',
  EROFS: 'is on a read-only file system',
  ENAMETOOLONG: 'has a file name that is too long',
  ELOOP: 'cannot be opened: too many levels of symbolic links',
  EMFILE: 'cannot be opened: too many open files',
};

/** What the system threw, as a failure of that file; anything else as it is. */
export function fileError(
  cause: unknown,
  path: string,
  code: 'file-unreadable' | 'file-unwritable',
  next?: string,
): unknown {
  const system = systemCode(cause);
  if (system === undefined) return cause;
  const missingFolder = code === 'file-unwritable' && system === 'ENOENT';
  const subject = missingFolder ? `The folder of ${path}` : path;
  return new FlasherError(code, `${subject} ${systemWords[system] ?? `cannot be used (${system})`}`, {
    details: { path, system },
    cause,
    next,
  });
}

function systemCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || cause.name === 'FlasherError') return undefined;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
