// What a device saw on USB, as text: every control transfer with its time, its data's first bytes and how it ended.

import type { DeviceAnswer, DeviceTransfer, UsbDevicePort, UsbSocket } from '@odflash/core/ports';

/** One transfer, or an arrival or departure, which takes no time. */
export interface TraceEntry {
  readonly kind: 'transfer' | 'event';
  /** From the start of the trace, in ms. */
  readonly beginMs: number;
  readonly endMs: number;
  readonly text: string;
}

export interface Trace {
  /** The same socket, watched. */
  readonly socket: UsbSocket;
  readonly entries: readonly TraceEntry[];
}

/** `   14.365    0.4 ms CTRL 21 01 …`: when it began, in seconds, and how long the device took. */
export function traceLine({ beginMs, endMs, text }: TraceEntry): string {
  return `${(beginMs / 1000).toFixed(3).padStart(9)} ${(endMs - beginMs).toFixed(1).padStart(7)} ms ${text}`;
}

/** Records what passes through a socket. */
export function traced(socket: UsbSocket): Trace {
  const entries: TraceEntry[] = [];
  const start = performance.now();
  const note: Note = (kind, text, begun) => {
    const endMs = performance.now() - start;
    entries.push({ kind, beginMs: begun === undefined ? endMs : begun - start, endMs, text });
  };
  const wrapped = new WeakMap<UsbDevicePort, UsbDevicePort>();
  const wrap = (port: UsbDevicePort | undefined): UsbDevicePort | undefined => {
    if (!port) return undefined;
    const known = wrapped.get(port) ?? tracedPort(port, note);
    wrapped.set(port, known);
    return known;
  };
  return {
    entries,
    socket: {
      path: socket.path,
      get port() {
        return wrap(socket.port);
      },
      watch: (listener) =>
        socket.watch((port) => {
          note('event', port ? `plugged ${usbId(port.descriptors.device)}` : 'unplugged');
          listener(wrap(port));
        }),
    },
  };
}

/** `begun`: performance.now() at the beginning. */
type Note = (kind: TraceEntry['kind'], text: string, begun?: number) => void;

function tracedPort(port: UsbDevicePort, note: Note): UsbDevicePort {
  return {
    speed: port.speed,
    descriptors: port.descriptors,
    unplugged: port.unplugged,
    async submit(transfer, cancel) {
      const begun = performance.now();
      const end = (how: string): void => note('transfer', `${head(transfer)} ${how}`, begun);
      try {
        const answer = await port.submit(transfer, cancel);
        end(ending(transfer, answer));
        return answer;
      } catch (error) {
        end(cancel.aborted ? 'cancelled' : 'unplugged');
        throw error;
      }
    },
    busReset() {
      note('event', 'bus reset');
      port.busReset();
    },
  };
}

function head({ endpoint, setup, length }: DeviceTransfer): string {
  if (!setup) return `EP ${hex(endpoint, 2)} length=${length}`;
  const { requestType, request, value, index } = setup;
  return `CTRL ${hex(requestType, 2)} ${hex(request, 2)} ${hex(value, 4)} ${hex(index, 4)} ${hex(length, 4)}`;
}

function ending(transfer: DeviceTransfer, { status, bytes, data }: DeviceAnswer): string {
  if (status !== 'ok') return status;
  const shown = data.length > 0 ? data : transfer.data;
  const rest = shown.length > 24 ? '..' : '';
  return `bytes=${bytes} ${data.length > 0 ? 'in' : 'out'}=${Buffer.from(shown.subarray(0, 24)).toString('hex')}${rest}`;
}

function usbId(device: Uint8Array): string {
  const view = new DataView(device.buffer, device.byteOffset, device.byteLength);
  return `${hex(view.getUint16(8, true), 4)}:${hex(view.getUint16(10, true), 4)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
