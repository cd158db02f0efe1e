// The ST-Link server: what OpenOCD asks of it, and clients that mean no good.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createVirtualBoard, realTime, seededRandom, virtualBus } from '@odflash/virtual';
import { afterEach, expect, test } from 'vitest';
import { type StlinkServer, serveStlink } from '../src/index.ts';

const open: AsyncDisposable[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function served(profile = 'v3.6-56V+stlink'): Promise<StlinkServer> {
  const clock = realTime();
  const board = createVirtualBoard(profile, { clock });
  if (!board.probe) throw new RangeError('no ST-Link');
  const server = await serveStlink(virtualBus([board, board.probe], { clock }), { port: 0 });
  open.push(server);
  return server;
}

interface Client {
  readonly socket: Socket;
  /** Sends a request and takes so many bytes of the answer. */
  ask(length: number, ...request: readonly number[]): Promise<Buffer>;
}

async function client({ host, port }: StlinkServer): Promise<Client> {
  const socket = connect(port, host);
  await once(socket, 'connect');
  open.push({ [Symbol.asyncDispose]: async () => void socket.destroy() });
  let held = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
  });
  socket.on('error', () => undefined);
  return {
    socket,
    ask: async (length, ...request) => {
      socket.write(Uint8Array.from(request));
      while (held.length < length) await once(socket, 'data');
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      return taken;
    },
  };
}

const ok = 1;
const status = (reply: Buffer) => reply.readUInt32LE(0);
const openFirst = [3, 0, 0, 0, 1, 0, 0, 0];

function command(direction: 'out' | 'in', size: number, ...bytes: readonly number[]): readonly number[] {
  const request = new Uint8Array(32);
  request.set([5, 0, 0, 0, 1]);
  request.set(bytes, 8);
  request[24] = direction === 'in' ? 1 : 0;
  new DataView(request.buffer).setUint32(28, size, true);
  return [...request];
}

test('a client sees the probe, opens it, exchanges commands and closes it', async () => {
  const { ask } = await client(await served());
  expect((await ask(16, 6, 1, 0, 0)).readUInt32LE(0)).toBe(3);
  expect(status(await ask(4, 0, 0))).toBe(ok);
  expect((await ask(4, 1)).readUInt32LE(0)).toBe(1);
  const info = await ask(45, 2, 0, 0, 0, 41, 0, 0, 0);
  expect([status(info), info.readUInt32LE(4), info.readUInt16LE(40), info.readUInt16LE(42)]).toEqual([
    ok,
    1,
    0x0483,
    0x3748,
  ]);
  expect(info.subarray(8, 32).toString()).toMatch(/^[0-9A-F]{24}$/);
  expect(status(await ask(8, ...openFirst))).toBe(ok);
  const version = await ask(10, ...command('in', 6, 0xf1, 0x80));
  expect([status(version), version.subarray(4).toString('hex')]).toEqual([ok, '294783044837']);
  expect(status(await ask(6, ...command('in', 2, 0xf2, 0x30, 0xa3)))).toBe(ok);
  expect(status(await ask(4, ...command('out', 4, 0xf2, 0x08, 0, 0, 0, 0x20, 4, 0), 1, 2, 3, 4))).toBe(ok);
  const word = await ask(12, ...command('in', 8, 0xf2, 0x36, 0, 0, 0, 0x20));
  expect(word.readUInt32LE(8)).toBe(0x0403_0201);
  expect(status(await ask(4, ...command('in', 0, 0xf2, 0x21)))).toBe(ok);
  expect(status(await ask(4, 4, 0, 0, 0, 1, 0, 0, 0))).toBe(ok);
});

