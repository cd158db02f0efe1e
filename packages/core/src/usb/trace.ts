// Every transfer of a link as data, for --verbose, --trace and bug reports. Changes nothing about the link.

import type { Clock, ControlSetup, LinkFailure, TransferStatus, UsbBus, UsbLink } from '../ports.ts';
import { LinkError } from '../ports.ts';

/** One transfer or platform call, after it ended. */
export interface TraceEntry {
  readonly operation: 'control-in' | 'control-out' | 'bulk-in' | 'bulk-out' | 'claim' | 'select-alternate' | 'reset';
  /** Milliseconds on the clock when it began. */
  readonly at: number;
  /** Milliseconds it took. */
  readonly duration: number;
  readonly setup?: ControlSetup;
  readonly endpoint?: number;
  /** Interface and alternate setting of `claim` and `select-alternate`. */
  readonly interfaceNumber?: number;
  readonly alternate?: number;
  /** What was asked for (IN) or offered (OUT), in bytes. */
  readonly length: number;
  /** What was sent (OUT) or what came (IN). */
  readonly data: Uint8Array;
  /** How the device answered, or how the link failed. */
  readonly outcome: TransferStatus | LinkFailure | 'failed';
  /** Bytes the device accepted (OUT) or gave (IN). */
  readonly bytes: number;
}

type Subject = Pick<TraceEntry, 'operation' | 'length'> &
  Partial<Pick<TraceEntry, 'setup' | 'endpoint' | 'interfaceNumber' | 'alternate'>>;
type Result = Pick<TraceEntry, 'outcome' | 'bytes' | 'data'>;

const nothing = new Uint8Array(0);

/** The same link, with every call reported to `sink` when it has ended. Data is handed over uncopied: do not keep it. */
export function tracedLink(link: UsbLink, sink: (entry: TraceEntry) => void, clock: Clock): UsbLink {
  const traced = async <T>(subject: Subject, sent: Uint8Array, call: () => Promise<T>, read: (value: T) => Result) => {
    const at = clock.now();
    const report = (result: Result) => sink({ ...subject, at, duration: clock.now() - at, ...result });
    try {
      const value = await call();
      report(read(value));
      return value;
    } catch (error) {
      report({ outcome: error instanceof LinkError ? error.kind : 'failed', bytes: 0, data: sent });
      throw error;
    }
  };
  const fromDevice = (answer: { status: TransferStatus; data: Uint8Array }): Result => ({
    outcome: answer.status,
    bytes: answer.data.length,
    data: answer.data,
  });
  const toDevice =
    (data: Uint8Array) =>
    (answer: { status: TransferStatus; bytes: number }): Result => ({
      outcome: answer.status,
      bytes: answer.bytes,
      data,
    });
  const done = (): Result => ({ outcome: 'ok', bytes: 0, data: nothing });
  return {
    info: link.info,
    controlIn: (setup, length, timeoutMs) =>
      traced(
        { operation: 'control-in', setup, length },
        nothing,
        () => link.controlIn(setup, length, timeoutMs),
        fromDevice,
      ),
    controlOut: (setup, data, timeoutMs) =>
      traced(
        { operation: 'control-out', setup, length: data.length },
        data,
        () => link.controlOut(setup, data, timeoutMs),
        toDevice(data),
      ),
    bulkIn: (endpoint, length, timeoutMs) =>
      traced(
        { operation: 'bulk-in', endpoint, length },
        nothing,
        () => link.bulkIn(endpoint, length, timeoutMs),
        fromDevice,
      ),
    bulkOut: (endpoint, data, timeoutMs) =>
      traced(
        { operation: 'bulk-out', endpoint, length: data.length },
        data,
        () => link.bulkOut(endpoint, data, timeoutMs),
        toDevice(data),
      ),
    claim: (interfaceNumber) =>
      traced({ operation: 'claim', interfaceNumber, length: 0 }, nothing, () => link.claim(interfaceNumber), done),
    selectAlternate: (interfaceNumber, alternate) =>
      traced(
        { operation: 'select-alternate', interfaceNumber, alternate, length: 0 },
        nothing,
        () => link.selectAlternate(interfaceNumber, alternate),
        done,
      ),
    reset: () => traced({ operation: 'reset', length: 0 }, nothing, () => link.reset(), done),
    [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
  };
}

/** The same bus, with every call on every link it opens reported to `sink`. */
export function tracedBus(bus: UsbBus, sink: (entry: TraceEntry) => void, clock: Clock): UsbBus {
  return {
    list: () => bus.list(),
    watch: (listener) => bus.watch(listener),
    open: async (device) => tracedLink(await bus.open(device), sink, clock),
  };
}
