// --trace: everything that happens on the bus, written line by line as it happens, so that whatever ends the program leaves
// what came before. Bounded: a trace that is full ends, which is said, and the flash continues.

import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { FlasherError } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { looksLikeTrace, type TraceEnd, type TraceHeader, traceEncoder, traceLimits } from '@odflash/core/trace';
import type { TraceSink } from '@odflash/core/usb';
import { commandMessage } from '@odflash/messages';
import { recordFile } from '../../record-file.ts';
import { refuseReservedName } from '../../reserved-name.ts';

/** Where a line saying that the trace is full must still fit. */
const reservedBytes = 64;

export interface TraceParts {
  readonly header: TraceHeader;
  /** The clock of the entries, in ms. */
  readonly now: () => number;
  /** Called with the reason when the trace ends before the program does. */
  readonly lost: (why: Said) => void;
}

/**
 * Begins a trace, in place of an earlier trace if `path` is one. The end of the process ends it. Throws `file-unwritable`: a
 * file that is not a trace is left alone.
 */
export function openTraceFile(path: string, { header, now, lost }: TraceParts): TraceSink {
  const encoder = traceEncoder();
  const start = now();
  const file = recordFile(open(path), lost);
  let left = traceLimits.fileBytes - reservedBytes;
  const end = (why: TraceEnd): void => {
    file.write(encoder.end(why));
    file.close();
  };
  const write = (line: string): void => {
    if (left < 0) return;
    left -= Buffer.byteLength(line);
    if (left >= 0) file.write(line);
    else end('full');
    if (left < 0) lost(commandMessage('progress.record-full', { mebibytes: traceLimits.fileBytes / 1024 / 1024 }));
  };
  write(encoder.header(header));
  process.once('exit', () => end('exit'));
  return (entry) => write(encoder.entry(entry, start));
}

function open(path: string): number {
  refuseReservedName(path, 'file-unwritable');
  try {
    const file = openSync(path, 'a+');
    if (mayReplace(file)) {
      ftruncateSync(file);
      return file;
    }
    closeSync(file);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? cause.code : cause;
    throw unwritable(path, commandMessage('file.trace-unopenable', { path, reason: String(reason) }), cause);
  }
  throw unwritable(path, commandMessage('file.not-a-trace', { path }));
}

/** An empty file, or an earlier trace. Never a firmware file that a person named by mistake. */
function mayReplace(file: number): boolean {
  const status = fstatSync(file);
  if (!status.isFile()) return false;
  const head = new Uint8Array(64);
  const length = readSync(file, head, 0, head.length, 0);
  return length === 0 || looksLikeTrace(head.subarray(0, length));
}

function unwritable(path: string, text: Said, cause?: unknown): FlasherError {
  return new FlasherError('file-unwritable', text, {
    details: { path },
    next: commandMessage('next.other-trace-file'),
    cause,
  });
}
