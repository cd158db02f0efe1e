import { createServer } from 'node:net';
import { LinkError, systemClock } from '@odflash/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { until } from '../../../test/support/manual-clock.ts';
import { connectUsbip, encodePdu, serveUsbip, type UsbipServer } from '../src/index.ts';
import { fakeDevice, fakeSocket } from './fake-device.ts';
import { joined, mutation, pieces, replies, requests } from './pdus.ts';
import { rawClient } from './raw-client.ts';

const list = encodePdu({ type: 'OP_REQ_DEVLIST' });
const submit = (words: readonly number[], data = new Uint8Array(0)) => {
  const view = new DataView(new ArrayBuffer(48));
  words.forEach((word, i) => {
    view.setUint32(i * 4, word);
  });
  return joined([new Uint8Array(view.buffer), data]);
};

/** The server still does its work and holds nothing of those that are gone. */
async function isWell(server: UsbipServer): Promise<void> {
  await until(() => server.connections === 0);
  using client = await rawClient(server);
  await client.import('1-1');
  expect((await client.control('80 06 0100 0000 0012')).status).toBe(0);
  client.socket.destroy();
  await until(() => server.connections === 0);
}

describe('a client that', () => {
  it.each([
    ['sends noise', [Uint8Array.from({ length: 100 }, (_, i) => i)]],
    ['has another version', [Uint8Array.of(0x01, 0x06, 0x80, 0x05, 0, 0, 0, 0)]],
    ['submits before it imports', [submit([1, 1, 0x10002, 1, 1, 0, 8])]],
    [
      'asks for 4 GiB',
      [encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' }), submit([1, 1, 0x10002, 0, 1, 0, 0xffffffff])],
    ],
    ['names another device', [encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' }), submit([1, 1, 0x20002, 1, 1, 0, 8])]],
    ['asks for a list on an imported device', [encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' }), list]],
    [
      'uses one sequence number twice at a time',
      [
        encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' }),
        submit([1, 1, 0x10002, 1, 1, 0, 8]),
        submit([1, 1, 0x10002, 1, 1, 0, 8]),
      ],
    ],
    [
      'wants more transfers at a time than any host',
      [
        encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' }),
        joined(Array.from({ length: 1100 }, (_, i) => submit([1, i + 1, 0x10002, 1, 1, 0, 8]))),
      ],
    ],
  ])('%s is disconnected, and no other', async (_name, bytes) => {
    const device = fakeDevice();
    await using server = await serveUsbip([fakeSocket('1-1', device)], { port: 0 });
    using client = await rawClient(server);
    client.send(...bytes);
    await until(client.closed);
    expect(device.parked()).toBe(0);
    await isWell(server);
  });

  it('sends too little for too long is disconnected, however slowly it sends', async () => {
    await using server = await serveUsbip([fakeSocket('1-1', fakeDevice())], { port: 0, handshakeMs: 60 });
    using silent = await rawClient(server);
    using slow = await rawClient(server);
    const dribble = setInterval(() => slow.send(Uint8Array.of(0x01)), 10);
    slow.send(Uint8Array.of(0x01, 0x11, 0x80, 0x03, 0, 0, 0));
    await until(() => silent.closed() && slow.closed());
    clearInterval(dribble);
    await isWell(server);
  });

  it('vanishes in the middle of a packet leaves nothing behind', async () => {
    const device = fakeDevice();
    await using server = await serveUsbip([fakeSocket('1-1', device)], { port: 0 });
    using client = await rawClient(server);
    const devid = await client.import('1-1');
    client.submit({ endpoint: 1, direction: 'in', length: 64 });
    await until(() => device.parked() === 1);
    client.send(submit([1, 9, devid, 0, 1, 0, 1000], new Uint8Array(10)));
    client.socket.resetAndDestroy();
    await until(() => device.parked() === 0);
    await isWell(server);
  });

  it('closes only its own half is let go', async () => {
    await using server = await serveUsbip([fakeSocket('1-1', fakeDevice())], { port: 0 });
    using client = await rawClient(server);
    await client.import('1-1');
    client.socket.end();
    await until(client.closed);
    await isWell(server);
  });

  it('never reads its answers makes the server wait, without growing memory', async () => {
    const device = fakeDevice();
    await using server = await serveUsbip([fakeSocket('1-1', device)], { port: 0 });
    using client = await rawClient(server);
    const devid = await client.import('1-1');
    client.socket.pause();
    const chunk = joined(
      Array.from({ length: 500 }, (_, i) => encodePdu({ type: 'CMD_UNLINK', seqnum: i, devid, target: 0 })),
    );
    const before = process.memoryUsage().arrayBuffers;
    let blocked = 0;
    for (let i = 0; i < 4000 && blocked < 50; i++) {
      blocked = client.socket.write(chunk) ? 0 : blocked + 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    // The writer is held up: what it sends piles up on its own side.
    expect(blocked).toBe(50);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    client.socket.destroy();
    await isWell(server);
  });
});

describe('the server under attack', () => {
  it('turns away connections beyond its limit and takes new ones when others have gone', async () => {
    await using server = await serveUsbip([fakeSocket('1-1', fakeDevice())], { port: 0, maxConnections: 3 });
    const clients = await Promise.all([rawClient(server), rawClient(server), rawClient(server)]);
    await until(() => server.connections === 3);
    using surplus = await rawClient(server);
    await until(surplus.closed);
    for (const client of clients) client.socket.destroy();
    await isWell(server);
  });

  it('survives any stream of requests, valid or corrupted', async () => {
    await using server = await serveUsbip([fakeSocket('1-1', fakeDevice())], { port: 0 });
    const preamble = encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' });
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(requests, { maxLength: 5 }),
        fc.array(mutation, { maxLength: 2 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }),
        async (importFirst, pdus, mutations, cuts) => {
          using client = await rawClient(server);
          const stream = mutations.reduce((bytes, mutate) => mutate(bytes), joined(pdus.map(encodePdu)));
          if (importFirst) client.send(preamble);
          for (const piece of pieces(stream, cuts)) client.send(piece);
          client.socket.end();
          await until(() => server.connections === 0);
        },
      ),
      { numRuns: 150 },
    );
    await isWell(server);
  });
});

describe('the client under attack', () => {
  it('ends every call with a result or a LinkError, whatever a server sends', async () => {
    let answer: readonly Uint8Array[] = [];
    const server = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        for (const piece of answer) socket.write(piece);
        socket.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const settles = (work: Promise<unknown>) =>
      work.catch((thrown: unknown) => {
        if (!(thrown instanceof LinkError)) throw thrown;
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(replies, { maxLength: 5 }),
        fc.array(mutation, { maxLength: 2 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }),
        async (pdus, mutations, cuts) => {
          const stream = mutations.reduce((bytes, mutate) => mutate(bytes), joined(pdus.map(encodePdu)));
          answer = [...pieces(stream, cuts)];
          // A new bus each time: one that has just given a device back is patient with refusals.
          const bus = connectUsbip({ host: '127.0.0.1', port, clock: systemClock });
          await settles(bus.list());
          await settles(
            bus
              .open({ vendorId: 1, productId: 2, release: 3, path: '1-1' })
              .then((link) => link[Symbol.asyncDispose]()),
          );
        },
      ),
      { numRuns: 150 },
    );
    await new Promise((resolve) => server.close(resolve));
  });
});