test('a probe another client has is busy, and free again when that client is gone', async () => {
  const server = await served();
  const first = await client(server);
  await first.ask(4, 1);
  expect(status(await first.ask(8, ...openFirst))).toBe(ok);
  const second = await client(server);
  expect(status(await second.ask(4, ...openFirst))).toBe(0x2003);
  first.socket.destroy();
  let answer = 0x2003;
  for (let tries = 0; tries < 100 && answer === 0x2003; tries++) {
    answer = status(await second.ask(4, ...openFirst));
    if (answer !== ok) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(answer).toBe(ok);
});

test('a probe another program has claimed, one that does not answer and a command without a probe are failures, not ends', async () => {
  const taken = await client(await served('v3.6-56V+stlink,probe-taken=yes'));
  await taken.ask(4, 1);
  expect(status(await taken.ask(4, ...openFirst))).toBe(0x2003);
  const hanging = await client(await served('v3.6-56V+stlink,probe-found=hanging'));
  await hanging.ask(4, 1);
  await hanging.ask(8, ...openFirst);
  expect(status(await hanging.ask(4, ...command('in', 2, 0xf5)))).toBe(0x1001);
  const without = await client(await served());
  expect(status(await without.ask(4, ...command('in', 2, 0xf5)))).toBe(0x1002);
  expect(status(await without.ask(4, 2, 9, 0, 0, 41, 0, 0, 0))).toBe(0x1002);
  expect(status(await without.ask(4, 3, 0, 0, 0, 77, 0, 0, 0))).toBe(0x1002);
});

test.each([
  ['an opcode that is none', [99]],
  ['a command of an unknown direction', [5, ...new Array(23).fill(0), 7, 0, 0, 0, 0, 0, 0, 0]],
  ['a data phase of 4 GiB', [5, ...new Array(23).fill(0), 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]],
])('%s ends its connection and no other', async (_name, request) => {
  const server = await served();
  const good = await client(server);
  const bad = await client(server);
  const closed = once(bad.socket, 'close');
  bad.socket.write(Uint8Array.from(request));
  await closed;
  expect((await good.ask(4, 1)).readUInt32LE(0)).toBe(1);
});

test('a client that leaves in the middle of a data phase leaves the probe usable', async () => {
  const server = await served();
  const rude = await client(server);
  await rude.ask(4, 1);
  await rude.ask(8, ...openFirst);
  rude.socket.write(Uint8Array.from([...command('out', 64, 0xf2, 0x08, 0, 0, 0, 0x20, 64, 0), 1, 2, 3]));
  rude.socket.end();
  const { ask } = await client(server);
  await ask(4, 1);
  let answer = 0;
  while (answer !== ok) {
    answer = status(await ask(4, ...openFirst));
    if (answer !== ok) await new Promise((resolve) => setImmediate(resolve));
  }
  await ask(4);
  expect((await ask(6, ...command('in', 2, 0xf5)))[4]).toBe(1);
});

test('a list of registers that is longer than any memory is cut to what the probe takes', async () => {
  const server = await served();
  const { ask } = await client(server);
  await ask(4, 1);
  expect(status(await ask(8, ...openFirst))).toBe(ok);
  const before = process.memoryUsage().arrayBuffers;
  // A V2 takes 64 operations and their values.
  const data = new Array(64 + 4 * 64).fill(0);
  for (const high of [0x03, 0x1f, 0xff]) {
    const list = command('out', data.length, 0xf2, 0x51, 0xff, 0xff, 0xff, high);
    expect(status(await ask(4, ...list, ...data))).toBe(ok);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
    expect(status(await ask(6, ...command('in', 2, 0xf5)))).toBe(ok);
  }
});

test('random bytes never take the server down', async () => {
  const server = await served();
  const random = seededRandom(5, 'bytes');
  for (let count = 0; count < 40; count++) {
    const { socket } = await client(server);
    const bytes = random.fill(new Uint8Array(1 + random.below(200)));
    if (random.coin()) bytes[0] = random.below(7);
    socket.end(bytes);
    socket.resume();
    await once(socket, 'close');
  }
  const { ask } = await client(server);
  expect((await ask(4, 1)).readUInt32LE(0)).toBe(1);
});

test('a transfer the probe refuses is a failed command, and the next one works', async () => {
  const { ask } = await client(await served('v3.6-56V+stlink,probe-stall-at=1:4'));
  await ask(4, 1);
  expect(status(await ask(8, ...openFirst))).toBe(ok);
  expect(status(await ask(4, ...command('in', 2, 0xf5)))).toBe(0x1052);
  expect(status(await ask(6, ...command('in', 2, 0xf5)))).toBe(ok);
  expect(status(await ask(4, ...command('out', 4, 0xf2, 0x08, 0, 0, 0, 0x20, 4, 0), 1, 2, 3, 4))).toBe(0x1052);
});
