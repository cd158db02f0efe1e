// The ROM's DFU machine, request by request.

import { describe, expect, test } from 'vitest';
import { idleBench, pattern, requests } from './bench.ts';

const stalledPacket = { status: 15, poll: 0, state: 10 };

describe('execution is deferred', () => {
  test('DNLOAD only buffers, the first GETSTATUS sets off the work, the second waits for it', async () => {
    const made = await idleBench();
    await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 0, 8));
    await made.clock.sleep(5000);
    expect(made.board.flash[0]).not.toBe(0xff);
    expect(await made.status()).toEqual({ status: 0, poll: 100, state: 4 });
    const begin = made.clock.now();
    expect(made.board.flash[0]).not.toBe(0xff);
    expect(await made.status()).toEqual({ status: 0, poll: 0, state: 5 });
    expect(made.clock.now() - begin).toBe(400);
    expect(made.board.flash.subarray(0, 0x4000).every((byte) => byte === 0xff)).toBe(true);
  });

  test('a host that vanishes in between leaves the buffer pending; GETSTATE looks without touching', async () => {
    const made = await idleBench();
    await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 0, 8));
    const before = made.board.flash.slice(0, 0x4000);
    for (let i = 0; i < 3; i++) expect(await made.state()).toBe(3);
    await made.out(requests.abort);
    expect(await made.state()).toBe(2);
    await made.status();
    await made.clock.sleep(5000);
    expect(made.board.flash.subarray(0, 0x4000)).toEqual(before);
    expect(made.board.recorder.operations).toEqual([]);
  });

  test('poll timeouts are those of an F4, whatever the work really takes', async () => {
    const made = await idleBench();
    const polls: number[] = [];
    for (const [block, data] of [
      [0, Uint8Array.of(0x21, 0, 0, 0, 8)],
      [0, Uint8Array.of(0x41, 0, 0, 0, 8)],
      [2, pattern(2048)],
      [0, Uint8Array.of(0x41)],
    ] as const) {
      await made.out(requests.download, block, data);
      polls.push((await made.status()).poll);
      await made.status();
    }
    expect(polls).toEqual([104, 100, 104, 100]);
  });

  test('every other request is held as well while the chip works', async () => {
    const made = await idleBench();
    await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 2, 8));
    await made.status();
    const begin = made.clock.now();
    expect(await made.state()).toBe(4);
    expect(made.clock.now() - begin).toBe(2000);
  });

  test('a GETSTATUS that was given up is carried out all the same, an OUT data stage is not', async () => {
    const made = await idleBench();
    const port = made.board.socket.port!;
    await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 0, 8));
    await made.status();
    const giveUp = new AbortController();
    const setup = { requestType: 0xa1, request: 3, value: 0, index: 0 };
    const status = port.submit({ endpoint: 0, setup, data: new Uint8Array(0), length: 6 }, giveUp.signal);
    const block = { requestType: 0x21, request: 1, value: 2, index: 0 };
    const write = port.submit({ endpoint: 0, setup: block, data: pattern(64), length: 64 }, giveUp.signal);
    giveUp.abort(new Error('too late'));
    await expect(status).rejects.toThrow('too late');
    await expect(write).rejects.toThrow('too late');
    expect(await made.state()).toBe(5);
    expect(made.board.recorder.violations.map(({ rule }) => rule)).toEqual(['a request while another is open']);
  });
});

describe('odd requests', () => {
  test('an unknown opcode, or one of the wrong length, is accepted, busy, and then errSTALLEDPKT', async () => {
    const made = await idleBench();
    for (const bytes of [[0x43], [0x21, 0, 0], [0x41, 0, 0, 0], [0x92, 0], [0x00]]) {
      expect(await made.out(requests.download, 0, Uint8Array.from(bytes))).toMatchObject({ status: 'ok' });
      expect(await made.status()).toMatchObject({ status: 0, state: 4 });
      expect(await made.status()).toMatchObject(stalledPacket);
      await made.out(requests.clearStatus);
    }
  });

  test('block 1 is reserved, in both directions; 2049 bytes are too many', async () => {
    const made = await idleBench();
    for (const refused of [
      () => made.out(requests.download, 1, pattern(64)),
      () => made.read(1, 64),
      () => made.out(requests.download, 2, pattern(2049)),
      () => made.read(2, 2049),
      () => made.read(2, 1),
    ]) {
      expect((await refused()).status).toBe('stall');
      expect(await made.status()).toMatchObject(stalledPacket);
      await made.out(requests.clearStatus);
    }
  });

  test('Get lists the commands', async () => {
    const made = await idleBench();
    expect([...(await made.read(0, 4)).data]).toEqual([0x00, 0x21, 0x41, 0x92]);
    expect(await made.state()).toBe(2);
  });

  test('GETSTATE never changes a state, whatever state it is', async () => {
    const made = await idleBench();
    await made.out(requests.download, 0);
    for (let i = 0; i < 3; i++) expect(await made.state()).toBe(6);
    await made.clock.sleep(1000);
    expect(made.board.running()).toBe('rom');
  });
});

describe('leaving', () => {
  test('answers dfuMANIFEST first and disconnects a little later, then starts what the pointer names', async () => {
    const made = await idleBench('v3.6-56V+dfu,flash=other');
    await made.setAddress(0x0800_0000);
    expect(await made.out(requests.download, 2)).toMatchObject({ status: 'ok' });
    expect(await made.state()).toBe(6);
    expect(await made.status()).toEqual({ status: 0, poll: 0, state: 7 });
    const begin = made.clock.now();
    const port = made.board.socket.port!;
    expect(port.unplugged.aborted).toBe(false);
    await expect(made.state()).rejects.toMatchObject({ kind: 'disconnected' });
    expect(made.clock.now() - begin).toBeGreaterThanOrEqual(10);
    expect(made.clock.now() - begin).toBeLessThanOrEqual(50);
    expect(made.board.running()).toBe('other-firmware');
    expect(made.board.socket.port).toBeUndefined();
  });

  test('goes where the last write went unless the pointer was set again', async () => {
    const made = await idleBench();
    await made.erase(0x0800_0000);
    await made.setAddress(0x0800_0000);
    await made.write(3, pattern(2048));
    await made.out(requests.download, 0);
    await made.status();
    await made.clock.sleep(50);
    expect(made.board.jumps).toMatchObject([{ address: 0x0800_0800 }]);
  });

  test('to something that cannot start resets the chip, which returns in the ROM', async () => {
    const made = await idleBench('v3.6-56V+dfu,flash=blank');
    await made.out(requests.download, 0);
    await made.status();
    await made.clock.sleep(400);
    expect(made.board.jumps).toMatchObject([{ verdict: { starts: false, why: 'erased' } }]);
    expect(made.board.running()).toBe('rom');
    expect(await made.state()).toBe(10);
  });
});
