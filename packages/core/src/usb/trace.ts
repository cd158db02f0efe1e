// Everything that happens on a bus and its links as data, for --verbose, --trace and bug reports. Changes nothing about
// either. How a trace is kept in a file is trace/trace-file.ts.

import { messageOf } from '../errors.ts';
import type {
  BusEvent,
  Clock,
  ControlSetup,
  LinkFailure,
  TransferStatus,
  UsbBus,
  UsbDeviceInfo,
  UsbLink,
} from '../ports.ts';
import { LinkError } from '../ports.ts';

/** When something began, how long it took, how it ended. */
interface Ended {
  /** Milliseconds on the clock when it began. */
  readonly at: number;
  /** Milliseconds it took. */
  readonly duration: number;
  /** How the device answered, or how the link failed. */
  readonly outcome: TransferStatus | LinkFailure | 'failed';
  /** What was said of a failure. */
  readonly text?: string | undefined;
}

/** One transfer or platform call on a link, after it ended. */
export interface LinkEntry extends Ended {
  readonly operation:
    | 'control-in'
    | 'control-out'
    | 'bulk-in'
    | 'bulk-out'
    | 'claim'
    | 'select-alternate'
    | 'reset'
    | 'close';
  /** Which link of the trace: 1 for the first that was opened. */
  readonly link: number;
  readonly setup?: ControlSetup | undefined;
  readonly endpoint?: number | undefined;
  /** Interface and alternate setting of `claim` and `select-alternate`. */
  readonly interfaceNumber?: number | undefined;
  readonly alternate?: number | undefined;
  /** The time a transfer was given, in ms. */
  readonly timeoutMs?: number | undefined;
  /** What was asked for (IN) or offered (OUT), in bytes. */
  readonly length: number;
  /** What was sent (OUT) or what came (IN). */
  readonly data: Uint8Array;
  /** Bytes the device accepted (OUT) or gave (IN). */
  readonly bytes: number;
}

/** A device was opened, or could not be. */
export interface OpenEntry extends Ended {
  readonly operation: 'open';
  readonly link: number;
  readonly device: UsbDeviceInfo;
}

/** The list of devices was read. */
export interface ListEntry extends Ended {
  readonly operation: 'list';
  readonly devices: readonly UsbDeviceInfo[];
}

/** A watched bus reported an arrival or a departure. */
export interface ChangeEntry {
  readonly operation: 'arrived' | 'left';
  readonly at: number;
  readonly device: UsbDeviceInfo;
}

/** In a trace they stand in the order in which they ended. */
export type TraceEntry = LinkEntry | OpenEntry | ListEntry | ChangeEntry;

/** What is reported of everything that happens. Data is handed over uncopied: do not keep it. */
export type TraceSink = (entry: TraceEntry) => void;

type Subject = Pick<LinkEntry, 'operation' | 'length'> &
  Partial<Pick<LinkEntry, 'setup' | 'endpoint' | 'interfaceNumber' | 'alternate' | 'timeoutMs'>>;
type Result = Pick<LinkEntry, 'bytes' | 'data'> & { readonly outcome: TransferStatus };

const nothing = new Uint8Array(0);

/** Runs `call`; `report` receives when it began and how it ended. */
async function timed<T>(
  clock: Clock,
  call: () => Promise<T>,
  report: (ended: Ended, value: T | undefined) => void,
  outcomeOf: (value: T) => TransferStatus = () => 'ok',
): Promise<T> {
  const at = clock.now();
  try {
    const value = await call();
    report({ at, duration: clock.now() - at, outcome: outcomeOf(value) }, value);
    return value;
  } catch (error) {
    const outcome = error instanceof LinkError ? error.kind : 'failed';
    const text = messageOf(error);
    report({ at, duration: clock.now() - at, outcome, text }, undefined);
    throw error;
  }
}

