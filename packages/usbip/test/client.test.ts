import { createServer, type Server, type Socket } from 'node:net';
import { type BusEvent, LinkError, type UsbDeviceInfo } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import type { ReplyPdu, RequestPdu, UsbipServerOptions } from '../src/index.ts';
import { connectUsbip, encodePdu, requestDecoder, serveUsbip, type UsbipClientOptions } from '../src/index.ts';
import { type FakeDevice, fakeDevice, fakeSocket } from './fake-device.ts';
import { until } from './raw-client.ts';

interface Bench {
  readonly device?: FakeDevice;
  readonly server?: UsbipServerOptions;
  readonly client?: Partial<UsbipClientOptions>;
}

async function bench({ device = fakeDevice(), server = {}, client = {} }: Bench = {}) {
  const socket = fakeSocket('1-1', device);
  const running = await serveUsbip([socket], { port: 0, ...server });
  const clock = manualClock();
  const bus = connectUsbip({ host: running.host, port: running.port, clock, ...client });
  return { device, socket, clock, bus, server: running, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

const kindOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof LinkError ? thrown.kind : thrown),
  );

const getDeviceDescriptor = { requestType: 0x80, request: 6, value: 0x0100, index: 0 };
const keep = { requestType: 0x40, request: 1, value: 0, index: 0 };
const recall = { requestType: 0xc0, request: 1, value: 0, index: 0 };

async function only(bus: { list(): Promise<readonly UsbDeviceInfo[]> }): Promise<UsbDeviceInfo> {
  const [device, ...others] = await bus.list();
  expect(others).toEqual([]);
  if (!device) throw new Error('the list is empty');
  return device;
}

describe('a remote bus', () => {
  it('lists what the server exports, with the busid as path and no strings', async () => {
    await using it = await bench();
    expect(await it.bus.list()).toEqual([
      { vendorId: 0x0483, productId: 0x5740, release: 0x0200, path: '1-1', address: 2 },
    ]);
    it.socket.unplug();
    expect(await it.bus.list()).toEqual([]);
  });

  it('reads names once per enumeration, of the devices it may open for that', async () => {
    const device = fakeDevice({ serial: 'ABC' });
    await using it = await bench({ device, client: { identify: ({ productId }) => productId === 0x5740 } });
    expect(await only(it.bus)).toMatchObject({ serial: 'ABC', manufacturer: 'Maker', product: 'Thing' });
    const requests = device.seen.length;
    expect(await only(it.bus)).toMatchObject({ serial: 'ABC' });
    expect(device.seen).toHaveLength(requests);
    it.socket.plug(fakeDevice({ serial: 'DEF' }));
    expect(await only(it.bus)).toMatchObject({ serial: 'DEF' });
    it.socket.plug(fakeDevice({ productId: 1, serial: 'GHI' }));
    expect(await only(it.bus)).not.toHaveProperty('serial');
  });

  it('says why a device could not be opened for its names', async () => {
    await using it = await bench();
    const other = connectUsbip({ host: it.server.host, port: it.server.port, clock: it.clock });
    await using _link = await other.open(await only(other));
    const asking = connectUsbip({ host: it.server.host, port: it.server.port, clock: it.clock, identify: () => true });
    expect(await only(asking)).toMatchObject({ path: '1-1', cannotOpen: 'busy' });
  });

  it('goes on listing what it has imported, whether the server does or not', async () => {
    for (const hideImported of [true, false]) {
      await using it = await bench({ server: { hideImported } });
      const device = await only(it.bus);
      {
        await using _link = await it.bus.open(device);
        expect(await only(it.bus)).toEqual(device);
        it.socket.unplug();
        await until(() => it.server.connections === 0);
        expect(await it.bus.list()).toEqual([]);
        it.socket.plug(fakeDevice());
        expect(await only(it.bus)).toEqual({ ...device, address: 3 });
      }
    }
  });

  it('tells "taken" from "gone" from "another one"', async () => {
    await using it = await bench();
    const device = await only(it.bus);
    const other = connectUsbip({ host: it.server.host, port: it.server.port, clock: it.clock });
    {
      await using _link = await other.open(device);
      expect(await kindOf(it.bus.open(device))).toBe('busy');
    }
    it.socket.plug(fakeDevice({ productId: 2 }));
    expect(await kindOf(it.bus.open(device))).toBe('disconnected');
    it.socket.unplug();
    expect(await kindOf(it.bus.open(device))).toBe('disconnected');
  });

  it('reports arrivals and departures, but not its own imports', async () => {
    await using it = await bench({ server: { hideImported: true }, client: { pollMs: 500 } });
    const events: BusEvent[] = [];
    using _watch = it.bus.watch((event) => events.push(event));
    const turn = async () => {
      await until(() => it.clock.next() === 500);
      it.clock.advance(500);
      await until(() => it.clock.next() === 500);
    };
    await turn();
    await using link = await it.bus.open(await only(it.bus));
    await turn();
    expect(events).toEqual([]);
    it.socket.unplug();
    await until(() => it.server.connections === 0);
    await turn();
    it.socket.plug(fakeDevice({ productId: 0x0d32 }));
    await turn();
    expect(events.map(({ type, device }) => [type, device.productId])).toEqual([
      ['left', 0x5740],
      ['arrived', 0x0d32],
    ]);
    expect(await kindOf(link.controlIn(getDeviceDescriptor, 18, 1000))).toBe('disconnected');
  });

  it('notices a device that was away only between two looks, and the loss of one in use at once', async () => {
    await using it = await bench({ client: { pollMs: 500 } });
    const events: string[] = [];
    using _watch = it.bus.watch(({ type, device }) => events.push(`${type} ${device.address}`));
    await until(() => it.clock.next() === 500);
    it.socket.plug(fakeDevice());
    it.clock.advance(500);
    await until(() => events.length === 2);
    await using _link = await it.bus.open(await only(it.bus));
    await until(() => it.clock.next() === 500);
    it.socket.plug(fakeDevice());
    await until(() => events.length === 4);
    expect(events).toEqual(['left 2', 'arrived 3', 'left 3', 'arrived 4']);
  });

  it('stops looking when the watch is disposed', async () => {
    await using it = await bench();
    const watch = it.bus.watch(() => undefined);
    await until(() => it.clock.waiting() === 1);
    watch[Symbol.dispose]();
    await until(() => it.clock.waiting() === 0);
  });

  it('says that no server answers', async () => {
    const it = await bench();
    await it.server[Symbol.asyncDispose]();
    expect(await kindOf(it.bus.list())).toBe('io');
  });
});

