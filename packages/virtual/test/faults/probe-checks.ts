// The options of the ST-Link.

import { LinkError } from '@odflash/core';
import { expect } from 'vitest';
import { parseProfile } from '../../src/board/profile.ts';
import { virtualBus } from '../../src/index.ts';
import { bytesOf, caughtBench, flash, ok, type ProbeBench, probeBench, ram, registers } from '../probe/bench.ts';
import type { Checks } from './bench.ts';

const wired = (...options: string[]) => ['v3.6-56V+stlink', ...options].join(',');

/** The packet of ENTER, as transfer 1, and its reply, as transfer 2. */
const enter = (made: ProbeBench) => made.ask(2, 0xf2, 0x30, 0xa3);

async function failure(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => 'done',
    (error: unknown) => (error instanceof LinkError ? error.kind : error),
  );
}

const millivolts = async (made: ProbeBench) => {
  const reply = new DataView((await made.ask(8, 0xf7)).slice().buffer);
  return (2400 * reply.getUint32(4, true)) / reply.getUint32(0, true);
};

async function bytesOfReset(made: ProbeBench): Promise<number> {
  await made.enter();
  await made.word(registers.halting);
  await made.ask(2, 0xf2, 0x3c, 2);
  return (await made.word(registers.halting)) & 0x0200_0000;
}

/** The status of the n-th command that reaches the chip, ENTER being the first. */
async function statusAt(profile: string, ordinal: number): Promise<number> {
  const made = await probeBench(profile);
  await made.enter();
  for (let command = 2; command < ordinal; command++) expect((await made.read(registers.cpuId)).status).toBe(ok);
  return (await made.read(registers.cpuId)).status;
}

