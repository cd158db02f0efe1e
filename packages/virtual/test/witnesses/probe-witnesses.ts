// What ST-Links and chips behind them were recorded to show and do.

import { expect } from 'vitest';
import { pattern } from '../bench.ts';
import { caughtBench, flash, ok, type ProbeBench, probeBench, ram, registers } from '../probe/bench.ts';
import type { WitnessChecks } from './witness.ts';

const wired = (...options: readonly string[]) => ['v3.6-56V+stlink', ...options].join(',');

function configurationOf({ probe }: ProbeBench) {
  const { configuration = new Uint8Array(), device = new Uint8Array() } = probe.socket.port?.descriptors ?? {};
  return {
    wTotalLength: configuration.length,
    interfaces: configuration[4],
    iConfiguration: configuration[6],
    attributes: `0x${configuration[7]?.toString(16)}`,
    bMaxPower_raw: configuration[8],
    device_class: [...device.subarray(4, 7)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('/'),
    bcdDevice: `${device[13]}.${device[12]?.toString(16).padStart(2, '0')}`,
  };
}

const volts = async (made: ProbeBench) => {
  const reply = new DataView((await made.ask(8, 0xf7)).slice().buffer);
  return (2.4 * reply.getUint32(4, true)) / reply.getUint32(0, true);
};

export const probeWitnesses: WitnessChecks = {
  'v3-speeds': async (facts) => {
    const made = await probeBench(wired('probe=v3'));
    expect((await made.ask(2, 0xf5))[0]).toBe(facts.mode_at_open);
    const view = new DataView((await made.ask(52, 0xf2, 0x62, 0)).slice().buffer);
    expect((facts.kHz as number[]).map((_, at) => view.getUint32(12 + 4 * at, true))).toEqual(facts.kHz);
    const begun = made.clock.now();
    await made.enter();
    expect(Math.abs(made.clock.now() - begun - Number(facts.enter_ms))).toBeLessThan(2);
    const opening = made.clock.now();
    await made.ask(2, 0xf2, 0x4b, 0);
    expect(Math.abs(made.clock.now() - opening - Number(facts.open_ap_ms))).toBeLessThan(2);
  },
  'v2-1-config': async ({ note: _, ...facts }) => {
    expect(configurationOf(await probeBench(wired('probe=v2-1')))).toMatchObject(facts);
  },
  'v3-3754-config': async (facts) => {
    expect(configurationOf(await probeBench(wired('probe=v3-no-disk')))).toEqual(facts);
  },
  'v2-read-rate': async (facts) => {
    const made = await caughtBench(wired('probe-firmware=46'));
    await made.ask(2, 0xf2, 0x43, 0, 0);
    const begun = made.clock.now();
    for (let block = 0; block < 10; block++) await made.readBlock(0x07, flash + 4096 * block, 4096);
    const rate = 40 / ((made.clock.now() - begun) / 1000);
    expect(Math.abs(rate / Number(facts.KiB_per_s) - 1)).toBeLessThan(0.1);
  },
  'openocd-crc': async () => {
    // The inner loop of a bitwise CRC as compilers make it: 16 MHz, the same work for each of eight bits.
    const made = await caughtBench();
    // loop: LSLS R2,R2,#1; BCC +0; EORS R2,R4; SUBS R3,#1; BNE loop; BKPT
    const loop = [0x0052, 0xd300, 0x4062, 0x3b01, 0xd1fa, 0xbe00];
    await made.writeBlock(0x08, ram, Uint8Array.from(loop.flatMap((half) => [half & 0xff, half >> 8])));
    await made.setRegister(3, 160_000);
    await made.setRegister(15, ram);
    await made.setRegister(16, 0x0100_0000);
    await made.write(registers.halting, 0xa05f_0001);
    const begun = made.clock.now();
    while (((await made.word(registers.halting)) & 0x2_0000) === 0) await made.clock.sleep(1);
    const perTurn = ((made.clock.now() - begun) * 16_000) / 160_000;
    // Five instructions and a taken branch or two: about 1.6 cycles each, as the log implies, not one.
    expect(perTurn / 5).toBeGreaterThan(1.4);
    expect(perTurn / 5).toBeLessThan(1.8);
  },
  voltages: async (facts) => {
    expect(await volts(await probeBench())).toBeCloseTo(Number(facts.genuine_on_odrive_v36), 2);
    expect(await volts(await probeBench(wired('sense=floating')))).toBeCloseTo(Number(facts.floating), 2);
    const unwired = await probeBench(wired('sense=open'));
    expect(await volts(unwired)).toBe(0);
    expect(await unwired.enter(), String(facts.genuine_unwired)).not.toBe(ok);
    const clone = await probeBench(wired('probe=v2-clone'));
    const read = facts.clone_J17 as number[];
    for (const on of [true, false]) {
      clone.board.power(on);
      expect(await volts(clone)).toBeGreaterThan(Math.min(...read) - 0.01);
      expect(await volts(clone)).toBeLessThan(Math.max(...read) + 0.01);
    }
  },
  'probe-version-zero': async (facts) => {
    const made = await probeBench(wired('probe-version=zeros'));
    const [high = 0, low = 0, ...ids] = await made.ask(6, 0xf1, 0x80);
    const packed = (high << 8) | low;
    const shown = `V${packed >> 12}J${(packed >> 6) & 0x3f}S${packed & 0x3f}`;
    expect(String(facts.printed)).toContain(shown);
    expect(ids).toEqual([0, 0, 0, 0]);
    expect(await made.enter()).not.toBe(ok);
  },
  'serial-unexpected': async () => {
    const made = await probeBench(wired('probe-serial=odd'));
    const serial = made.link.info.serial ?? '';
    expect(serial).not.toHaveLength(24);
    expect(serial).not.toHaveLength(12);
  },
  idcodes: async (facts) => {
    for (const code of facts.seen as string[]) {
      const made = await probeBench(wired(`idcode=${code}`));
      await made.enter();
      expect(await made.word(registers.idCode)).toBe(Number(code));
    }
  },
  'f415-flash-size-zero': async (facts) => {
    const made = await probeBench(wired('flash-size=zero'));
    await made.enter();
    expect((await made.word(registers.flashSize)) >>> 16).toBe(Number(facts.read_1FFF7A20) >>> 16);
  },
  'odrive-swd-wrp': async (facts) => {
    const made = await probeBench(wired('wrp=0-11'));
    await made.enter();
    await made.write(registers.halting, 0xa05f_0003);
    expect((await made.register(15)).toString(16).toUpperCase().padStart(8, '0')).toBe(String(facts.pc).slice(2));
    expect((await made.read(flash)).status, 'the flash is readable').toBe(ok);
    expect((await made.word(registers.flashSize)) >>> 16 === 1024, String(facts.flash_size_readable)).toBe(true);
    await made.unlock();
    const before = made.board.flash.slice();
    await made.write(registers.control, 0x1_0002);
    expect((await made.word(registers.status)) & 0x10, String(facts.write)).toBe(0x10);
    expect(Buffer.compare(made.board.flash, before)).toBe(0);
  },
  'odrive-swd-brownout': async (facts) => {
    const made = await caughtBench(wired('probe=v2-clone,flash=blank,swd-lost-in-code=yes'));
    expect(`0x${(await made.register(15)).toString(16).toUpperCase()}`).toBe(facts.pc);
    expect(`0x${(await made.register(13)).toString(16).toUpperCase()}`).toBe(facts.msp);
    await made.writeBlock(0x08, ram, pattern(4));
    await made.writeBlock(0x08, ram, Uint8Array.of(0xfe, 0xe7, 0xfe, 0xe7));
    await made.setRegister(15, ram);
    await made.write(registers.halting, 0xa05f_0001);
    expect((await made.read(registers.halting)).status).not.toBe(ok);
    made.board.reset();
    expect(await made.enter(), String(facts.during)).not.toBe(ok);
    made.board.powerCycle();
    expect(await made.enter()).toBe(ok);
  },
  'st-link-dfu-start': async () => {
    const made = await probeBench(wired('probe-found=dfu,probe-firmware=33'));
    expect((await made.ask(2, 0xf5))[0]).toBe(0);
    await made.send(0xf3, 0x07);
    expect((await made.ask(2, 0xf5))[0]).toBe(1);
  },
};