/** The same link, with every call reported to `sink` when it has ended. */
export function tracedLink(link: UsbLink, sink: TraceSink, clock: Clock, number = 1): UsbLink {
  const traced = <T>(subject: Subject, sent: Uint8Array, call: () => Promise<T>, read: (value: T) => Result) =>
    timed(
      clock,
      call,
      (ended, value) => {
        const result = value === undefined ? { bytes: 0, data: sent } : read(value);
        sink({ ...subject, link: number, ...ended, bytes: result.bytes, data: result.data });
      },
      (value) => read(value).outcome,
    );
  const fromDevice = ({ status, data }: { status: TransferStatus; data: Uint8Array }): Result => ({
    outcome: status,
    bytes: data.length,
    data,
  });
  const toDevice =
    (data: Uint8Array) =>
    ({ status, bytes }: { status: TransferStatus; bytes: number }): Result => ({ outcome: status, bytes, data });
  const platform = (subject: Omit<Subject, 'length'>, call: () => PromiseLike<void>): Promise<void> =>
    timed(
      clock,
      async () => call(),
      (ended) => sink({ ...subject, link: number, ...ended, length: 0, bytes: 0, data: nothing }),
    );
  return {
    info: link.info,
    controlIn: (setup, length, timeoutMs) => {
      const subject: Subject = { operation: 'control-in', setup, length, timeoutMs };
      return traced(subject, nothing, () => link.controlIn(setup, length, timeoutMs), fromDevice);
    },
    controlOut: (setup, data, timeoutMs) => {
      const subject: Subject = { operation: 'control-out', setup, length: data.length, timeoutMs };
      return traced(subject, data, () => link.controlOut(setup, data, timeoutMs), toDevice(data));
    },
    bulkIn: (endpoint, length, timeoutMs) => {
      const subject: Subject = { operation: 'bulk-in', endpoint, length, timeoutMs };
      return traced(subject, nothing, () => link.bulkIn(endpoint, length, timeoutMs), fromDevice);
    },
    bulkOut: (endpoint, data, timeoutMs) => {
      const subject: Subject = { operation: 'bulk-out', endpoint, length: data.length, timeoutMs };
      return traced(subject, data, () => link.bulkOut(endpoint, data, timeoutMs), toDevice(data));
    },
    claim: (interfaceNumber) => platform({ operation: 'claim', interfaceNumber }, () => link.claim(interfaceNumber)),
    selectAlternate: (interfaceNumber, alternate) =>
      platform({ operation: 'select-alternate', interfaceNumber, alternate }, () =>
        link.selectAlternate(interfaceNumber, alternate),
      ),
    reset: () => platform({ operation: 'reset' }, () => link.reset()),
    [Symbol.asyncDispose]: () => platform({ operation: 'close' }, () => link[Symbol.asyncDispose]()),
  };
}

/** The same bus, with every look at it, every device opened and every call on its link reported to `sink`. */
export function tracedBus(bus: UsbBus, sink: TraceSink, clock: Clock): UsbBus {
  let links = 0;
  const watchers = new Set<object>();
  return {
    list: () =>
      timed(
        clock,
        () => bus.list(),
        (ended, devices = []) => sink({ operation: 'list', ...ended, devices }),
      ),
    open: async (device) => {
      links += 1;
      const number = links;
      const link = await timed(
        clock,
        () => bus.open(device),
        (ended, opened) => sink({ operation: 'open', link: number, ...ended, device: opened?.info ?? device }),
      );
      return tracedLink(link, sink, clock, number);
    },
    watch: (listener) => {
      const watcher = {};
      watchers.add(watcher);
      const told = (event: BusEvent): void => {
        // Every watcher gets the same; it happened once.
        const [first] = watchers;
        if (first === watcher) sink({ operation: event.type, at: clock.now(), device: event.device });
        listener(event);
      };
      const watch = bus.watch(told);
      return {
        [Symbol.dispose]: () => {
          watchers.delete(watcher);
          watch[Symbol.dispose]();
        },
      };
    },
  };
}
