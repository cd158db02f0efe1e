// Halts, resets and resumes as debuggers know them from a Cortex-M4 (ARMv7-M C1.6, and what OpenOCD and st-flash depend on).

import { expect, test } from 'vitest';
import { virtualBus } from '../../src/index.ts';
import { caughtBench, flash, ok, probeBench, ram, registers } from '../probe/bench.ts';

const bits = { enable: 1, halt: 2, halted: 0x2_0000, lockedUp: 0x8_0000, retired: 0x100_0000, reset: 0x200_0000 };
const halt = 0xa05f_0003;
const run = 0xa05f_0001;
const step = 0xa05f_0005;

const code = (...halves: readonly number[]) =>
  Uint8Array.from(
    [...halves, ...(halves.length % 2 === 0 ? [] : [0xbf00])].flatMap((half) => [half & 0xff, half >> 8]),
  );

test('vector catch halts at the reset handler with the stack of the vector table, and S_RESET_ST is reported once', async () => {
  const made = await caughtBench('v3.6-56V+stlink');
  const first = await made.word(registers.halting);
  expect(first & (bits.reset | bits.halted | bits.halt)).toBe(bits.reset | bits.halted | bits.halt);
  expect((await made.word(registers.halting)) & bits.reset).toBe(0);
  expect((await made.word(registers.stops)) & 8).toBe(8);
  const view = new DataView(made.board.flash.buffer, made.board.flash.byteOffset);
  expect(await made.register(13)).toBe(view.getUint32(0, true));
  expect(await made.register(15)).toBe(view.getUint32(4, true) & ~1);
  expect(await made.register(16)).toBe(0x0100_0000);
  expect(made.board.running()).toBe('debugged');
  expect(made.board.socket.port).toBeUndefined();
  expect(made.board.recorder.violations).toEqual([]);
});

test('resumed at its reset handler, the firmware starts and is back on the bus', async () => {
  const made = await caughtBench('v3.6-56V+stlink');
  await made.write(registers.halting, run);
  expect(made.board.running()).toBe('odrive');
  await made.clock.sleep(1000);
  expect(made.board.socket.port).toBeDefined();
});

test('an ODrive halted in place is a violation: its brake resistor may conduct. Its USB is silent until it continues', async () => {
  const made = await probeBench('v3.6-56V+stlink');
  await made.enter();
  await made.write(registers.halting, halt);
  expect(made.board.recorder.violations.map(({ rule }) => rule)).toEqual(['running firmware halted in place']);
  const port = made.board.socket.port;
  const asked = {
    endpoint: 0,
    setup: { requestType: 0x80, request: 8, value: 0, index: 0 },
    data: new Uint8Array(0),
    length: 1,
  };
  const answer = (signal: AbortSignal) =>
    port?.submit(asked, signal).then(
      () => 'an answer',
      () => 'no answer',
    );
  const giveUp = new AbortController();
  const silent = answer(giveUp.signal);
  await made.clock.sleep(5000);
  giveUp.abort();
  expect(await silent).toBe('no answer');
  expect(await made.register(15)).toBe(flash + 0xb9ec);
  await made.write(registers.halting, run);
  expect(await answer(new AbortController().signal)).toBe('an answer');
  expect(made.board.running()).toBe('odrive');
});

test('an erased chip is locked up; caught at reset it stands at 0xFFFFFFFE, and running on locks it up again', async () => {
  const made = await caughtBench('v3.6-56V+stlink,flash=blank');
  expect(await made.register(15)).toBe(0xffff_fffe);
  expect(await made.register(13)).toBe(0xffff_fffc);
  await made.write(registers.halting, run);
  expect((await made.word(registers.halting)) & (bits.lockedUp | bits.halted)).toBe(bits.lockedUp);
});

test('code in RAM runs to its BKPT, which sets S_HALT, C_HALT and DFSR.BKPT and leaves the PC on it', async () => {
  const made = await caughtBench();
  // MOVS R0, #5; ADDS R0, #2; BKPT
  await made.writeBlock(0x08, ram, code(0x2005, 0x3002, 0xbe00));
  await made.setRegister(15, ram);
  await made.setRegister(16, 0x0100_0000);
  await made.write(registers.halting, run);
  const word = await made.word(registers.halting);
  expect(word & (bits.halted | bits.halt)).toBe(bits.halted | bits.halt);
  expect(await made.register(0)).toBe(7);
  expect(await made.register(15)).toBe(ram + 4);
  expect((await made.word(registers.stops)) & 2).toBe(2);
});

test('one step is one instruction', async () => {
  const made = await caughtBench();
  await made.writeBlock(0x08, ram, code(0x2005, 0x3002, 0xe7fe));
  await made.setRegister(15, ram);
  await made.setRegister(16, 0x0100_0000);
  await made.write(registers.halting, step);
  expect([await made.register(0), await made.register(15)]).toEqual([5, ram + 2]);
});

