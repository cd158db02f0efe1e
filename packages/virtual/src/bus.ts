// The bus of a virtual bench: the sockets of some boards, as an operating system lists them.

import {
  type BusEvent,
  type Clock,
  LinkError,
  type UsbBus,
  type UsbDeviceInfo,
  type UsbDevicePort,
  type UsbSocket,
} from '@odflash/core';
import { hostLink } from './host.ts';
import { type HostModel, type HostName, hostModel } from './host-models.ts';
import { textOf } from './usb/strings.ts';

export interface VirtualBusOptions {
  readonly clock: Clock;
  /** Default `linux`. */
  readonly host?: HostName | HostModel;
}

/** Anything with a socket: virtual boards, probes. */
export interface Plugged {
  readonly socket: UsbSocket;
}

/** A bus with these devices on it. */
export function virtualBus(devices: readonly Plugged[], options: VirtualBusOptions): UsbBus {
  const sockets = devices.map(({ socket }) => socket);
  const model = hostModel(options.host);
  const listed = new WeakMap<UsbDevicePort, Promise<UsbDeviceInfo | undefined>>();

  /** The operating system reads the strings once, when the device appears. */
  const describe = (socket: UsbSocket, port: UsbDevicePort): Promise<UsbDeviceInfo | undefined> => {
    const before = listed.get(port);
    if (before) return before;
    const now = readInfo(socket.path, port).catch(() => undefined);
    listed.set(port, now);
    return now;
  };
  const list = async () => {
    const infos = sockets.map(({ port }, i) => port && describe(sockets[i] as UsbSocket, port));
    return (await Promise.all(infos)).filter((info) => info !== undefined);
  };
  return {
    list,
    open: async (device) => {
      const socket = sockets.find(({ path }) => path === device.path);
      const port = socket?.port;
      const info = socket && port && (await describe(socket, port));
      if (!port || !info || !isSame(info, device))
        throw new LinkError('disconnected', `the device at ${device.path} is gone`);
      if (model.openFails)
        throw new LinkError(model.openFails, `${model.name} does not let anyone open ${device.path}`);
      return hostLink(port, { clock: options.clock, host: model, info });
    },
    watch: (listener) => watchSockets(sockets, describe, listener),
  };
}

function isSame(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.vendorId === b.vendorId && a.productId === b.productId && a.serial === b.serial;
}

function watchSockets(
  sockets: readonly UsbSocket[],
  describe: (socket: UsbSocket, port: UsbDevicePort) => Promise<UsbDeviceInfo | undefined>,
  listener: (event: BusEvent) => void,
): Disposable {
  let watching = true;
  const watches = sockets.map((socket) => {
    let present: Promise<UsbDeviceInfo | undefined> = socket.port
      ? describe(socket, socket.port)
      : Promise.resolve(undefined);
    // One after the other: a device that left while it was still being read has still arrived before.
    let reports: Promise<void> = Promise.resolve();
    const report = (type: BusEvent['type'], device: Promise<UsbDeviceInfo | undefined>) => {
      reports = reports.then(async () => {
        const info = await device;
        if (info && watching) listener({ type, device: info });
      });
    };
    return socket.watch((port) => {
      if (!port) {
        report('left', present);
        present = Promise.resolve(undefined);
        return;
      }
      present = describe(socket, port);
      report('arrived', present);
    });
  });
  return {
    [Symbol.dispose]: () => {
      watching = false;
      for (const watch of watches) watch[Symbol.dispose]();
    },
  };
}

const never = new AbortController().signal;

async function readInfo(path: string, port: UsbDevicePort): Promise<UsbDeviceInfo> {
  const { device } = port.descriptors;
  const view = new DataView(device.buffer, device.byteOffset);
  const text = async (index: number) => {
    if (index === 0) return undefined;
    const setup = { requestType: 0x80, request: 6, value: 0x0300 | index, index: 0x0409 };
    const { status, data } = await port.submit({ endpoint: 0, setup, data: new Uint8Array(0), length: 255 }, never);
    return status === 'ok' ? textOf(data) : undefined;
  };
  const strings = {
    manufacturer: await text(device[14] ?? 0),
    product: await text(device[15] ?? 0),
    serial: await text(device[16] ?? 0),
  };
  const known = Object.fromEntries(Object.entries(strings).filter(([, value]) => value !== undefined && value !== ''));
  return {
    vendorId: view.getUint16(8, true),
    productId: view.getUint16(10, true),
    release: view.getUint16(12, true),
    path,
    ...known,
  };
}
