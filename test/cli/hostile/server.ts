// A USB/IP server with a virtual board behind it that says of itself what it was told to say: strings, and a bus id no
// honest server would give.

import { type AddressInfo, connect, createServer } from 'node:net';
import type { DeviceTransfer, UsbDevicePort, UsbSocket } from '@odflash/core/ports';
import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, parseProfile, realTime } from '@odflash/virtual';

export interface HostileAnswers {
  readonly profile: string;
  /** In place of what the device calls itself; the names of its memories begin with it, too. */
  readonly strings?: string;
  /** In place of its vendor and product id. */
  readonly id?: readonly [vendor: number, product: number];
  /** In place of the bus id. */
  readonly busid?: string;
}

/** Runs `body` with the address of such a server. */
export async function hostileServer(lies: HostileAnswers, body: (server: string) => Promise<void>): Promise<void> {
  const board = createVirtualBoard(parseProfile(lies.profile), { clock: realTime(), seed: 1, path: honestBusid });
  const named = lies.strings === undefined ? board.socket : lyingSocket(board.socket, lies.strings);
  const socket = lies.id === undefined ? named : foreignSocket(named, lies.id);
  await using server = await serveUsbip([socket], { port: 0 });
  if (lies.busid === undefined) await body(`${server.host}:${server.port}`);
  else await renamed(server.port, lies.busid, body);
}

/** The same device with other ids in its descriptor, which is what a list of devices is made of. */
function foreignSocket(socket: UsbSocket, [vendor, product]: readonly [number, number]): UsbSocket {
  const foreign = (port: UsbDevicePort | undefined): UsbDevicePort | undefined => {
    if (!port) return undefined;
    const device = port.descriptors.device.slice();
    new DataView(device.buffer).setUint16(8, vendor, true);
    new DataView(device.buffer).setUint16(10, product, true);
    return { ...port, unplugged: port.unplugged, descriptors: { ...port.descriptors, device } };
  };
  return {
    path: socket.path,
    get port() {
      return foreign(socket.port);
    },
    watch: (listener) => socket.watch((port) => listener(foreign(port))),
  };
}

function lyingSocket(socket: UsbSocket, words: string): UsbSocket {
  const ports = new WeakMap<UsbDevicePort, UsbDevicePort>();
  const lie = (port: UsbDevicePort | undefined): UsbDevicePort | undefined => {
    if (!port) return undefined;
    const known = ports.get(port) ?? lyingPort(port, words);
    ports.set(port, known);
    return known;
  };
  return {
    path: socket.path,
    get port() {
      return lie(socket.port);
    },
    watch: (listener) => socket.watch((port) => listener(lie(port))),
  };
}

function lyingPort(port: UsbDevicePort, words: string): UsbDevicePort {
  return {
    ...port,
    unplugged: port.unplugged,
    busReset: () => port.busReset(),
    async submit(transfer, cancel) {
      const answer = await port.submit(transfer, cancel);
      const index = stringAsked(transfer);
      if (index === undefined || answer.status !== 'ok') return answer;
      const honest = Buffer.from(answer.data.subarray(2)).toString('utf16le');
      const said = honest.startsWith('@') ? `@${words}${honest.slice(1)}` : words;
      const data = descriptor(said).subarray(0, transfer.length);
      return { ...answer, data, bytes: data.length };
    },
  };
}

/** The index of the string that is asked for; languages are told honestly. */
function stringAsked({ endpoint, setup }: DeviceTransfer): number | undefined {
  const isString = endpoint === 0 && setup?.requestType === 0x80 && setup.request === 6 && setup.value >> 8 === 3;
  return isString && (setup.value & 0xff) !== 0 ? setup.value & 0xff : undefined;
}

/** What fits into one. */
function descriptor(text: string): Uint8Array {
  const body = Buffer.from(text.slice(0, 126), 'utf16le');
  return Buffer.concat([Buffer.from([2 + body.length, 3]), body]);
}

const honestBusid = '1-1';
const busidLength = 32;

/** Passes everything on, but for the bus id, which has a field of 32 bytes in every message. */
async function renamed(port: number, busid: string, body: (server: string) => Promise<void>): Promise<void> {
  const honest = Buffer.alloc(busidLength);
  honest.write(honestBusid);
  const lie = Buffer.alloc(busidLength);
  lie.write(busid);
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    client.on('data', (bytes: Buffer) => server.write(swapped(bytes, lie, honest)));
    server.on('data', (bytes: Buffer) => client.write(swapped(bytes, honest, lie)));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  try {
    await body(`127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  } finally {
    proxy.close();
  }
}

function swapped(bytes: Buffer, from: Buffer, to: Buffer): Buffer {
  // The field before it ends with a zero; the device's path ends in the bus id, too.
  const at = bytes.indexOf(Buffer.concat([Buffer.of(0), from])) + 1;
  if (at === 0) return bytes;
  return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + busidLength)]);
}
