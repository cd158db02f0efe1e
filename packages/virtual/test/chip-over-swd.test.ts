// The flash interface, option bytes and CRC unit as a debugger meets them, register by register (RM0090 §3, §4).

import { expect, test } from 'vitest';
import { pattern } from './bench.ts';
import { caughtBench, flash, ok, type ProbeBench, probeBench, ram, registers } from './probe/bench.ts';

const busy = 0x1_0000;
const lock = 0x8000_0000;
const words = 0x200;

async function idle(made: ProbeBench): Promise<number> {
  const begun = made.clock.now();
  while (((await made.word(registers.status)) & busy) !== 0) await made.clock.sleep(1);
  return made.clock.now() - begun;
}

async function unlocked(profile = 'v3.6-56V+stlink'): Promise<ProbeBench> {
  const made = await caughtBench(profile);
  await made.unlock();
  return made;
}

const eraseSector = (sector: number) => 0x1_0002 | (sector << 3);

test('CR is locked after reset and ignores writes; the keys open it, a wrong one is a bus error and jams it until a reset', async () => {
  const made = await caughtBench();
  await made.write(registers.control, 1);
  expect(await made.word(registers.control)).toBe(lock);
  await made.unlock();
  await made.write(registers.control, 1);
  expect(await made.word(registers.control)).toBe(1);
  await made.write(registers.control, lock);
  expect(await made.write(registers.key, 0x1234)).toBe(0x11);
  expect(await made.write(registers.key, 0x4567_0123)).toBe(0x11);
  await made.catchReset();
  await made.unlock();
  expect(await made.word(registers.control)).toBe(0);
});

test.each([
  ['x8', 0, 400],
  ['x32', words, 250],
])('erasing 16 KiB at %s takes its time, sets BSY meanwhile and clears STRT', async (_name, size, ms) => {
  const made = await unlocked();
  await made.write(registers.control, eraseSector(0) | size);
  const took = await idle(made);
  expect(Math.abs(took - ms)).toBeLessThan(4);
  expect(made.board.flash.subarray(0, 0x4000).every((byte) => byte === 0xff)).toBe(true);
  expect((await made.word(registers.control)) & busy).toBe(0);
});

test('a flash that is read while it erases answers WAIT; RAM and registers answer at once', async () => {
  const made = await unlocked();
  await made.write(registers.control, eraseSector(1));
  expect((await made.read(flash)).status).toBe(0x10);
  expect((await made.read(ram)).status).toBe(ok);
  await made.readBlock(0x07, flash, 64);
  expect(await made.blockStatus()).toEqual({ status: 0x10, address: flash });
  await idle(made);
  expect((await made.read(flash)).status).toBe(ok);
});

test('words written through the probe are programmed at x32: bits only fall, and the AHB waits for each', async () => {
  const made = await unlocked('v3.6-56V+stlink,flash=blank');
  await made.write(registers.control, words | 1);
  const data = pattern(4096);
  const begun = made.clock.now();
  await made.writeBlock(0x08, flash, data);
  expect(await made.blockStatus()).toMatchObject({ status: ok });
  expect(made.clock.now() - begun).toBeGreaterThan(1024 * 0.016);
  expect(Buffer.compare(made.board.flash.subarray(0, 4096), data)).toBe(0);
  expect(await made.word(registers.status)).toBe(0);
});

test('stores without PG, of another width, or to a protected sector change nothing and say why in SR', async () => {
  const made = await unlocked('v3.6-56V+stlink,flash=blank,wrp=1');
  await made.write(flash, 0);
  expect(await made.word(registers.status)).toBe(0x80);
  await made.write(registers.status, 0xf0);
  await made.write(registers.control, 1);
  await made.write(flash, 0);
  expect(await made.word(registers.status)).toBe(0x40);
  await made.write(registers.status, 0xf0);
  await made.write(registers.control, words | 1);
  await made.write(flash + 0x4000, 0);
  expect(await made.word(registers.status)).toBe(0x10);
  expect(made.board.flash.every((byte) => byte === 0xff)).toBe(true);
});

test('programming with stale SER and SNB bits works, as st-flash does it', async () => {
  const made = await unlocked('v3.6-56V+stlink,flash=blank');
  await made.write(registers.control, 0x213);
  await made.write(flash, 0x1234_5678);
  expect(await made.word(registers.status)).toBe(0);
  expect(await made.word(flash)).toBe(0x1234_5678);
});

