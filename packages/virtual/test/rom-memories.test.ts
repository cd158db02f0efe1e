// What the ROM reads and writes where.

import { contains, mainFlash, otpArea } from '@odflash/core/board';
import { describe, expect, test } from 'vitest';
import { bench, idleBench, pattern, requests } from './bench.ts';

const good = { status: 0, poll: 0, state: 5 };
const target = { status: 1, poll: 0, state: 10 };

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
    const rules = made.board.recorder.violations.map(({ rule }) => rule);
    expect(rules).toEqual(Array(4).fill('an erase outside the main flash'));
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
    expect(made.board.recorder.violations.map(({ rule }) => rule)).toContain('a write to OTP');
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
