// The bus of a virtual bench: the sockets of some boards, as an operating system lists them.

import { type Clock, LinkError, type UsbBus, type UsbDeviceInfo } from '@odflash/core';
import type { BusEvent, UsbDevicePort, UsbSocket } from '@odflash/core/ports';
import { textOf } from '../usb/strings.ts';
import { hostLink } from './host.ts';
import { ask } from './host-device.ts';
import { type HostModel, type HostName, hostModel } from './host-models.ts';

/** The clock the bus lives on, and the host it belongs to. */
export interface VirtualBusOptions {
  readonly clock: Clock;
  /** Default `linux`. */
  readonly host?: HostName | HostModel | undefined;
}

/** Anything with a socket: virtual boards, probes. */
export interface Plugged {
  readonly socket: UsbSocket;
  /** Interfaces another program has claimed. */
  readonly taken?: readonly number[] | undefined;
}

type Describe = (socket: UsbSocket, port: UsbDevicePort) => Promise<UsbDeviceInfo>;

/** A bus with these devices on it. */
export function virtualBus(devices: readonly Plugged[], options: VirtualBusOptions): UsbBus {
  const { clock } = options;
  const sockets = devices.map(({ socket }) => socket);
  const model = hostModel(options.host);
  const described = new WeakMap<UsbDevicePort, Promise<UsbDeviceInfo>>();
  /** The operating system reads a device once, when it appears. */
  const describe: Describe = (socket, port) => {
    const before = described.get(port);
    if (before) return before;
    const now = readInfo(socket.path, port, clock);
    described.set(port, now);
    return now;
  };
  return {
    list: async () => {
      const infos = sockets.flatMap((socket) => (socket.port ? [describe(socket, socket.port)] : []));
      return await Promise.all(infos);
    },
    open: async (device) => {
      const gone = new LinkError('disconnected', `the device at ${device.path} is gone`);
      const socket = sockets.find(({ path }) => path === device.path);
      const port = socket?.port;
      if (!port) throw gone;
      const info = await describe(socket, port);
      if (!isSame(info, device)) throw gone;
      if (model.openFails) throw new LinkError(model.openFails, `${model.name} lets no program open ${device.path}`);
      const taken = devices.find((plugged) => plugged.socket === socket)?.taken ?? [];
      return hostLink(port, { clock, host: model, info, taken });
    },
    watch: (listener) => {
      const watches = sockets.map((socket) => watchSocket(socket, describe, listener));
      return {
        [Symbol.dispose]: () => {
          for (const watch of watches) watch[Symbol.dispose]();
        },
      };
    },
  };
}

function isSame(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.vendorId === b.vendorId && a.productId === b.productId && a.serial === b.serial;
}

function watchSocket(socket: UsbSocket, describe: Describe, listener: (event: BusEvent) => void): Disposable {
  let watching = true;
  let present = socket.port && describe(socket, socket.port);
  // One report after the other: a device that left while it was still being read has arrived before that.
  let reports: Promise<void> = Promise.resolve();
  const report = (type: BusEvent['type'], device: Promise<UsbDeviceInfo> | undefined) => {
    reports = reports.then(async () => {
      const info = await device;
      if (info && watching) listener({ type, device: info });
    });
  };
  const watch = socket.watch((port) => {
    if (present) report('left', present);
    present = port && describe(socket, port);
    if (present) report('arrived', present);
  });
  return {
    [Symbol.dispose]: () => {
      watching = false;
      watch[Symbol.dispose]();
    },
  };
}

/** What can be read without opening: ids from the device descriptor, strings in US English. */
async function readInfo(path: string, port: UsbDevicePort, clock: Clock): Promise<UsbDeviceInfo> {
  const { device } = port.descriptors;
  const view = new DataView(device.buffer, device.byteOffset);
  const text = async (index = 0) => {
    if (index === 0) return undefined;
    const setup = { requestType: 0x80, request: 6, value: 0x0300 | index, index: 0x0409 };
    const answer = await ask(port, clock, setup, 255);
    return answer?.status === 'ok' ? textOf(answer.data) : undefined;
  };
  const strings = {
    manufacturer: await text(device[14]),
    product: await text(device[15]),
    serial: await text(device[16]),
  };
  return {
    vendorId: view.getUint16(8, true),
    productId: view.getUint16(10, true),
    release: view.getUint16(12, true),
    path,
    ...Object.fromEntries(Object.entries(strings).filter(([, value]) => value)),
  };
}
