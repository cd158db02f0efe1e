// A client at a server of ours, and at one that says what a test wants.

import { createServer, type Server, type Socket } from 'node:net';
import { LinkError, type UsbDeviceInfo } from '@odflash/core';
import { expect } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import type { ReplyPdu, RequestPdu, UsbipServerOptions } from '../src/index.ts';
import { connectUsbip, encodePdu, requestDecoder, serveUsbip, type UsbipClientOptions } from '../src/index.ts';
import { type FakeDevice, fakeDevice, fakeSocket } from './fake-device.ts';

export interface Bench {
  readonly device?: FakeDevice;
  readonly server?: UsbipServerOptions;
  readonly client?: Partial<UsbipClientOptions>;
}

export async function bench({ device = fakeDevice(), server = {}, client = {} }: Bench = {}) {
  const socket = fakeSocket('1-1', device);
  const running = await serveUsbip([socket], { port: 0, ...server });
  const clock = manualClock();
  const bus = connectUsbip({ host: running.host, port: running.port, clock, ...client });
  return { device, socket, clock, bus, server: running, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

export const kindOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof LinkError ? thrown.kind : thrown),
  );

export const getDeviceDescriptor = { requestType: 0x80, request: 6, value: 0x0100, index: 0 };
export const keep = { requestType: 0x40, request: 1, value: 0, index: 0 };
export const recall = { requestType: 0xc0, request: 1, value: 0, index: 0 };

export async function only(bus: { list(): Promise<readonly UsbDeviceInfo[]> }): Promise<UsbDeviceInfo> {
  const [device, ...others] = await bus.list();
  expect(others).toEqual([]);
  if (!device) throw new Error('the list is empty');
  return device;
}

export async function scripted(answer: (request: RequestPdu, socket: Socket) => ReplyPdu | Uint8Array | undefined) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const decoder = requestDecoder();
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const request of decoder.push(chunk)) {
        const reply = answer(request, socket);
        if (reply) socket.write(reply instanceof Uint8Array ? reply : encodePdu(reply));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const clock = manualClock();
  return {
    clock,
    bus: connectUsbip({ host: '127.0.0.1', port, clock, operationMs: 5000 }),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const device: UsbDeviceInfo = { vendorId: 1, productId: 2, release: 3, path: '1-1' };
export const record = {
  path: '',
  busid: '1-1',
  busnum: 1,
  devnum: 2,
  speed: 2,
  vendorId: 1,
  productId: 2,
  release: 3,
  deviceClass: 0,
  deviceSubclass: 0,
  deviceProtocol: 0,
  configurationValue: 1,
  configurations: 1,
  interfaces: 0,
};
export const imported: ReplyPdu = { type: 'OP_REP_IMPORT', status: 0, device: record };
export const answered = (
  seqnum: number,
  status: number,
  data = new Uint8Array(0),
  actualLength = data.length,
): ReplyPdu => ({
  type: 'RET_SUBMIT',
  seqnum,
  status,
  actualLength,
  startFrame: 0,
  errorCount: 0,
  data,
  packets: [],
});

/** Imports, says "configured", then hands every further transfer to `answer`. */
export const importing = (answer: (request: RequestPdu, socket: Socket) => ReplyPdu | Uint8Array | undefined) =>
  scripted((request, socket) => {
    if (request.type === 'OP_REQ_IMPORT') return imported;
    if (request.type === 'CMD_SUBMIT' && request.setup[1] === 8) return answered(request.seqnum, 0, Uint8Array.of(1));
    return answer(request, socket);
  });
