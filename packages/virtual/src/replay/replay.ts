// A trace drives a bus: what was recorded on a person's machine answers again, so that a bug report becomes a test. It
// answers exactly what was recorded, in the time it took, and refuses the first request that is another one.

import { type Clock, LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import type { Trace } from '@odflash/core/trace';
import type { LinkEntry, ListEntry, OpenEntry } from '@odflash/core/usb';
import { type Course, type ReplayStep, startCourse } from './replay-course.ts';
import { nativeNumbers } from './replay-native.ts';

export { ReplayDifference } from './replay-course.ts';

/** The clock a trace is replayed on. */
export interface ReplayOptions {
  /** Passes by what each answer took. */
  readonly clock: Clock;
}

/** A trace as a bus. */
export interface Replayed {
  /** Throws {@link ReplayDifference} if a request was another one than recorded, or if some were not made. */
  finished(): void;
}

const nothing = new Uint8Array(0);

/**
 * The bus of a trace. Devices that were opened are opened in the same order, requests are made in the same order, data
 * included; time limits do not count. Looking at the bus changes nothing on it, so there may be more looks or fewer: each
 * shows what the next one of the record showed, or the last one again. Sequence numbers of the native protocol are the
 * program's own choice, and translated.
 */
export function replayBus(trace: Trace, { clock }: ReplayOptions): UsbBus & Replayed {
  const steps = trace.entries.map((entry, index): ReplayStep => ({ entry, line: index + 2 }));
  const course = startCourse(steps, clock);
  let devices: readonly UsbDeviceInfo[] = [];
  return {
    list: async () => {
      const look = course.look();
      if (look) {
        await course.pass(look);
        devices = answered(look).devices;
      }
      return devices;
    },
    open: async (device) => {
      const asked: OpenEntry = { operation: 'open', link: 0, at: 0, duration: 0, outcome: 'ok', device };
      const entry = await course.take(asked, isSameDevice);
      return linkOf(course, entry.link, answered(entry).device);
    },
    watch: (listener) => course.watch(listener),
    finished: () => course.finished(),
  };
}

/** One link of a trace, already open; `link` as the trace numbers it, 1 by default. */
export function replayLink(
  trace: Trace,
  options: ReplayOptions & { readonly link?: number | undefined },
): UsbLink & Replayed {
  const { clock, link: number = 1 } = options;
  const own = trace.entries.flatMap((entry, index): ReplayStep[] =>
    'link' in entry && entry.link === number ? [{ entry, line: index + 2 }] : [],
  );
  const opened = own.map(({ entry }) => entry).find((entry): entry is OpenEntry => entry.operation === 'open');
  if (!opened) throw new RangeError(`the trace has no link ${number}`);
  const course = startCourse(
    own.filter(({ entry }) => entry !== opened),
    clock,
  );
  return { ...linkOf(course, number, opened.device), finished: () => course.finished() };
}

function isSameDevice(recorded: OpenEntry, { device }: OpenEntry): boolean {
  const { vendorId, productId, path } = recorded.device;
  return vendorId === device.vendorId && productId === device.productId && path === device.path;
}

type Request = Pick<LinkEntry, 'operation'> & Partial<LinkEntry>;

function linkOf(course: Course, link: number, info: UsbDeviceInfo): UsbLink {
  const native = nativeNumbers();
  const isSame = (recorded: LinkEntry, found: LinkEntry) =>
    recorded.link === found.link &&
    sameFacts(recorded, found) &&
    (sameBytes(recorded.data, found.data) || !isOut(found) || native.isSameRequest(recorded, found));
  const make = async (request: Request): Promise<LinkEntry> => {
    const { data = nothing } = request;
    const found = { link, at: 0, duration: 0, outcome: 'ok', length: data.length, bytes: 0, data, ...request } as const;
    return answered(await course.take<LinkEntry>(found, isSame));
  };
  return {
    info,
    controlIn: async (setup, length) => received(await make({ operation: 'control-in', setup, length })),
    controlOut: async (setup, data) => sent(await make({ operation: 'control-out', setup, data })),
    bulkIn: async (endpoint, length) => received(native.reply(await make({ operation: 'bulk-in', endpoint, length }))),
    bulkOut: async (endpoint, data) => sent(await make({ operation: 'bulk-out', endpoint, data })),
    claim: async (interfaceNumber) => void (await make({ operation: 'claim', interfaceNumber })),
    selectAlternate: async (interfaceNumber, alternate) =>
      void (await make({ operation: 'select-alternate', interfaceNumber, alternate })),
    reset: async () => void (await make({ operation: 'reset' })),
    // A difference here is reported by finished(): an error while closing would hide the one that led to it.
    [Symbol.asyncDispose]: async () => void (await make({ operation: 'close' }).catch(() => undefined)),
  };
}

function isOut({ operation }: LinkEntry): boolean {
  return operation.endsWith('-out');
}

/** Everything a request says beside its data. */
function sameFacts(recorded: LinkEntry, found: LinkEntry): boolean {
  const { setup: a, ...left } = recorded;
  const { setup: b, ...right } = found;
  return (
    a?.requestType === b?.requestType &&
    a?.request === b?.request &&
    a?.value === b?.value &&
    a?.index === b?.index &&
    left.endpoint === right.endpoint &&
    left.interfaceNumber === right.interfaceNumber &&
    left.alternate === right.alternate &&
    left.length === right.length
  );
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The entry, unless it records a failure: then that is thrown again. */
function answered<T extends LinkEntry | OpenEntry | ListEntry>(entry: T): T {
  const { outcome, text = '' } = entry;
  if (outcome === 'failed') throw new Error(text);
  if (outcome === 'ok' || outcome === 'stall' || outcome === 'babble') return entry;
  throw new LinkError(outcome, text);
}

type Status = 'ok' | 'stall' | 'babble';

function received({ outcome, data }: LinkEntry) {
  return { status: outcome as Status, data: data.slice() };
}

function sent({ outcome, bytes }: LinkEntry) {
  return { status: outcome as Status, bytes };
}
