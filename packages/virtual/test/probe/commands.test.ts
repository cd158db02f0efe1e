// Commands of an ST-Link byte by byte, as recorded from real tools and as each firmware has them.

import { expect, test } from 'vitest';
import { pattern } from '../bench.ts';
import { caughtBench, flash, ok, type ProbeBench, probeBench, ram, registers } from './bench.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const wired = (...options: readonly string[]) => ['v3.6-56V+stlink', ...options].join(',');

test('what st-info asks for is answered as in its recording, and it finds an F405', async () => {
  const made = await probeBench();
  expect(hex(await made.ask(6, 0xf1, 0x80))).toBe('294783044837');
  expect((await made.ask(2, 0xf5))[0]).toBe(1);
  expect(await made.ask(2, 0xf2, 0x43, 0x01, 0x00)).toEqual(Uint8Array.of(ok, 0));
  expect(await made.enter()).toBe(ok);
  expect(await made.word(registers.halting)).toBe(0x0301_0000);
  await made.ask(2, 0xf2, 0x3c, 0);
  await made.ask(2, 0xf2, 0x3c, 1);
  await made.ask(2, 0xf2, 0x32);
  expect(await made.word(registers.halting)).toBe(0x0301_0000);
  expect(await made.word(registers.halting)).toBe(0x0101_0000);
  expect(hex(await made.ask(12, 0xf2, 0x31))).toBe('800000007714a02b00000000');
  expect(await made.word(registers.cpuId)).toBe(0x410f_c241);
  expect(await made.word(registers.flashSize)).toBe(0x0400_ffff);
});

test('firmware J17 has no clock, no half words, no access ports and no debug port registers; memory works all the same', async () => {
  const made = await caughtBench(wired('probe=v2-clone'));
  for (const opcode of [0x43, 0x45, 0x46, 0x47, 0x4b, 0x51, 0x62])
    expect((await made.ask(64, 0xf2, opcode))[0], opcode.toString(16)).toBe(0x42);
  expect(await made.word(flash)).toBe(new DataView(made.board.flash.buffer).getUint32(0, true));
  expect(await made.blockStatus()).toMatchObject({ status: ok });
});

test('below J15 only the short status is there', async () => {
  const made = await caughtBench(wired('probe-firmware=14'));
  expect((await made.ask(12, 0xf2, 0x3e))[0]).toBe(0x42);
  await made.readBlock(0x07, 0x6000_0000, 4);
  expect(hex(await made.ask(2, 0xf2, 0x3b))).toBe('0100');
});

test('a block of 32,768 bytes is taken in pieces of any size, as st-flash sends it', async () => {
  const made = await caughtBench();
  const data = pattern(32_768, 13);
  await made.send(0xf2, 0x08, 0, 0, 0, 0x20, 0x00, 0x80);
  for (const [from, to] of [
    [0, 16_384],
    [16_384, 16_448],
    [16_448, 32_768],
  ] as const)
    await made.link.bulkOut(2, data.subarray(from, to), 1000);
  expect(await made.blockStatus()).toMatchObject({ status: ok });
  expect(hex(await made.readBlock(0x07, ram, 6144))).toBe(hex(data.subarray(0, 6144)));
});

test('a read of one byte answers with two, and a host that asks for one gets babble', async () => {
  const made = await caughtBench();
  expect(await made.readBlock(0x0c, flash, 1)).toHaveLength(2);
  await made.send(0xf2, 0x0c, 0, 0, 0, 0x08, 1, 0);
  expect((await made.link.bulkIn(1, 1, 100)).status).toBe('babble');
});

test('a block that fails still has its data phase; the status names the address', async () => {
  const made = await caughtBench();
  expect(await made.readBlock(0x07, 0x2001_fff8, 16)).toHaveLength(16);
  expect(await made.blockStatus()).toEqual({ status: 0x11, address: 0x2002_0000 });
  await made.readBlock(0x07, ram, 16);
  expect(await made.blockStatus()).toEqual({ status: ok, address: 0 });
});

test('misaligned and overlong blocks are refused without touching the chip', async () => {
  const made = await caughtBench();
  await made.writeBlock(0x08, ram + 2, new Uint8Array(4).fill(1));
  expect(await made.blockStatus()).toMatchObject({ status: 0x0a });
  await made.writeBlock(0x0d, ram, new Uint8Array(65).fill(1));
  expect(await made.blockStatus()).toMatchObject({ status: 0x08 });
  expect(await made.word(ram)).toBe(0);
});

test('bytes, half words and words land in their lanes', async () => {
  const made = await caughtBench();
  await made.writeBlock(0x08, ram, Uint8Array.of(1, 2, 3, 4));
  await made.writeBlock(0x0d, ram + 1, Uint8Array.of(9));
  await made.writeBlock(0x48, ram + 2, Uint8Array.of(7, 8));
  expect(await made.word(ram)).toBe(0x0807_0901);
  expect(hex(await made.readBlock(0x47, ram, 4))).toBe('01090708');
});

test('words without increment go to one address, such as the CRC unit', async () => {
  const made = await caughtBench();
  await made.write(0x4002_3830, 0x1000);
  await made.write(0x4002_3008, 1);
  await made.writeBlock(0x50, 0x4002_3000, Uint8Array.of(0x78, 0x56, 0x34, 0x12));
  expect(await made.word(0x4002_3000)).toBe(0xdf8a_8a2b);
});

