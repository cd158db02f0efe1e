// The devices a server exports: one per socket, under a name that stays while the device in the socket comes and goes.
// Knows who has imported what; knows no connection.

import type { UsbDevicePort, UsbSocket } from '@odflash/core/ports';
import { type DevicePlace, describePort, devidOf } from './device-record.ts';
import { busidLength, type ListedDevice, operationStatus } from './wire.ts';

/** A device that one client has to itself until {@link release}. */
export interface Import {
  readonly port: UsbDevicePort;
  readonly device: ListedDevice;
  readonly devid: number;
  /** Gives the device back, reset as the kernel's own server leaves it (stub_device_reset). */
  release(): void;
}

export interface Exports extends Disposable {
  list(): readonly ListedDevice[];
  /** The device of that name, or the status of the refusal. */
  import(busid: string): Import | number;
}

interface Socket {
  readonly socket: UsbSocket;
  readonly busnum: number;
  devnum: number;
  importedPort?: UsbDevicePort | undefined;
}

export interface ExportOptions {
  /** Leaves out devices that a client has imported, as Linux's usbipd does. */
  readonly hideImported?: boolean | undefined;
}

/** Throws RangeError if two sockets have one path or a path does not fit a busid. */
export function exportSockets(sockets: readonly UsbSocket[], options: ExportOptions = {}): Exports {
  const byName = new Map<string, Socket>();
  const watches: Disposable[] = [];
  const bump = (entry: Socket) => {
    entry.devnum = entry.devnum + byName.size > 0xffff ? 2 : entry.devnum + byName.size;
  };
  for (const socket of sockets) {
    const busid = socket.path;
    if (!/^[\x21-\x7e]+$/.test(busid) || busid.length >= busidLength) {
      throw new RangeError(`"${busid}" cannot name a device: 1 to ${busidLength - 1} printable characters`);
    }
    if (byName.has(busid)) throw new RangeError(`two devices at "${busid}"`);
    const entry: Socket = { socket, busnum: busNumber(busid), devnum: byName.size + 2 };
    byName.set(busid, entry);
    // Each enumeration has its own device number, so that a client can distinguish a device that returned from one that stayed.
    watches.push(socket.watch((port) => port && bump(entry)));
  }
  return {
    list: () =>
      [...byName.values()].flatMap((entry) => {
        const { port } = entry.socket;
        const hidden = options.hideImported === true && entry.importedPort === port;
        return port && !hidden ? [describePort(port, placeOf(entry))] : [];
      }),
    import: (busid) => {
      const entry = byName.get(busid);
      return entry ? take(entry) : operationStatus.noDevice;
    },
    [Symbol.dispose]: () => {
      for (const watch of watches) watch[Symbol.dispose]();
    },
  };
}

function take(entry: Socket): Import | number {
  const { port } = entry.socket;
  if (!port || port.unplugged.aborted) return operationStatus.noDevice;
  if (entry.importedPort === port) return operationStatus.busy;
  entry.importedPort = port;
  const place = placeOf(entry);
  return {
    port,
    device: describePort(port, place),
    devid: devidOf(place),
    release: () => {
      if (entry.importedPort === port) entry.importedPort = undefined;
      if (!port.unplugged.aborted) port.busReset();
    },
  };
}

function placeOf(entry: Socket): DevicePlace {
  return { busid: entry.socket.path, busnum: entry.busnum, devnum: entry.devnum };
}

/** The bus in a path like `3-1.2`; 1 for a path of any other shape. */
function busNumber(path: string): number {
  const number = Number(/^(\d+)-/.exec(path)?.[1] ?? 1);
  return number >= 1 && number <= 0xffff ? number : 1;
}
