// --trace: everything that happens on the bus, written line by line as it happens, so that whatever ends the program leaves
// what came before. Bounded: a trace that is full ends, the flash goes on.

import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import {
  FlasherError,
  looksLikeTrace,
  type TraceHeader,
  type TraceSink,
  traceEncoder,
  traceLimits,
} from '@odflash/core';

/** Where a line saying that the trace is full must still fit. */
const reservedBytes = 64;

/**
 * Begins a trace, in place of an earlier trace if `path` is one. `now` is the clock of the entries, in ms. The end of the
 * process ends it. Throws `file-unwritable`: a file that is no trace is left alone.
 */
export function openTraceFile(path: string, header: TraceHeader, now: () => number): TraceSink {
  const encoder = traceEncoder();
  const start = now();
  let file: number | undefined = open(path);
  let left = traceLimits.fileBytes - reservedBytes;
  const close = (lastWords?: string) => {
    if (file === undefined) return;
    try {
      if (lastWords !== undefined) writeSync(file, lastWords);
      closeSync(file);
    } finally {
      file = undefined;
    }
  };
  const write = (line: string) => {
    if (file === undefined) return;
    left -= Buffer.byteLength(line);
    // A disk that fills ends the trace, not the flash.
    if (left < 0 || !tryTo(() => writeSync(file ?? -1, line))) tryTo(() => close(encoder.end('full')));
  };
  write(encoder.header(header));
  process.once('exit', () => void tryTo(() => close(encoder.end('exit'))));
  return (entry) => write(encoder.entry(entry, start));
}

function tryTo(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function open(path: string): number {
  try {
    const file = openSync(path, 'a+');
    if (mayReplace(file)) {
      ftruncateSync(file);
      return file;
    }
    closeSync(file);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? cause.code : cause;
    throw unwritable(path, `the trace file ${path} cannot be opened (${reason})`, cause);
  }
  throw unwritable(path, `${path} exists already and is no trace`);
}

/** An empty file, or an earlier trace. Never a firmware file that somebody named by mistake. */
function mayReplace(file: number): boolean {
  const status = fstatSync(file);
  if (!status.isFile()) return false;
  const head = new Uint8Array(64);
  const length = readSync(file, head, 0, head.length, 0);
  return length === 0 || looksLikeTrace(head.subarray(0, length));
}

function unwritable(path: string, text: string, cause?: unknown): FlasherError {
  return new FlasherError('file-unwritable', text, {
    details: { path },
    next: 'Name another file with --trace, or leave it out.',
    ...(cause !== undefined && { cause }),
  });
}
