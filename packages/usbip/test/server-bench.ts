// A server with devices, and a client that says what a test wants.

import { until } from '../../../test/support/manual-clock.ts';
import { encodePdu, serveUsbip, type UsbipServerOptions } from '../src/index.ts';
import { type FakeDevice, type FakeSocket, fakeDevice, fakeSocket } from './fake-device.ts';
import { rawClient } from './raw-client.ts';

export const serve = (sockets: readonly FakeSocket[], options: UsbipServerOptions = {}) =>
  serveUsbip(sockets, { port: 0, ...options });

export async function listing(server: Parameters<typeof rawClient>[0]) {
  using client = await rawClient(server);
  client.send(encodePdu({ type: 'OP_REQ_DEVLIST' }));
  const [reply] = await client.wait(1);
  await until(client.closed);
  return reply?.type === 'OP_REP_DEVLIST' ? reply.devices : [];
}

export async function bench(options: UsbipServerOptions = {}, device: FakeDevice = fakeDevice()) {
  const socket = fakeSocket('1-1', device);
  const server = await serve([socket], options);
  const client = await rawClient(server);
  await client.import('1-1');
  return {
    device,
    socket,
    server,
    client,
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