test('an instruction no loader needs is refused and recorded, and the core locks up', async () => {
  const made = await caughtBench();
  // MULS R0, R1
  await made.writeBlock(0x08, ram, code(0x4348, 0xbe00));
  await made.setRegister(15, ram);
  await made.setRegister(16, 0x0100_0000);
  await made.write(registers.halting, run);
  expect((await made.word(registers.halting)) & bits.lockedUp).toBe(bits.lockedUp);
  expect(await made.word(0xe000_ed28)).toBe(0x1_0000);
  expect(made.board.recorder.violations.map(({ rule }) => rule)).toEqual(['an instruction that no loader needs']);
});

test('no code runs from CCM RAM, which holds data', async () => {
  const made = await caughtBench();
  const ccm = 0x1000_0000;
  await made.writeBlock(0x08, ccm, code(0x2005, 0xbe00));
  expect(await made.word(ccm)).toBe(0xbe00_2005);
  await made.setRegister(15, ccm);
  await made.setRegister(16, 0x0100_0000);
  await made.write(registers.halting, run);
  expect((await made.word(registers.halting)) & bits.lockedUp).toBe(bits.lockedUp);
});

test('while NRST is low the debug port answers; released, the chip halts at its first instruction if that was asked for', async () => {
  const made = await probeBench();
  await made.ask(2, 0xf2, 0x3c, 0);
  expect(made.board.running()).toBe('debugged');
  expect(await made.enter()).toBe(ok);
  await made.write(registers.halting, run);
  await made.write(registers.exceptions, 0x0100_0001);
  await made.ask(2, 0xf2, 0x3c, 1);
  expect((await made.word(registers.halting)) & bits.halted).toBe(bits.halted);
  expect(made.board.recorder.violations).toEqual([]);
  await made.write(registers.exceptions, 0x0100_0000);
  await made.ask(2, 0xf2, 0x3c, 2);
  expect(made.board.running()).toBe('odrive');
});

test('a power cycle makes the debug registers forget, a reset does not', async () => {
  const made = await caughtBench();
  made.board.reset();
  expect(made.board.running()).toBe('debugged');
  made.board.powerCycle();
  expect(made.board.running()).toBe('odrive');
  await made.enter();
  expect((await made.word(registers.halting)) & bits.enable).toBe(0);
});

test('with the switch on DFU the chip is caught in the ROM, whose vectors lie at 0, and the ROM starts when it continues', async () => {
  const made = await caughtBench('v3.6-56V+dfu+stlink');
  expect((await made.register(15)) >>> 16).toBe(0x1fff);
  expect(await made.word(0)).toBe(await made.word(0x1fff_0000));
  await made.write(registers.halting, run);
  expect(made.board.running()).toBe('rom');
});

test('unmapped addresses are faults that do not stick to the next command; identities are an F405’s', async () => {
  const made = await caughtBench();
  expect((await made.read(0x6000_0000)).status).toBe(0x11);
  expect(await made.word(registers.cpuId)).toBe(0x410f_c241);
  expect(await made.word(registers.idCode)).toBe(0x1007_6413);
  expect((await made.word(registers.flashSize)) >>> 16).toBe(1024);
  expect(await made.word(0xe000_ef40)).toBe(0x1011_0021);
  expect((await made.word(0xe00f_f000)) >>> 0).toBe(0xfff0_f003);
});

test('the probe and its board are two devices on one bus', async () => {
  const made = await probeBench();
  const infos = await virtualBus([made.board, made.probe], { clock: made.clock }).list();
  expect(infos.map(({ path, vendorId }) => [path, vendorId])).toEqual([
    ['1-1', 0x1209],
    ['2-1', 0x0483],
  ]);
});

test('firmware whose flash is erased below it while it runs, or while it is halted in place, does not survive it', async () => {
  for (const halted of [false, true]) {
    const made = await probeBench();
    await made.enter();
    if (halted) await made.write(registers.halting, halt);
    await made.unlock();
    await made.write(registers.control, 0x1_0012);
    await made.clock.sleep(1000);
    if (halted) await made.write(registers.halting, run);
    expect(made.board.running()).toBe('nothing');
    expect((await made.word(registers.halting)) & bits.lockedUp).toBe(bits.lockedUp);
  }
  const made = await probeBench();
  await made.enter();
  await made.unlock();
  // Sector 11 holds the configuration, not code.
  await made.write(registers.control, 0x1_005a);
  await made.clock.sleep(3000);
  expect(made.board.running()).toBe('odrive');
});

test('a probe that is unplugged releases the reset line', async () => {
  const made = await probeBench();
  await made.ask(2, 0xf2, 0x3c, 0);
  expect(made.board.running()).toBe('debugged');
  made.probe.cable(false);
  expect(made.board.running()).toBe('odrive');
});

test('a word at an address that no bus decodes is a fault while the flash works too, and the probe answers on', async () => {
  const made = await caughtBench('v3.6-56V+stlink');
  await made.unlock();
  await made.write(registers.control, 0x1_005a);
  expect((await made.read(0x2200_0114)).status).not.toBe(ok);
  expect((await made.read(registers.halting)).status).toBe(ok);
});
