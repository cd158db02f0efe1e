// Transfers through a server: in any order, taken back, and cut off.

import { describe, expect, it } from 'vitest';
import { until } from '../../../test/support/manual-clock.ts';
import { fakeDevice } from './fake-device.ts';
import { rawClient } from './raw-client.ts';
import { bench } from './server-bench.ts';

describe('control transfers', () => {
  it('carry data both ways, with the true count of what the device took', async () => {
    await using it = await bench();
    const data = Uint8Array.from({ length: 2048 }, (_, i) => i & 0xff);
    expect(await it.client.control('40 01 0000 0000 0800', data)).toMatchObject({ status: 0, actualLength: 2048 });
    expect((await it.client.control('c0 01 0000 0000 0800')).data).toEqual(data);
    it.device.acceptAtMost = 100;
    expect(await it.client.control('40 01 0000 0000 0800', data)).toMatchObject({ status: 0, actualLength: 100 });
  });

  it('never hand SET_ADDRESS to the device', async () => {
    await using it = await bench();
    expect((await it.client.control('00 05 0007 0000 0000')).status).toBe(-32);
    expect(it.device.seen).toEqual([]);
  });

  it('reset the device on SetPortFeature(PORT_RESET), as the stub driver does', async () => {
    await using it = await bench();
    expect((await it.client.control('23 03 0004 0000 0000')).status).toBe(0);
    expect(it.device.resets).toBe(1);
    expect(it.device.seen).toEqual([]);
  });

  it('report babble as EOVERFLOW, without more data than there is room for', async () => {
    await using it = await bench();
    expect(await it.client.control('c0 02 0000 0000 0010')).toMatchObject({ status: -75, actualLength: 16 });
  });

  it('are refused where setup and transfer contradict each other', async () => {
    await using it = await bench();
    it.client.submit({ direction: 'in', length: 8, setup: Uint8Array.of(0x40, 1, 0, 0, 0, 0, 8, 0) });
    it.client.submit({ direction: 'out', data: new Uint8Array(4), setup: Uint8Array.of(0x40, 1, 0, 0, 0, 0, 8, 0) });
    const replies = (await it.client.wait(3)).slice(1);
    expect(replies).toMatchObject([{ status: -22 }, { status: -22 }]);
    expect(it.device.seen).toEqual([]);
  });
});

describe('several transfers at a time', () => {
  it('continue while an IN transfer is parked', async () => {
    await using it = await bench();
    const parked = it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    await until(() => it.device.parked() === 1);
    expect((await it.client.control('80 06 0100 0000 0012')).status).toBe(0);
    it.client.submit({ endpoint: 1, direction: 'out', data: Uint8Array.of(1, 2, 3) });
    const replies = await it.client.wait(4);
    expect(replies.find((reply) => reply.type === 'RET_SUBMIT' && reply.seqnum === parked)).toMatchObject({
      status: 0,
      actualLength: 3,
      data: Uint8Array.of(1, 2, 3),
    });
  });

  it('are answered in order on one endpoint', async () => {
    await using it = await bench();
    const first = it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    const second = it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    for (const byte of [1, 2]) it.client.submit({ endpoint: 1, direction: 'out', data: Uint8Array.of(byte) });
    const replies = await it.client.wait(5);
    const dataOf = (seqnum: number) => replies.find((reply) => reply.type === 'RET_SUBMIT' && reply.seqnum === seqnum);
    expect(dataOf(first)).toMatchObject({ data: Uint8Array.of(1) });
    expect(dataOf(second)).toMatchObject({ data: Uint8Array.of(2) });
  });

  it('report a short packet as an error only where the host asked for that', async () => {
    await using it = await bench();
    for (const flags of [0, 1]) {
      it.client.submit({ endpoint: 1, direction: 'out', data: Uint8Array.of(1) });
      const seqnum = it.client.submit({ endpoint: 1, direction: 'in', length: 64, flags });
      await until(() => it.client.replies.some((reply) => reply.type === 'RET_SUBMIT' && reply.seqnum === seqnum));
      expect(it.client.replies.at(-1)).toMatchObject({ status: flags === 0 ? 0 : -121, actualLength: 1 });
    }
  });
});

describe('UNLINK', () => {
  it('takes a parked transfer back, which then never gets an answer', async () => {
    await using it = await bench();
    const parked = it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    await until(() => it.device.parked() === 1);
    const unlink = it.client.unlink(parked);
    const replies = await it.client.wait(2);
    expect(replies[1]).toEqual({ type: 'RET_UNLINK', seqnum: unlink, status: -104 });
    expect(it.device.parked()).toBe(0);
    it.client.submit({ endpoint: 1, direction: 'out', data: Uint8Array.of(7) });
    const next = it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    const all = await it.client.wait(4);
    expect(all.some((reply) => reply.type === 'RET_SUBMIT' && reply.seqnum === parked)).toBe(false);
    expect(all.find((reply) => reply.type === 'RET_SUBMIT' && reply.seqnum === next)).toMatchObject({
      data: Uint8Array.of(7),
    });
  });

  it('answers 0 for a transfer that has been answered', async () => {
    await using it = await bench();
    const { seqnum } = await it.client.control('80 06 0100 0000 0012');
    const unlink = it.client.unlink(seqnum);
    expect((await it.client.wait(3))[2]).toEqual({ type: 'RET_UNLINK', seqnum: unlink, status: 0 });
  });

  it('takes back a transfer whose turn has not come, without the device ever seeing it', async () => {
    await using it = await bench();
    it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    const second = it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    it.client.unlink(second);
    expect((await it.client.wait(2))[1]).toMatchObject({ type: 'RET_UNLINK', status: -104 });
    expect(it.device.parked()).toBe(1);
    expect(it.device.cancelled).toBe(0);
  });
});

describe('unplugging', () => {
  it('closes the connection after the replies that were under way', async () => {
    await using it = await bench();
    const last = it.client.submit({ setup: Uint8Array.of(0x80, 6, 0, 1, 0, 0, 18, 0), direction: 'in', length: 18 });
    const parked = it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    await until(() => it.device.parked() === 1);
    it.socket.unplug();
    await until(it.client.closed);
    const answered = it.client.replies.flatMap((reply) => (reply.type === 'RET_SUBMIT' ? [reply.seqnum] : []));
    expect(answered).toContain(last);
    expect(answered).not.toContain(parked);
    await until(() => it.server.connections === 0);
  });

  it('lets the last answer out even when the device goes in the same instant', async () => {
    await using it = await bench({}, fakeDevice({ leavesOn: 1 }));
    expect(await it.client.control('40 01 0000 0000 0004', new Uint8Array(4))).toMatchObject({
      status: 0,
      actualLength: 4,
    });
    await until(it.client.closed);
  });

  it('re-enumerates under the same busid', async () => {
    await using it = await bench();
    it.socket.plug(fakeDevice({ productId: 0x0d32 }));
    await until(it.client.closed);
    using next = await rawClient(it.server);
    await next.import('1-1');
    const descriptor = (await next.control('80 06 0100 0000 0012')).data;
    expect(descriptor.slice(10, 12)).toEqual(Uint8Array.of(0x32, 0x0d));
  });
});
