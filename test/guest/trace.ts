// What a device saw on the wire, as text: every control transfer with its time, its data's first bytes and how it ended.

import type { DeviceAnswer, DeviceTransfer, UsbDevicePort, UsbSocket } from '@odflash/core';

export interface Trace {
  /** The same socket, watched. */
  readonly socket: UsbSocket;
  /** One line per transfer and per arrival or departure. */
  readonly lines: readonly string[];
}

/** Records what passes through a socket. */
export function traced(socket: UsbSocket): Trace {
  const lines: string[] = [];
  const start = performance.now();
  const note = (text: string): void => {
    lines.push(`${((performance.now() - start) / 1000).toFixed(3).padStart(9)} ${text}`);
  };
  const wrapped = new WeakMap<UsbDevicePort, UsbDevicePort>();
  const wrap = (port: UsbDevicePort | undefined): UsbDevicePort | undefined => {
    if (!port) return undefined;
    const known = wrapped.get(port) ?? tracedPort(port, note);
    wrapped.set(port, known);
    return known;
  };
  return {
    lines,
    socket: {
      path: socket.path,
      get port() {
        return wrap(socket.port);
      },
      watch: (listener) =>
        socket.watch((port) => {
          note(port ? `plugged ${usbId(port.descriptors.device)}` : 'unplugged');
          listener(wrap(port));
        }),
    },
  };
}

function tracedPort(port: UsbDevicePort, note: (text: string) => void): UsbDevicePort {
  return {
    speed: port.speed,
    descriptors: port.descriptors,
    unplugged: port.unplugged,
    async submit(transfer, cancel) {
      try {
        const answer = await port.submit(transfer, cancel);
        note(`${head(transfer)} ${ending(transfer, answer)}`);
        return answer;
      } catch (error) {
        note(`${head(transfer)} ${cancel.aborted ? 'cancelled' : 'unplugged'}`);
        throw error;
      }
    },
    busReset() {
      note('bus reset');
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