test('sector and mass erase asked for together do nothing', async () => {
  const made = await unlocked();
  const before = made.board.flash.slice();
  await made.write(registers.control, 0x1_0006);
  await made.clock.sleep(20_000);
  expect(Buffer.compare(made.board.flash, before)).toBe(0);
});

test('read protection level 1 closes the flash to a debugger and leaves everything else open', async () => {
  const made = await unlocked('v3.6-56V+stlink,rdp=1');
  expect(((await made.word(registers.option)) >>> 8) & 0xff).not.toBe(0xaa);
  expect((await made.read(flash)).status).toBe(0x11);
  expect(made.board.showsFlash()).toBe(false);
  expect((await made.read(ram)).status).toBe(ok);
  expect(await made.word(registers.idCode)).toBe(0x1007_6413);
  const before = made.board.flash.slice();
  await made.write(registers.control, eraseSector(0));
  expect(await made.word(registers.status)).toBe(0x10);
  expect(Buffer.compare(made.board.flash, before)).toBe(0);
});

async function unlockOptions(made: ProbeBench): Promise<void> {
  await made.write(registers.optionKey, 0x0819_2a3b);
  await made.write(registers.optionKey, 0x4c5d_6e7f);
}

test('lowering RDP to 0 erases everything first and counts from the next power-on', async () => {
  const made = await unlocked('v3.6-56V+stlink,rdp=1');
  await unlockOptions(made);
  await made.write(registers.option, 0x0fff_aaec);
  await made.write(registers.option, 0x0fff_aaee);
  expect(await idle(made)).toBeGreaterThan(8_000);
  expect(made.board.flash.every((byte) => byte === 0xff)).toBe(true);
  expect((await made.read(flash)).status).toBe(0x11);
  made.board.powerCycle();
  await made.enter();
  expect(await made.word(flash)).toBe(0xffff_ffff);
  expect(await made.word(registers.option)).toBe(0x0fff_aaed);
});

test('a regression cut by the supply leaves the chip protected and its flash half erased', async () => {
  const made = await unlocked('v3.6-56V+stlink,rdp=1');
  await unlockOptions(made);
  await made.write(registers.option, 0x0fff_aaee);
  await made.clock.sleep(2_000);
  made.board.powerCycle();
  expect(made.board.optionBytes[1]).not.toBe(0xaa);
  await made.enter();
  expect((await made.read(flash)).status).toBe(0x11);
});

test('read protection level 2 closes the debug port permanently, from the next reset on', async () => {
  const made = await unlocked();
  await unlockOptions(made);
  await made.write(registers.option, 0x0fff_ccee);
  await idle(made);
  expect(made.board.recorder.violations.map(({ rule }) => rule)).toContain('read protection level 2');
  expect(await made.enter()).toBe(ok);
  made.board.reset();
  expect(await made.enter()).toBe(0x09);
  made.board.powerCycle();
  expect(await made.enter()).toBe(0x09);
});

test('OTP is programmed once, and that it was is on record', async () => {
  const made = await unlocked('v3.6-56V+stlink,otp=blank');
  await made.write(registers.control, words | 1);
  await made.write(0x1fff_7800, 0x0101_01fe);
  expect(await made.word(0x1fff_7800)).toBe(0x0101_01fe);
  expect(made.board.recorder.violations.map(({ rule }) => rule)).toContain('a write to OTP');
});

test('the CRC unit needs its clock, and then computes what its data sheet says', async () => {
  const made = await caughtBench();
  const [data, control, clocks] = [0x4002_3000, 0x4002_3008, 0x4002_3830];
  await made.write(data, 0x1234_5678);
  expect(await made.word(data)).toBe(0);
  await made.write(clocks, (await made.word(clocks)) | 0x1000);
  await made.write(control, 1);
  expect(await made.word(data)).toBe(0xffff_ffff);
  await made.write(data, 0x1234_5678);
  // CRC-32/MPEG-2 of 12 34 56 78.
  expect(await made.word(data)).toBe(0xdf8a_8a2b);
});

test('the supply that fails in the middle of an erase leaves a mixture', async () => {
  const made = await unlocked();
  await made.write(registers.control, eraseSector(5));
  await made.clock.sleep(700);
  made.board.cutPower();
  const sector = made.board.flash.subarray(0x2_0000, 0x4_0000);
  expect(made.board.recorder.operations.at(-1)).toMatchObject({ kind: 'erase', without: 'power' });
  expect(sector).toHaveLength(0x2_0000);
});

test('without a probe nothing of this is there', async () => {
  await expect(probeBench('v3.6-56V')).rejects.toThrow('no ST-Link');
});
