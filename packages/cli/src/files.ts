// Files named on the command line: read with a size limit, written whole or not at all. Knows Node's file system and
// nothing of firmware.

import { constants } from 'node:fs';
import { access, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FlasherError } from '@odflash/core';
import { maxImageFileBytes } from '@odflash/core/image';
import type { Said } from '@odflash/core/messages';
import { commandMessage, type InputKind } from '@odflash/messages';
import { partName, replaceFile } from '@odflash/node';
import type { Output } from './output.ts';
import { worded } from './render/say.ts';
import { refuseReservedName } from './reserved-name.ts';

/** The bytes of a plain file of at most {@link maxImageFileBytes}. Throws `file-unreadable` or `bad-file`. */
export async function readInput(path: string, kind: InputKind = 'firmware file'): Promise<Uint8Array> {
  if (path === standardOutput)
    throw unreadable(path, commandMessage('file.standard-input'), commandMessage('next.save-output-first'));
  if (/^https?:\/\//i.test(path))
    throw unreadable(path, commandMessage('file.web-address', { path }), commandMessage('next.download-first'));
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

function mustBeReadable(path: string, status: Status, kind: InputKind): void {
  if (status.isDirectory()) throw unreadable(path, commandMessage('file.folder', { path }));
  if (status.isFIFO() || status.isSocket())
    throw unreadable(path, commandMessage('file.pipe', { path }), commandMessage('next.save-output-first'));
  if (!status.isFile()) throw unreadable(path, commandMessage('file.device', { path }));
  const { size } = status;
  if (size > maxImageFileBytes)
    throw new FlasherError('bad-file', commandMessage('file.too-large', { path, bytes: size, kind }), {
      details: { path, size, limit: maxImageFileBytes },
      next: commandMessage('next.pass-kind', { kind }),
    });
}

function unreadable(path: string, text: Said, next?: Said): FlasherError {
  return new FlasherError('file-unreadable', text, { details: { path }, next });
}

/** A place for a result. Checked before the work, so that a long read does not end in "no such folder". */
export interface OutputFile {
  readonly path: string;
  /** Writes beside the final name and renames: half a file is never seen under that name. Throws `file-unwritable`. */
  write(bytes: Uint8Array): Promise<void>;
}

/** The name of a file that stands for standard output. A file of that name is `./-`. */
export const standardOutput = '-';

interface ClaimOptions {
  readonly force?: boolean | undefined;
  readonly output: Pick<Output, 'outlet'>;
  /** False for bytes that no terminal can show. */
  readonly isText?: boolean | undefined;
}

/**
 * Throws `file-unwritable` if `path` exists (unless `force`), is not a regular file, or its folder cannot be written; `usage` where
 * standard output is meant and cannot be used.
 */
export async function claimOutput(path: string, options: ClaimOptions): Promise<OutputFile> {
  if (path === standardOutput) {
    const write = options.output.outlet({ isText: options.isText ?? true });
    return { path: worded('file.standard-output'), write: async (bytes) => write(bytes) };
  }
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
      commandMessage(status.isDirectory() ? 'file.folder' : 'file.not-regular', { path }),
      { details: { path }, next: commandMessage('next.pass-file') },
    );
  if (status && !force) throw alreadyExists(path);
}

/** The failure of a place for a result that is taken. */
export function alreadyExists(path: string, cause?: unknown): FlasherError {
  return new FlasherError('file-unwritable', commandMessage('file.exists', { path }), {
    details: { path },
    next: commandMessage('next.choose-other-name-or-force'),
    cause,
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

/** What the system threw, as a failure of that file; anything else as it is. */
export function fileError(
  cause: unknown,
  path: string,
  code: 'file-unreadable' | 'file-unwritable',
  next?: Said,
): unknown {
  const system = systemCode(cause);
  if (system === undefined) return cause;
  const folder = code === 'file-unwritable' && system === 'ENOENT';
  return new FlasherError(code, commandMessage('file.system', { path, system, folder }), {
    details: { path, system },
    cause,
    next,
  });
}

function systemCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || cause.name === 'FlasherError') return undefined;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