describe('a remote link', () => {
  it('configures a device that nobody has configured, and leaves a configured one alone', async () => {
    for (const configured of [false, true]) {
      const device = fakeDevice({ configured });
      await using it = await bench({ device });
      await using _link = await it.bus.open(await only(it.bus));
      expect(device.configuration).toBe(1);
      expect(device.seen.includes('00 09 0001 0000 0000')).toBe(!configured);
    }
  });

  it('moves control and bulk data with true counts', async () => {
    await using it = await bench();
    await using link = await it.bus.open(await only(it.bus));
    const data = Uint8Array.from({ length: 2048 }, (_, i) => (i * 7) & 0xff);
    expect(await link.controlOut(keep, data, 1000)).toEqual({ status: 'ok', bytes: 2048 });
    expect(await link.controlIn(recall, 4096, 1000)).toEqual({ status: 'ok', data });
    it.device.acceptAtMost = 64;
    expect(await link.controlOut(keep, data, 1000)).toEqual({ status: 'ok', bytes: 64 });
    expect(await link.controlOut(keep, new Uint8Array(0), 1000)).toEqual({ status: 'ok', bytes: 0 });
    expect(await link.controlIn(recall, 0, 1000)).toEqual({ status: 'ok', data: new Uint8Array(0) });
    expect(await link.bulkOut(0x01, Uint8Array.of(1, 2, 3), 1000)).toEqual({ status: 'ok', bytes: 3 });
    expect(await link.bulkIn(0x81, 64, 1000)).toEqual({ status: 'ok', data: Uint8Array.of(1, 2, 3) });
  });

  it('returns stall and babble as answers', async () => {
    await using it = await bench();
    await using link = await it.bus.open(await only(it.bus));
    const unknown = { requestType: 0xc0, request: 0x77, value: 0, index: 0 };
    expect(await link.controlIn(unknown, 8, 1000)).toEqual({ status: 'stall', data: new Uint8Array(0) });
    expect(await link.controlOut({ ...unknown, requestType: 0x40 }, Uint8Array.of(1), 1000)).toMatchObject({
      status: 'stall',
    });
    expect(await link.controlIn({ ...unknown, request: 2 }, 8, 1000)).toMatchObject({ status: 'babble' });
  });

  it('takes a transfer back when its time is up, and goes on', async () => {
    await using it = await bench();
    await using link = await it.bus.open(await only(it.bus));
    const late = kindOf(link.bulkIn(0x81, 64, 700));
    await until(() => it.device.parked() === 1);
    it.clock.advance(699);
    expect(it.device.parked()).toBe(1);
    it.clock.advance(1);
    expect(await late).toBe('timeout');
    expect(it.device.parked()).toBe(0);
    await link.bulkOut(0x01, Uint8Array.of(9), 1000);
    expect(await link.bulkIn(0x81, 64, 1000)).toEqual({ status: 'ok', data: Uint8Array.of(9) });
    expect(it.clock.waiting()).toBe(0);
  });

  it('selects alternate settings, and says when the device will not', async () => {
    await using it = await bench();
    await using link = await it.bus.open(await only(it.bus));
    await link.claim(0);
    await link.selectAlternate(0, 1);
    expect(it.device.alternate).toBe(1);
    expect(await kindOf(link.selectAlternate(0, 2))).toBe('io');
  });

  it('resets the device and configures it again', async () => {
    await using it = await bench();
    await using link = await it.bus.open(await only(it.bus));
    await link.reset();
    expect(it.device.resets).toBe(1);
    expect(it.device.configuration).toBe(1);
  });

  it('fails as disconnected when the device is unplugged in mid-transfer, and ever after', async () => {
    await using it = await bench();
    await using link = await it.bus.open(await only(it.bus));
    const late = kindOf(link.bulkIn(0x81, 64, 60_000));
    await until(() => it.device.parked() === 1);
    it.socket.unplug();
    expect(await late).toBe('disconnected');
    expect(await kindOf(link.controlIn(recall, 8, 1000))).toBe('disconnected');
    expect(it.clock.waiting()).toBe(0);
  });

  it('gives the device back when disposed', async () => {
    await using it = await bench();
    const device = await only(it.bus);
    for (let i = 0; i < 3; i++) {
      await using link = await it.bus.open(device);
      expect((await link.controlIn(getDeviceDescriptor, 18, 1000)).status).toBe('ok');
    }
    await until(() => it.server.connections === 0);
  });
});