test('registers of the debug port: power, sticky error and its way out, identities', async () => {
  const made = await caughtBench();
  const ap = async (port: number, register: number) => {
    const reply = await made.ask(8, 0xf2, 0x45, port & 0xff, port >> 8, register, 0);
    return { status: reply[0], value: new DataView(reply.buffer, reply.byteOffset).getUint32(4, true) };
  };
  const put = async (port: number, register: number, value: number) =>
    (
      await made.ask(
        2,
        0xf2,
        0x46,
        port & 0xff,
        port >> 8,
        register,
        0,
        value & 0xff,
        (value >> 8) & 0xff,
        (value >> 16) & 0xff,
        value >>> 24,
      )
    )[0];
  const dp = 0xffff;
  expect(await ap(dp, 0)).toEqual({ status: ok, value: 0x2ba0_1477 });
  await put(dp, 4, 0x5000_0000);
  expect((await ap(dp, 4)).value).toBe(0xf000_0000);
  expect((await ap(0, 0xfc)).value).toBe(0x2477_0011);
  expect((await ap(0, 0xf8)).status).toBe(0x1d);
  await made.ask(2, 0xf2, 0x4b, 0);
  expect((await ap(0, 0xf8)).value).toBe(0xe00f_f003);
  expect((await ap(1, 0x00)).status).toBe(0x1d);
  await put(0, 0, 0x2300_0052);
  await put(0, 4, 0x6000_0000);
  expect((await ap(0, 0x0c)).status).toBe(0x11);
  expect((await ap(dp, 4)).value & 0x20).toBe(0x20);
  expect((await ap(0, 0x0c)).status).toBe(0x11);
  await put(dp, 0, 0x1e);
  await put(0, 4, ram);
  expect(await put(0, 0x0c, 0x1234)).toBe(ok);
  expect((await ap(0, 4)).value).toBe(ram + 4);
  expect(await made.word(ram)).toBe(0x1234);
});

test('a list of registers is written and read in one go, as OpenOCD does it over DAP', async () => {
  const made = await caughtBench();
  const operations = Uint8Array.of(1, 2, 3, 0);
  const values = new Uint8Array(new Uint32Array([ram, 0xcafe, ram]).buffer);
  await made.send(0xf2, 0x51, 3);
  await made.link.bulkOut(2, Uint8Array.from([...operations, ...values]), 100);
  const reply = await made.ask(24, 0xf2, 0x52);
  const words = new DataView(reply.buffer, reply.byteOffset);
  expect(words.getUint32(8, true)).toBe(0xcafe);
  expect([12, 16, 20].map((at) => words.getUint32(at, true))).toEqual([ok, ok, ok]);
});

test('a V3 lists its frequencies and takes the next lower one', async () => {
  const made = await probeBench(wired('probe=v3'));
  const reply = await made.ask(52, 0xf2, 0x62, 0);
  const view = new DataView(reply.buffer, reply.byteOffset);
  const kHz = Array.from({ length: view.getUint32(8, true) }, (_, at) => view.getUint32(12 + 4 * at, true));
  expect(kHz).toEqual([24_000, 8_000, 3_300, 1_000, 200, 50, 5]);
  const set = await made.ask(8, 0xf2, 0x61, 0, 0, 0xd0, 0x07, 0, 0);
  expect(new DataView(set.buffer, set.byteOffset).getUint32(4, true)).toBe(1_000);
});

test('a data phase of no bytes is the end of a V3, until its port is reset', async () => {
  const made = await probeBench(wired('probe=v3'));
  await made.enter();
  await made.send(0xf2, 0x07, 0, 0, 0, 0x20, 0, 0);
  await expect(made.send(0xf5)).rejects.toThrow();
  await made.link.reset();
  await made.link.claim(0);
  expect((await made.ask(2, 0xf5))[0]).toBe(2);
});

test('commands without a reply leave none behind, and unknown ones are distinguished by status 42', async () => {
  const made = await probeBench();
  await made.enter();
  await made.send(0xf2, 0x21);
  expect((await made.ask(2, 0xf5))[0]).toBe(1);
  expect(hex(await made.ask(64, 0xf2, 0x77))).toBe('4200');
  expect((await made.ask(64, 0xe0))[0]).toBe(0x42);
  // Out of SWD mode the chip is out of reach.
  expect((await made.read(registers.cpuId)).status).toBe(0x08);
});

test('the SWD clock decides what a block takes', async () => {
  const took = async (divider: number) => {
    const made = await caughtBench();
    await made.ask(2, 0xf2, 0x43, divider, 0);
    const begun = made.clock.now();
    await made.readBlock(0x07, ram, 4096);
    return made.clock.now() - begun;
  };
  const [fast, slow] = [await took(0), await took(3)];
  expect(fast).toBeGreaterThan(25.6);
  expect(fast).toBeLessThan(27.5);
  expect(slow / fast).toBeGreaterThan(4);
});

test('random packets never break a probe: every one is answered or not, and it works afterwards', async () => {
  const { seededRandom } = await import('../../src/index.ts');
  const random = seededRandom(11, 'packets');
  const made: ProbeBench = await probeBench();
  for (let count = 0; count < 300; count++) {
    const bytes = random.fill(new Uint8Array(16));
    if (random.coin()) bytes[0] = 0xf2;
    // Data phases would swallow the packets after them.
    if (bytes[0] === 0xf2 && [0x08, 0x0d, 0x48, 0x50, 0x51].includes(bytes[1] ?? 0)) continue;
    await made.send(...bytes);
    await made.link.bulkIn(1, 0x1_0000, 5).catch(() => undefined);
  }
  await made.link.reset();
  await made.link.claim(0);
  await made.send(0xf3, 0x07);
  await made.send(0xf2, 0x21);
  expect(await made.enter()).toBe(ok);
  expect(await made.word(registers.cpuId)).toBe(0x410f_c241);
});
