// What a client makes of a server that does as it should.

import type { BusEvent } from '@odflash/core/ports';
import { describe, expect, it } from 'vitest';
import { manualClock, until } from '../../../test/support/manual-clock.ts';
import { connectUsbip } from '../src/index.ts';
import { bench, getDeviceDescriptor, keep, kindOf, only, recall } from './client-bench.ts';
import { fakeDevice } from './fake-device.ts';

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
    expect((await only(it.bus)).serial).toBeUndefined();
  });

  it('says why a device could not be opened for its names', async () => {
    await using it = await bench();
    const other = connectUsbip({ host: it.server.host, port: it.server.port, clock: it.clock });
    await using _link = await other.open(await only(other));
    const asking = connectUsbip({ host: it.server.host, port: it.server.port, clock: it.clock, identify: () => true });
    expect(await only(asking)).toMatchObject({ path: '1-1', cannotOpen: 'busy' });
  });

  it('continues listing what it has imported, whether the server does or not', async () => {
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

  it('writes the address of a server as people write it', async () => {
    const clock = manualClock();
    const there = (host: string) => connectUsbip({ host, port: 1, clock }).list();
    await expect(there('127.0.0.1')).rejects.toThrow('at 127.0.0.1:1 (');
    await expect(there('::1')).rejects.toThrow('at [::1]:1 (');
  });
});

describe('a remote link', () => {
  it('configures a device that is not configured, and leaves a configured one alone', async () => {
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

  it('takes a transfer back when its time is up, and continues', async () => {
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
