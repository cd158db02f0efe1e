import { describe, expect, it } from 'vitest';
import { until } from '../../../test/support/manual-clock.ts';
import type { RequestPdu } from '../src/index.ts';
import { encodePdu } from '../src/index.ts';
import { answered, device, imported, importing, kindOf, recall, record, scripted } from './client-bench.ts';

describe('a server that misbehaves', () => {
  it('and does not answer is given up after the time for one operation', async () => {
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

  it('and answers a transfer that was not made loses the connection', async () => {
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
