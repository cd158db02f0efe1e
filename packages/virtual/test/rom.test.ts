// The ROM's commands: what they do, what they refuse, how long they take.

import { contains, firstDifference, mainFlash, otpArea, sectors } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { bench, idleBench, pattern, requests } from './bench.ts';

const good = { status: 0, poll: 0, state: 5 };
const vendor = { status: 11, poll: 0, state: 10 };
const target = { status: 1, poll: 0, state: 10 };
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
    expect(made.board.recorder.breaches.map(({ rule }) => rule)).toEqual(['a request while another is open']);
  });
});

describe('addresses', () => {
  test('blocks count from the pointer in steps of the transfer size', async () => {
    const made = await idleBench();
    await made.erase(0x0800_8000);
    await made.setAddress(0x0800_8000);
    expect(await made.write(4, pattern(2048))).toEqual(good);
    expect(made.board.flash.subarray(0x9000, 0x9800)).toEqual(pattern(2048));
    await made.out(requests.abort);
    expect((await made.read(4, 2048)).data).toEqual(pattern(2048));
    expect((await made.read(4, 100)).data).toEqual(pattern(2048).slice(0, 100));
  });

  test.each([
    ['the peripherals', 0xe004_2000],
    ['the unique id', 0x1fff_7a10],
    ['CCM RAM', 0x1000_0000],
    ['RAM the ROM uses itself', 0x2000_2000],
    ['just after the flash', 0x0810_0000],
    ['the alias at 0', 0x0000_0000],
  ])('a pointer to %s is refused with errTARGET', async (_name, address) => {
    const made = await idleBench();
    expect(await made.setAddress(address)).toEqual(target);
    await made.out(requests.clearStatus);
    expect(made.board.rom()).toMatchObject({ pointer: 0x0800_0000, state: 2 });
  });

  test.each([
    ['flash', 0x080f_fffc],
    ['RAM', 0x2000_3000],
    ['the end of RAM', 0x2001_fffc],
    ['system memory', 0x1fff_0000],
    ['OTP', 0x1fff_7a00],
    ['option bytes', 0x1fff_c000],
    ['Device Feature', 0xffff_0000],
  ])('a pointer to %s is accepted', async (_name, address) => {
    const made = await idleBench();
    expect(await made.setAddress(address)).toEqual(good);
  });

  test('misaligned writes fail, and spoil what follows until the pointer is set again', async () => {
    const made = await idleBench();
    await made.erase(0x0800_0000);
    await made.setAddress(0x0800_0000);
    expect(await made.write(2, pattern(6))).toEqual(target);
    await made.out(requests.clearStatus);
    expect(await made.write(2, pattern(8))).toEqual(target);
    await made.out(requests.clearStatus);
    await made.setAddress(0x0800_0002);
    expect(await made.write(2, pattern(8))).toEqual(target);
    await made.out(requests.clearStatus);
    await made.setAddress(0x0800_0000);
    expect(await made.write(2, pattern(8))).toEqual(good);
    expect(made.board.flash.subarray(0, 10)).toEqual(Uint8Array.of(...pattern(8), 0xff, 0xff));
  });

  test('a block over the end of the flash is refused whole; a number past the address space too', async () => {
    const made = await idleBench();
    await made.erase(0x080e_0000);
    await made.setAddress(0x080f_fff8);
    expect(await made.write(2, pattern(16))).toEqual(target);
    await made.out(requests.clearStatus);
    expect(made.board.flash.subarray(0xf_fff8).every((byte) => byte === 0xff)).toBe(true);
    await made.setAddress(0xffff_0000);
    expect(await made.write(0xffff, pattern(2048))).toEqual(target);
  });

  test('erase takes any address in a sector and refuses everything outside the main flash', async () => {
    const made = await idleBench();
    expect(await made.erase(0x0801_2345)).toEqual(good);
    expect(made.board.recorder.operations).toMatchObject([{ kind: 'erase', sector: 4 }]);
    for (const address of [0x1fff_c000, otpArea.address, 0x2000_4000, 0x0810_0000]) {
      expect(await made.erase(address)).toEqual(target);
      await made.out(requests.clearStatus);
    }
    const rules = made.board.recorder.breaches.map(({ rule }) => rule);
    expect(rules).toEqual(Array(4).fill('an erase outside the main flash'));
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

describe('memories', () => {
  test('RAM can be written, read and started', async () => {
    const made = await idleBench();
    await made.setAddress(0x2000_4000);
    const program = pattern(256);
    new DataView(program.buffer).setUint32(0, 0x2001_0000, true);
    new DataView(program.buffer).setUint32(4, 0x2000_4011, true);
    expect(await made.write(2, program)).toEqual(good);
    await made.out(requests.abort);
    expect((await made.read(2, 256)).data).toEqual(program);
    await made.out(requests.abort);
    await made.out(requests.download, 0);
    await made.status();
    await made.clock.sleep(100);
    expect(made.board.jumps).toMatchObject([
      { address: 0x2000_4000, verdict: { starts: true, resetHandler: 0x2000_4011 } },
    ]);
    expect(made.board.running()).toBe('other-firmware');
  });

  test('system memory can be read, its version byte included, and not written', async () => {
    const made = await idleBench();
    await made.setAddress(0x1fff_77dc);
    await made.out(requests.abort);
    expect((await made.read(2, 4)).data[2]).toBe(0x91);
    expect(await made.write(2, pattern(4))).toMatchObject({ state: 10 });
  });

  test('reading stops where a memory ends, with a short answer that ends the upload', async () => {
    const made = await idleBench();
    await made.setAddress(0x080f_ff00);
    await made.out(requests.abort);
    const answer = await made.read(2, 2048);
    expect(answer.data).toEqual(made.board.flash.slice(0xf_ff00));
    expect(await made.state()).toBe(2);
    expect((await made.read(3, 2048)).status).toBe('stall');
    expect(await made.status()).toMatchObject(target);
  });

  test('OTP shows the board and its lock bytes; bits only go from 1 to 0', async () => {
    const made = await idleBench('v3.5-24V+dfu');
    await made.setAddress(otpArea.address);
    await made.out(requests.abort);
    expect([...(await made.read(2, 528)).data.subarray(0, 8)]).toEqual([0xfe, 1, 1, 3, 5, 24, 0xff, 0xff]);
    await made.out(requests.abort);
    await made.setAddress(otpArea.address);
    expect(await made.write(2, new Uint8Array(4))).toEqual(good);
    expect(await made.write(2, pattern(4))).toEqual(good);
    expect([...made.board.otp.subarray(0, 6)]).toEqual([0, 0, 0, 0, 5, 24]);
    expect(made.board.recorder.breaches.map(({ rule }) => rule)).toContain('a write to OTP');
  });
});

describe('option bytes', () => {
  test('are read as 16 bytes, written whole, and followed by a reset', async () => {
    const made = await idleBench();
    await made.setAddress(0x1fff_c000);
    await made.out(requests.abort);
    const block = (await made.read(2, 16)).data.slice();
    expect(block).toEqual(made.board.optionBytes);
    await made.out(requests.abort);
    block[8] = 0xfe;
    await made.out(requests.download, 2, block);
    expect(await made.status()).toMatchObject({ state: 4 });
    await expect(made.status()).rejects.toMatchObject({ kind: 'disconnected' });
    await made.clock.sleep(300);
    expect(made.board.optionBytes[8]).toBe(0xfe);
    expect(made.board.optionBytes[10]).toBe(0x01);
    expect(await made.state()).toBe(10);
  });

  test('anything but the whole block from its start is ignored', async () => {
    const made = await idleBench();
    const before = made.board.optionBytes;
    await made.setAddress(0x1fff_c000);
    expect(await made.write(2, new Uint8Array(8))).toEqual(good);
    expect(made.board.optionBytes).toEqual(before);
  });

  test('protection level 2 closes the ROM for ever', async () => {
    const made = await idleBench();
    const block = made.board.optionBytes;
    block[1] = 0xcc;
    await made.setAddress(0x1fff_c000);
    await made.out(requests.download, 2, block);
    await made.status();
    await made.clock.sleep(2000);
    expect(made.board.running()).toBe('odrive');
    made.board.powerCycle();
    expect(made.board.running()).toBe('odrive');
    expect(made.board.recorder.breaches.map(({ rule }) => rule)).toContain('read protection level 2');
  });
});

describe('Device Feature', () => {
  test('selects the program width, reads back, is faster, and is gone after a reset', async () => {
    const made = await idleBench();
    await made.erase(0x0800_0000);
    await made.setAddress(0x0800_0000);
    const time = async (work: () => Promise<unknown>) => {
      const begin = made.clock.now();
      await work();
      return made.clock.now() - begin;
    };
    expect(await time(() => made.write(2, pattern(2048)))).toBeCloseTo(32.768, 6);
    await made.setAddress(0xffff_0000);
    expect(await made.write(2, Uint8Array.of(0x03, 0xff, 0xff, 0xff))).toEqual(good);
    await made.out(requests.abort);
    expect([...(await made.read(2, 4)).data]).toEqual([0x03, 0xff, 0xff, 0xff]);
    await made.out(requests.abort);
    await made.setAddress(0x0800_0000);
    expect(await time(() => made.write(3, pattern(2048)))).toBeCloseTo(8.192, 6);
    expect(await time(() => made.erase(0x0802_0000))).toBe(1000);
    made.board.reset();
    await made.clock.sleep(300);
    await made.idle();
    expect(await time(() => made.erase(0x0802_0000))).toBe(2000);
  });

  test('takes one to four bytes and the ranges 0 to 3, nothing else', async () => {
    const made = await idleBench();
    await made.setAddress(0xffff_0000);
    expect(await made.write(2, Uint8Array.of(0x02))).toEqual(good);
    for (const bytes of [[0x04], [0x05], [0x03, 0x00, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff], [3, 255, 255, 255, 255]]) {
      expect(await made.write(2, Uint8Array.from(bytes))).toMatchObject({ state: 10 });
      await made.out(requests.clearStatus);
    }
    expect(made.board.rom()?.feature).toBe(2);
  });
});

describe('read protection', () => {
  test('refuses every read, write and erase with errVENDOR; Get, pointer and leave go through', async () => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1');
    const before = made.board.flash.slice();
    expect((await made.read(0, 4)).data).toHaveLength(4);
    expect(await made.erase(0x0800_0000)).toEqual(vendor);
    await made.out(requests.clearStatus);
    expect(await made.command(0x41)).toEqual(vendor);
    await made.out(requests.clearStatus);
    for (const address of [0x0800_0000, 0x1fff_c000, 0x1fff_7800, 0x2000_4000, 0xffff_0000]) {
      expect(await made.setAddress(address)).toEqual(good);
      expect(await made.write(2, new Uint8Array(16))).toEqual(vendor);
      await made.out(requests.clearStatus);
      expect((await made.read(2, 16)).status).toBe('stall');
      expect(await made.status()).toMatchObject(vendor);
      await made.out(requests.clearStatus);
    }
    expect(firstDifference(made.board.flash, before)).toBe(-1);
  });

  test('Read Unprotect erases everything, restores the option bytes and resets; its second GETSTATUS fails', async () => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1');
    await made.out(requests.download, 0, Uint8Array.of(0x92));
    expect(await made.status()).toMatchObject({ status: 0, state: 4 });
    const begin = made.clock.now();
    await expect(made.status()).rejects.toMatchObject({ kind: 'disconnected' });
    expect(made.clock.now() - begin).toBeGreaterThan(16_000);
    expect(made.board.flash.every((byte) => byte === 0xff)).toBe(true);
    expect(made.board.optionBytes[1]).toBe(0xaa);
    await made.clock.sleep(300);
    await made.idle();
    expect((await made.read(2, 16)).status).toBe('ok');
  });

  test('Read Unprotect of an open chip clears RAM and resets, and leaves the flash alone', async () => {
    const made = await idleBench();
    const before = made.board.flash.slice();
    await made.setAddress(0x2000_4000);
    await made.write(2, pattern(64));
    await made.out(requests.download, 0, Uint8Array.of(0x92));
    await made.status();
    await expect(made.status()).rejects.toMatchObject({ kind: 'disconnected' });
    await made.clock.sleep(300);
    await made.idle();
    await made.setAddress(0x2000_4000);
    await made.out(requests.abort);
    expect((await made.read(2, 64)).data.every((byte) => byte === 0)).toBe(true);
    expect(firstDifference(made.board.flash, before)).toBe(-1);
  });

  test('Read Unprotect fails with errUNKNOWN while sectors are write-protected as well', async () => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1,wrp=2');
    expect(await made.command(0x92)).toEqual({ status: 14, poll: 0, state: 10 });
    expect(made.board.optionBytes[1]).not.toBe(0xaa);
  });
});

describe('write protection', () => {
  test('is silent: erase and write succeed and change nothing', async () => {
    const made = await idleBench('v3.6-56V+dfu,wrp=0:3');
    const sector = sectors[3]!;
    const before = made.board.flash.slice(0xc000, 0x10000);
    expect(await made.erase(sector.address)).toEqual(good);
    await made.setAddress(sector.address);
    expect(await made.write(2, new Uint8Array(2048))).toEqual(good);
    expect(await made.command(0x41)).toEqual(good);
    expect(made.board.flash.subarray(0xc000, 0x10000)).toEqual(before);
    expect(made.board.optionBytes[8]).toBe(0xf6);
    expect(made.board.recorder.operations.map(({ without }) => without)).toEqual(Array(3).fill('write-protected'));
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

  test('to something that cannot start resets the chip, which comes back in the ROM', async () => {
    const made = await idleBench('v3.6-56V+dfu,flash=blank');
    await made.out(requests.download, 0);
    await made.status();
    await made.clock.sleep(400);
    expect(made.board.jumps).toMatchObject([{ verdict: { starts: false, why: 'erased' } }]);
    expect(made.board.running()).toBe('rom');
    expect(await made.state()).toBe(10);
  });
});

test('every operation on record lies in the memory it names', async () => {
  const made = bench();
  await made.idle();
  await made.erase(0x0804_0000);
  await made.setAddress(0x0804_0000);
  await made.write(2, pattern(2048));
  for (const { address, length } of made.board.recorder.operations) {
    expect(contains(mainFlash, { address, length })).toBe(true);
  }
  expect(made.board.recorder.operations.map(({ kind, at }) => [kind, at])).toEqual([
    ['erase', 0],
    ['program', 2000],
  ]);
});
