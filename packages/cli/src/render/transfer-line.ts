// One USB transfer as a line for --verbose and the log file: what was asked, what came of it, how long it took.

import { hexBytes, type TraceEntry } from '@odflash/core';

/** Data beyond this is counted, not shown. */
const shownBytes = 16;

/** bRequest of DFU 1.1 §3, table 3.2; the direction bit of bmRequestType is shown by the operation. */
const dfuNames: Readonly<Record<number, string>> = {
  0: 'DETACH',
  1: 'DNLOAD',
  2: 'UPLOAD',
  3: 'GETSTATUS',
  4: 'CLRSTATUS',
  5: 'GETSTATE',
  6: 'ABORT',
};

/** Class request to an interface, in either direction (USB 2.0 §9.3). */
const toInterface = 0x21;

/** `DNLOAD 2  2048 bytes 00 00 02 20 …  ok 2048/2048  3.5 ms`. */
export function transferLine(entry: TraceEntry): string {
  const { outcome, bytes, length, duration, data } = entry;
  const shown =
    data.length > 0 ? ` [${hexBytes(data.subarray(0, shownBytes))}${data.length > shownBytes ? ' …' : ''}]` : '';
  const amount = length > 0 ? ` ${bytes}/${length}` : '';
  return `${subject(entry)}${shown} ${outcome}${amount} ${duration.toFixed(1)} ms`;
}

function subject({ operation, setup, endpoint, interfaceNumber, alternate }: TraceEntry): string {
  if (setup) {
    const name = (setup.requestType & 0x7f) === toInterface ? dfuNames[setup.request] : undefined;
    if (name) return `${name} ${setup.value}`;
    const fields = [setup.requestType, setup.request, setup.value, setup.index].map((field) => field.toString(16));
    return `${operation} ${fields.join(' ')}`;
  }
  if (endpoint !== undefined) return `${operation} 0x${endpoint.toString(16)}`;
  const facts = [interfaceNumber, alternate].filter((fact) => fact !== undefined);
  return [operation, ...facts].join(' ');
}