export const probeChecks: Checks = {
  probe: async () => {
    const versions: Record<string, string> = {};
    for (const model of ['v2', 'v2-clone', 'v2-1', 'v3', 'v3-no-disk']) {
      const made = await probeBench(wired(`probe=${model}`));
      versions[model] = Buffer.from(await made.ask(6, 0xf1, 0x80)).toString('hex');
    }
    expect(versions).toEqual({
      v2: '294783044837',
      'v2-clone': '244483044837',
      'v2-1': '2a1b83044b37',
      v3: '300083044e37',
      'v3-no-disk': '300083045437',
    });
  },
  'probe-firmware': async () => {
    const made = await probeBench(wired('probe-firmware=12'));
    expect(Buffer.from(await made.ask(6, 0xf1, 0x80)).toString('hex')).toBe('230783044837');
    expect((await made.ask(8, 0xf7))[0]).toBe(0x42);
  },
  'probe-version': async () => {
    const made = await probeBench(wired('probe-version=zeros'));
    expect(Buffer.from(await made.ask(6, 0xf1, 0x80)).toString('hex')).toBe('020000000000');
    expect(await made.enter()).toBe(0x09);
  },
  'probe-serial': async () => {
    const lengths: Record<string, number | undefined> = {};
    for (const kind of ['digits', 'raw', 'odd']) {
      const { probe, clock } = await probeBench(wired(`probe-serial=${kind}`));
      const [info] = await virtualBus([probe], { clock }).list();
      lengths[kind] = info?.serial?.length;
    }
    expect(lengths).toEqual({ digits: 24, raw: 12, odd: 9 });
  },
  'probe-found': async () => {
    const dfu = await probeBench(wired('probe-found=dfu'));
    expect((await dfu.ask(2, 0xf5))[0]).toBe(0);
    expect(await dfu.enter()).toBe(0x42);
    await dfu.send(0xf3, 0x07);
    expect((await dfu.ask(2, 0xf5))[0]).toBe(1);
    expect(await dfu.enter()).toBe(ok);
    const leftOver = await probeBench(wired('probe-found=left-over'));
    expect([...(await leftOver.ask(2, 0xf5))]).toEqual([0x80, 0]);
    expect((await leftOver.link.bulkIn(1, 2, 100)).data[0]).toBe(2);
    const hanging = await probeBench(wired('probe-found=hanging'));
    expect(await failure(hanging.send(0xf5))).toBe('timeout');
  },
  'probe-taken': async () => {
    expect(await failure(probeBench(wired('probe-taken=yes')))).toBe('busy');
  },
  sense: async () => {
    const readings: number[] = [];
    for (const sense of ['wired', 'open', 'floating']) {
      const made = await probeBench(wired(`sense=${sense}`));
      readings.push(Math.round(await millivolts(made)));
      expect(await made.enter(), sense).toBe(sense === 'wired' ? ok : 0x09);
    }
    expect(readings).toEqual([2927, 0, 1553]);
  },
  'target-voltage': async () => {
    expect(Math.round(await millivolts(await probeBench(wired('target-voltage=1801'))))).toBe(1801);
  },
  nrst: async () => {
    expect(await bytesOfReset(await probeBench(wired('nrst=wired')))).not.toBe(0);
    expect(await bytesOfReset(await probeBench(wired('nrst=open')))).toBe(0);
  },
  swd: async () => {
    for (const wires of ['open', 'swapped']) {
      const made = await probeBench(wired(`swd=${wires}`));
      expect(await made.enter()).toBe(0x09);
      // A program that does not look at that status reads what is left in the probe's buffer: the product id of GET_VERSION.
      await made.ask(6, 0xf1, 0x80);
      expect((await made.read(registers.idCode)).value & 0xffff).toBe(0x3748);
    }
  },
  idcode: async () => {
    const made = await probeBench(wired('idcode=0x10016413'));
    await made.enter();
    expect(await made.word(registers.idCode)).toBe(0x1001_6413);
  },
  'flash-size': async () => {
    const made = await probeBench(wired('flash-size=zero'));
    await made.enter();
    expect((await made.word(registers.flashSize)) >>> 16).toBe(0);
  },
  'probe-stall-at': async () => {
    const { link } = await probeBench(wired('probe-stall-at=1'));
    expect((await link.bulkOut(2, new Uint8Array(16), 100)).status).toBe('stall');
  },
  'probe-timeout-at': async () => {
    expect(await failure(enter(await probeBench(wired('probe-timeout-at=2'))))).toBe('timeout');
  },
  'probe-lost-at': async () => {
    expect(await failure(enter(await probeBench(wired('probe-lost-at=1'))))).toBe('timeout');
  },
  'probe-short-at': async () => {
    expect(await enter(await probeBench(wired('probe-short-at=2')))).toHaveLength(1);
  },
  'probe-corrupt-at': async () => {
    const [status = 0, zero = 0] = await enter(await probeBench(wired('probe-corrupt-at=2')));
    const wrong = (status ^ ok) | (zero << 8);
    expect(wrong & (wrong - 1)).toBe(0);
    expect(wrong).not.toBe(0);
  },
  'probe-replug-at': async () => {
    const made = await probeBench(wired('probe-replug-at=3'));
    await enter(made);
    expect(await failure(enter(made))).toBe('disconnected');
    expect(made.probe.socket.port).toBeDefined();
  },
  'probe-gone-at': async () => {
    const made = await probeBench(wired('probe-gone-at=3'));
    await enter(made);
    expect(await failure(enter(made))).toBe('disconnected');
    expect(made.probe.socket.port).toBeUndefined();
  },
  'probe-bus-reset-at': async () => {
    const made = await probeBench(wired('probe-bus-reset-at=2'));
    await made.send(0xf5);
    // The reply is forgotten.
    expect(await failure(made.link.bulkIn(1, 2, 100))).toBe('timeout');
    expect((await made.ask(2, 0xf5))[0]).toBe(1);
  },
  'swd-wait-at': async () => expect(await statusAt(wired('swd-wait-at=3'), 3)).toBe(0x10),
  'swd-fault-at': async () => expect(await statusAt(wired('swd-fault-at=3'), 3)).toBe(0x11),
  'swd-parity-at': async () => expect(await statusAt(wired('swd-parity-at=3'), 3)).toBe(0x13),
  'swd-silent-at': async () => {
    const made = await probeBench(wired('swd-silent-at=2'));
    await made.enter();
    expect((await made.read(registers.cpuId)).status).toBe(0x12);
    expect((await made.read(registers.cpuId)).status).toBe(ok);
  },
  'swd-lost-at': async () => {
    const made = await probeBench(wired('swd-lost-at=2'));
    await made.enter();
    for (let again = 0; again < 3; again++) expect((await made.read(registers.cpuId)).status).toBe(0x12);
    made.board.reset();
    expect(await made.enter()).toBe(0x09);
    made.board.powerCycle();
    expect(await made.enter()).toBe(ok);
  },
  'swd-reset-at': async () => {
    const made = await caughtBench(wired('swd-reset-at=7'));
    await made.word(registers.halting);
    await made.write(registers.exceptions, 0x0100_0000);
    expect((await made.word(registers.halting)) & 0x0202_0000).toBe(0x0200_0000);
  },
  'swd-power-cut-at': async () => {
    const made = await probeBench(wired('swd-power-cut-at=2'));
    await made.enter();
    expect((await made.read(registers.cpuId)).status).toBe(0x12);
    expect(made.board.running()).toBe('off');
  },
  'swd-brown-out-at': async () => {
    const made = await probeBench(wired('swd-brown-out-at=2'));
    await made.enter();
    expect((await made.read(registers.cpuId)).status).toBe(0x12);
    await made.clock.sleep(500);
    expect((await made.read(registers.cpuId)).status).toBe(ok);
  },
  'swd-lost-in-code': async () => {
    const made = await caughtBench(wired('swd-lost-in-code=yes'));
    // b . at the start of RAM
    await made.writeBlock(0x08, ram, Uint8Array.from(bytesOf(0xe7fe_e7fe)));
    await made.setRegister(15, ram);
    await made.write(registers.halting, 0xa05f_0001);
    expect((await made.read(registers.halting)).status).toBe(0x12);
    expect(await made.enter()).toBe(0x09);
    expect(parseProfile(wired('swd-lost-in-code=no')).settings.probe.swd.lostInCode).toBe(false);
    expect((await made.read(flash)).status).not.toBe(ok);
  },
};
