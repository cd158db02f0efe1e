// A trace as a file: one JSON object per line, a header first, then one line for each thing that happened, in the order in
// which it ended. Written line by line, so whatever ends the program leaves a file that can be read. Knows no protocol.

import { isObject } from '../checks.ts';
import { badFile } from '../image/bad-file.ts';
import { type Message, message } from '../messages/message.ts';
import { printable } from '../printable.ts';
import type { ListEntry, TraceEntry } from '../usb/trace.ts';
import { entryFields, readEntry, TraceFieldError } from './trace-fields.ts';

/** Who made a trace, and where. */
export interface TraceHeader {
  /** Version of odflash. */
  readonly odflash: string;
  /** Operating system and runtime, e.g. `linux 6.1.0 x64, node 20.20.0`. */
  readonly platform: string;
  /** What carried the transfers: `libusb`, `usbip`, `webusb`, or a virtual bus and its host model, `virtual linux`. */
  readonly host: string;
  /** When it was begun, ISO 8601. */
  readonly begun: string;
}

/** Why a trace has no more lines: the program ended, or the file had reached its limit. */
export type TraceEnd = 'exit' | 'full';

/** A trace that was read. */
export interface Trace {
  readonly header: TraceHeader;
  /** Entry n stands in line n + 2. Times count from the beginning of the trace. */
  readonly entries: readonly TraceEntry[];
  /** Absent if the program was stopped before it could say so. */
  readonly end?: TraceEnd | undefined;
  /** True if the last line is only the beginning of one; it is left out. */
  readonly cutOff: boolean;
}

/** A flash of the whole chip with its undo backup takes some 8 MiB; the longest line is one transfer. */
export const traceLimits: { readonly fileBytes: number; readonly lineBytes: number } = {
  fileBytes: 32 * 1024 * 1024,
  lineBytes: 256 * 1024,
};

const version = 1;
/** The key that makes a line the header of a trace, with the version of the format. */
const magic = 'odflash-trace';

/** True if a file begins as a trace does; `head` is its first bytes. */
export function looksLikeTrace(head: Uint8Array): boolean {
  return new TextDecoder().decode(head.subarray(0, magic.length + 3)) === `{"${magic}"`;
}

/** Turns entries into lines, newline included. */
export interface TraceEncoder {
  /** The first line. */
  header(header: TraceHeader): string;
  /** `start`: what the clock showed when the trace was begun, in ms. */
  entry(entry: TraceEntry, start: number): string;
  /** The last line. */
  end(why: TraceEnd): string;
}

/** Writes a trace, one JSON object per line. */
export function traceEncoder(): TraceEncoder {
  // What a device calls itself comes from outside; JSON leaves direction marks and line separators as they are.
  const line = (fields: object) => `${printable(JSON.stringify(fields))}\n`;
  let before = '';
  /** A bus that is looked at four times a second for minutes is the same most of the time. */
  const devicesOf = ({ devices }: ListEntry) => {
    const now = JSON.stringify(devices);
    const same = now === before;
    before = now;
    return same ? { same: true } : { devices };
  };
  return {
    header: (header) => line({ [magic]: version, ...header }),
    entry: (entry, start) =>
      line({ ...entryFields(entry, start), ...(entry.operation === 'list' && devicesOf(entry)) }),
    end: (why) => line({ op: 'end', why }),
  };
}

/** Reads a trace. A last line that was cut off is left out. Throws FlasherError `bad-file`, with the line. */
export function parseTrace(file: Uint8Array): Trace {
  if (file.length > traceLimits.fileBytes)
    throw badFile(undefined, message('trace.too-long', { bytes: file.length, limit: traceLimits.fileBytes }), {
      reason: 'too-big',
      expected: traceLimits.fileBytes,
      found: file.length,
    });
  const text = file.subarray(0, withoutPadding(file));
  let header: TraceHeader | undefined;
  let end: TraceEnd | undefined;
  let devices: ListEntry['devices'] = [];
  const entries: TraceEntry[] = [];
  const cutOff = eachLine(text, (value, line) => {
    header ??= readHeader(value, line);
    if (line === 1) return;
    if (end !== undefined) throw wrong(message('trace.after-end'), line);
    if (value.op === 'end') end = readEnd(value.why, line);
    else {
      const entry = located(line, () => readEntry(value, devices));
      if (entry.operation === 'list') devices = entry.devices;
      entries.push(entry);
    }
  });
  if (header === undefined) throw wrong(message('trace.no-first-line'), 1, 'truncated');
  return { header, entries, end, cutOff };
}

/** A power cut can leave zeros where the last lines should be. */
function withoutPadding(file: Uint8Array): number {
  let length = file.length;
  while (length > 0 && file[length - 1] === 0) length -= 1;
  return length;
}

type Fields = Readonly<Record<string, unknown>>;

/** Visits every line as an object; true if the last one is incomplete. */
function eachLine(text: Uint8Array, visit: (value: Fields, line: number) => void): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, at = 0; at < text.length; line += 1) {
    const stop = text.indexOf(0x0a, at);
    const end = stop < 0 ? text.length : stop;
    if (end - at > traceLimits.lineBytes) {
      const text = message('trace.line-too-long', { bytes: end - at, limit: traceLimits.lineBytes });
      throw badFile(undefined, text, { reason: 'length', line });
    }
    const value = parsed(() => decoder.decode(text.subarray(at, end)));
    if (value === undefined) {
      if (stop < 0 && line > 1) return true;
      throw wrong(message('trace.no-object', { first: line === 1 }), line);
    }
    visit(value, line);
    at = end + 1;
  }
  return false;
}

function parsed(text: () => string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readHeader(value: Fields, line: number): TraceHeader {
  const found = value[magic];
  if (found === undefined) throw wrong(message('trace.not-a-trace'), line, 'not-firmware');
  if (found !== version)
    throw wrong(message('trace.other-version', { found: String(found).slice(0, 20), supported: version }), line);
  const text = (name: string) => {
    const field = value[name];
    return typeof field === 'string' ? field.slice(0, 200) : '';
  };
  return { odflash: text('odflash'), platform: text('platform'), host: text('host'), begun: text('begun') };
}

function readEnd(why: unknown, line: number): TraceEnd {
  if (why === 'exit' || why === 'full') return why;
  throw wrong(message('trace.end-without-reason'), line);
}

function located<T>(line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TraceFieldError) throw wrong(error.text, line);
    throw error;
  }
}

function wrong(text: Message, line: number, reason: 'syntax' | 'truncated' | 'not-firmware' = 'syntax') {
  return badFile(undefined, text, { reason, line });
}
