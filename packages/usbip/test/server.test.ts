// What a server lists, gives away and tells a kernel; how it starts and ends.

import { describe, expect, it } from 'vitest';
import { until } from '../../../test/support/manual-clock.ts';
import { encodePdu } from '../src/index.ts';
import { fakeDevice, fakeSocket } from './fake-device.ts';
import { rawClient } from './raw-client.ts';
import { bench, listing, serve } from './server-bench.ts';

describe('lists', () => {
  it('a device only while it is plugged in, with what its descriptors say', async () => {
    const socket = fakeSocket('3-1.2', fakeDevice({ productId: 0xdf11 }));
    await using server = await serve([socket, fakeSocket('3-1.3')]);
    const [device, ...others] = await listing(server);
    expect(others).toEqual([]);
    expect(device).toMatchObject({
      record: {
        busid: '3-1.2',
        busnum: 3,
        speed: 2,
        vendorId: 0x0483,
        productId: 0xdf11,
        release: 0x0200,
        interfaces: 1,
      },
      interfaces: [{ interfaceClass: 0xff, interfaceSubclass: 1, interfaceProtocol: 2 }],
    });
    socket.unplug();
    expect(await listing(server)).toEqual([]);
  });

  it('a device that returned under the same busid and another device number', async () => {
    const socket = fakeSocket('1-1', fakeDevice());
    await using server = await serve([socket]);
    const [before] = await listing(server);
    socket.plug(fakeDevice({ productId: 0x0d32 }));
    const [after] = await listing(server);
    expect(after?.record.busid).toBe('1-1');
    expect(after?.record.productId).toBe(0x0d32);
    expect(after?.record.devnum).not.toBe(before?.record.devnum);
  });

  it('an imported device too, or not, as configured', async () => {
    for (const hideImported of [false, true]) {
      await using it = await bench({ hideImported });
      expect(await listing(it.server)).toHaveLength(hideImported ? 0 : 1);
    }
  });
});

describe('an import', () => {
  it('is refused for a name that is not there, a socket that is empty and a device that is taken', async () => {
    const socket = fakeSocket('1-1', fakeDevice());
    await using server = await serve([socket, fakeSocket('1-2')]);
    using owner = await rawClient(server);
    await owner.import('1-1');
    for (const [busid, status] of [
      ['9-9', 4],
      ['1-2', 4],
      ['1-1', 2],
    ] as const) {
      using client = await rawClient(server);
      client.send(encodePdu({ type: 'OP_REQ_IMPORT', busid }));
      expect(await client.wait(1)).toEqual([{ type: 'OP_REP_IMPORT', status }]);
      await until(client.closed);
    }
  });

  it('ends with the connection, which leaves the device reset and free', async () => {
    await using it = await bench();
    it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    await until(() => it.device.parked() === 1);
    it.client.socket.destroy();
    await until(() => it.server.connections === 0);
    expect(it.device.parked()).toBe(0);
    expect(it.device.resets).toBe(1);
    using next = await rawClient(it.server);
    await next.import('1-1');
  });
});

describe('the enumeration of the Linux kernel', () => {
  const enumeration = [
    '80 06 0100 0000 0040',
    '80 06 0100 0000 0012',
    '80 06 0200 0000 0009',
    '80 06 0200 0000 0029',
    '80 06 0300 0000 00ff',
    '80 06 0302 0409 00ff',
    '80 06 0301 0409 00ff',
    '80 06 0303 0409 00ff',
    '00 09 0001 0000 0000',
  ];

  it('reaches the device request by request and is no bus reset', async () => {
    await using it = await bench();
    for (const request of enumeration) expect((await it.client.control(request)).status).toBe(0);
    expect(it.device.seen).toEqual(enumeration);
    expect(it.device.configuration).toBe(1);
    expect(it.device.resets).toBe(0);
  });

  it('is a bus reset when it comes again', async () => {
    await using it = await bench();
    for (const request of enumeration) await it.client.control(request);
    for (const request of enumeration.slice(0, 2)) await it.client.control(request);
    expect(it.device.resets).toBe(1);
    expect(it.device.configuration).toBe(0);
  });

  it('gets a device descriptor of 18 bytes in answer to 64', async () => {
    await using it = await bench();
    const reply = await it.client.control(enumeration[0]!);
    expect(reply.actualLength).toBe(18);
    expect(reply.data).toEqual(it.device.port.descriptors.device);
  });

  it('gets STALL for the device qualifier of a full-speed device', async () => {
    await using it = await bench();
    expect((await it.client.control('80 06 0600 0000 000a')).status).toBe(-32);
  });
});

describe('the server', () => {
  it('refuses names that cannot be a busid, and two of one name', async () => {
    await expect(serve([fakeSocket('a path with blanks')])).rejects.toThrow(RangeError);
    await expect(serve([fakeSocket('x'.repeat(32))])).rejects.toThrow(RangeError);
    await expect(serve([fakeSocket('1-1'), fakeSocket('1-1')])).rejects.toThrow(RangeError);
  });

  it('listens on loopback by default, and says when a port is taken', async () => {
    await using server = await serve([]);
    expect(server.host).toBe('127.0.0.1');
    await expect(serve([], { port: server.port })).rejects.toThrow(/EADDRINUSE/);
  });

  it('closes everything when disposed', async () => {
    const it = await bench();
    it.client.submit({ endpoint: 1, direction: 'in', length: 64 });
    await until(() => it.device.parked() === 1);
    await it.server[Symbol.asyncDispose]();
    await until(it.client.closed);
    expect(it.device.parked()).toBe(0);
    expect(it.server.connections).toBe(0);
  });
});