/** A server that does what the test says with every request. */
async function scripted(answer: (request: RequestPdu, socket: Socket) => ReplyPdu | Uint8Array | undefined) {
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

const device: UsbDeviceInfo = { vendorId: 1, productId: 2, release: 3, path: '1-1' };
const record = {
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
const imported: ReplyPdu = { type: 'OP_REP_IMPORT', status: 0, device: record };
const answered = (seqnum: number, status: number, data = new Uint8Array(0), actualLength = data.length): ReplyPdu => ({
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
const importing = (answer: (request: RequestPdu, socket: Socket) => ReplyPdu | Uint8Array | undefined) =>
  scripted((request, socket) => {
    if (request.type === 'OP_REQ_IMPORT') return imported;
    if (request.type === 'CMD_SUBMIT' && request.setup[1] === 8) return answered(request.seqnum, 0, Uint8Array.of(1));
    return answer(request, socket);
  });

describe('a server that misbehaves', () => {
  it('and says nothing is given up after the time for one operation', async () => {
    await using it = await scripted(() => undefined);
    const list = kindOf(it.bus.list());
    await until(() => it.clock.waiting() === 1);
    it.clock.advance(5000);
    expect(await list).toBe('timeout');
  });

  it.each([
    ['noise', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    ['a list of 4 Gi devices', Uint8Array.of(1, 0x11, 0, 5, 0, 0, 0, 0, 255, 255, 255, 255)],
    ['something else', imported],
    ['a refusal', { type: 'OP_REP_DEVLIST', status: 1, devices: [] } as const],
  ])('and lists %s is an error, not a crash', async (_name, reply) => {
    await using it = await scripted(() => reply);
    expect(await kindOf(it.bus.list())).toBe('io');
  });

  it.each([
    [2, [], 'busy'],
    [4, [], 'disconnected'],
    [3, [], 'io'],
    // Old servers have one status for everything; whether the device is listed tells the rest.
    [1, [{ record, interfaces: [] }], 'busy'],
    [1, [], 'disconnected'],
  ])('and refuses an import with status %i (listed: %j) means "%s"', async (status, devices, kind) => {
    await using it = await scripted((request) =>
      request.type === 'OP_REQ_IMPORT'
        ? { type: 'OP_REP_IMPORT', status }
        : { type: 'OP_REP_DEVLIST', status: 0, devices },
    );
    expect(await kindOf(it.bus.open(device))).toBe(kind);
  });

  it.each([
    [-110, 'timeout'],
    [-104, 'timeout'],
    [-19, 'disconnected'],
    [-108, 'disconnected'],
    [-71, 'io'],
    [-84, 'io'],
    [1, 'io'],
  ])('reports error %i of its host as "%s"', async (status, kind) => {
    await using it = await importing((request) => ('seqnum' in request ? answered(request.seqnum, status) : undefined));
    await using link = await it.bus.open(device);
    expect(await kindOf(link.controlIn(recall, 8, 1000))).toBe(kind);
  });

  it('and answers a transfer nobody made loses the connection', async () => {
    await using it = await importing(() => answered(4711, 0));
    await using link = await it.bus.open(device);
    expect(await kindOf(link.controlIn(recall, 8, 1000))).toBe('io');
  });

  it('and answers with more than was asked loses the connection', async () => {
    await using it = await importing((request) =>
      'seqnum' in request ? answered(request.seqnum, 0, new Uint8Array(9)) : undefined,
    );
    await using link = await it.bus.open(device);
    expect(await kindOf(link.controlIn(recall, 8, 1000))).toBe('io');
  });

  it('and does not answer UNLINK either is lost, in bounded time', async () => {
    await using it = await importing(() => undefined);
    await using link = await it.bus.open(device);
    const late = kindOf(link.controlIn(recall, 8, 1000));
    await until(() => it.clock.waiting() === 1);
    it.clock.advance(1000);
    await until(() => it.clock.waiting() === 1);
    it.clock.advance(5000);
    expect(await late).toBe('disconnected');
  });

  it('and hangs up during the import is "disconnected"', async () => {
    await using it = await scripted((_request, socket) => {
      socket.destroy();
      return undefined;
    });
    expect(await kindOf(it.bus.open(device))).toBe('disconnected');
  });
});

describe('a transfer that ends while it is taken back', () => {
  it('counts when its answer came first', async () => {
    const requests: RequestPdu[] = [];
    await using it = await importing((request, socket) => {
      requests.push(request);
      if (request.type !== 'CMD_UNLINK') return undefined;
      socket.write(encodePdu(answered(request.target, 0, Uint8Array.of(5))));
      return { type: 'RET_UNLINK', seqnum: request.seqnum, status: 0 };
    });
    await using link = await it.bus.open(device);
    const result = link.controlIn(recall, 8, 1000);
    await until(() => requests.length === 1);
    it.clock.advance(1000);
    expect(await result).toEqual({ status: 'ok', data: Uint8Array.of(5) });
    const next = kindOf(link.controlIn(recall, 8, 1000));
    await until(() => requests.length === 3);
    it.clock.advance(1000);
    await next;
  });

  it('is a time-out when Linux answers the UNLINK with 0 and nothing else', async () => {
    const requests: RequestPdu[] = [];
    await using it = await importing((request) => {
      requests.push(request);
      return request.type === 'CMD_UNLINK' ? { type: 'RET_UNLINK', seqnum: request.seqnum, status: 0 } : undefined;
    });
    await using link = await it.bus.open(device);
    const late = kindOf(link.controlIn(recall, 8, 1000));
    await until(() => requests.length === 1);
    it.clock.advance(1000);
    expect(await late).toBe('timeout');
  });
});

describe('giving a device back and taking it again', () => {
  it('waits while the server resets the device', async () => {
    let refusals = 0;
    let imports = 0;
    await using it = await scripted((request) => {
      if (request.type === 'OP_REQ_IMPORT') {
        imports += 1;
        if (imports === 1 || refusals === 3) return imported;
        refusals += 1;
        return { type: 'OP_REP_IMPORT', status: 3 };
      }
      if (request.type === 'CMD_SUBMIT') return answered(request.seqnum, 0, Uint8Array.of(1));
      return undefined;
    });
    await (await it.bus.open(device))[Symbol.asyncDispose]();
    const again = it.bus.open(device);
    for (let i = 1; i <= 3; i++) {
      await until(() => refusals === i && it.clock.next() === 100);
      it.clock.advance(100);
    }
    await (await again)[Symbol.asyncDispose]();
    expect(imports).toBe(5);
  });
});
