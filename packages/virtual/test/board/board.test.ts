// What a board runs, and when: supply, switch, vector table, cable.

import { boardVersions, decodeOtp, mainFlash } from '@odflash/core/board';
import { firstDifference } from '@odflash/core/bytes';
import { describe, expect, test } from 'vitest';
import { factoryFirmware, judgeBoot, otherFirmware, virtualClock } from '../../src/index.ts';
import { odriveBoardIn } from '../../src/odrive/protocol/usb.ts';
import { bench, idleBench, requests } from '../bench.ts';

async function leaveAfter(made: Awaited<ReturnType<typeof idleBench>>, ms: number) {
  await made.setAddress(mainFlash.address);
  await made.out(requests.download, 0);
  await made.status();
  await made.clock.sleep(ms);
}

describe('power', () => {
  test('a board is on the bus when it is made, and gone without supply, USB or not', async () => {
    const made = bench('v3.6-56V');
    expect(made.board.running()).toBe('odrive');
    made.board.power(false);
    expect(made.board.running()).toBe('off');
    expect(made.board.socket.port).toBeUndefined();
    await made.clock.sleep(10_000);
    expect(made.board.socket.port).toBeUndefined();
    made.board.power(true);
    await made.clock.sleep(1000);
    expect(made.board.socket.port).toBeDefined();
  });

  test.each([
    ['v9.1', 250],
    ['v3.1', 270],
  ])('the ROM %s is on the bus %i ms after power-on', async (rom, ms) => {
    const made = bench(`v3.6-56V+dfu,rom=${rom}`);
    made.board.powerCycle();
    await made.clock.sleep(ms - 1);
    expect(made.board.socket.port).toBeUndefined();
    await made.clock.sleep(1);
    expect(made.board.socket.port).toBeDefined();
  });

  test('what was in RAM, the pointer and the voltage range do not survive it', async () => {
    const made = await idleBench();
    await made.setAddress(0xffff_0000);
    await made.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff));
    made.board.powerCycle();
    await made.clock.sleep(300);
    expect(made.board.rom()).toMatchObject({ state: 10, status: 10, pointer: mainFlash.address, feature: 0 });
  });

  test('cut in the middle of an erase, it leaves that sector and no other half done', async () => {
    const made = await idleBench('v3.6-56V+dfu,seed=4');
    const before = made.board.flash.slice();
    await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 1, 8));
    await made.status();
    await made.clock.sleep(700);
    made.board.cutPower();
    expect(made.board.recorder.operations).toMatchObject([{ kind: 'erase', sector: 4, without: 'power' }]);
    const [start, end] = [0x1_0000, 0x2_0000];
    expect(firstDifference(made.board.flash.subarray(0, start), before.subarray(0, start))).toBe(-1);
    expect(firstDifference(made.board.flash.subarray(end), before.subarray(end))).toBe(-1);
    made.board.power(true);
    await made.clock.sleep(5000);
    expect(made.board.recorder.operations).toHaveLength(1);
  });
});

describe('the DIP switch', () => {
  test('counts at the next reset, not before', async () => {
    const made = bench('v3.6-56V+dfu');
    made.board.setSwitch('run');
    expect(made.board.running()).toBe('rom');
    made.board.powerCycle();
    expect(made.board.running()).toBe('odrive');
    made.board.setSwitch('dfu');
    expect(made.board.running()).toBe('odrive');
    made.board.reset();
    expect(made.board.running()).toBe('rom');
  });

  test('left on DFU, ODrive firmware started by leave resets again and is back in the ROM', async () => {
    const made = await idleBench('v3.6-56V+dfu');
    await leaveAfter(made, 25);
    expect(made.board.running()).toBe('odrive');
    expect(made.board.socket.port).toBeUndefined();
    await made.clock.sleep(400);
    expect(made.board.running()).toBe('rom');
    expect(await made.state()).toBe(10);
  });

  test('put on RUN before, leave ends in the running firmware with the same serial number', async () => {
    const made = await idleBench('v3.6-56V+dfu');
    const serial = made.board.serial;
    made.board.setSwitch('run');
    await leaveAfter(made, 1000);
    expect(made.board.running()).toBe('odrive');
    const { data } = await made.control(0x80, 6, 0x0303, 0x0409, 255);
    expect(String.fromCharCode(...data.filter((byte, i) => i > 1 && byte > 0))).toBe(serial);
  });

  test('does not matter to other firmware started by leave: it just runs', async () => {
    const made = await idleBench('v3.6-56V+dfu,flash=other');
    await leaveAfter(made, 1000);
    expect(made.board.running()).toBe('other-firmware');
    expect(made.board.socket.port).toBeUndefined();
  });

  test('firmware can enter the ROM wherever the switch stands, and leave it again', async () => {
    const made = bench('v3.6-56V');
    made.board.enterBootloader();
    expect(made.board.socket.port).toBeUndefined();
    await made.clock.sleep(260);
    await made.idle();
    await leaveAfter(made, 1000);
    expect(made.board.running()).toBe('odrive');
  });
});

describe('what starts', () => {
  test.each([
    ['v3.6-56V', 'odrive'],
    ['v3.6-56V,flash=other', 'other-firmware'],
    ['v3.6-56V,flash=blank', 'nothing'],
    ['v3.6-56V,flash=blank,rdp=2', 'nothing'],
    ['v3.6-56V+dfu,rdp=2', 'odrive'],
    ['v3.6-56V+dfu,rdp=1', 'rom'],
  ])('%s: %s', (profile, running) => {
    const made = bench(profile);
    expect(made.board.running()).toBe(running);
    expect(made.board.socket.port !== undefined).toBe(running === 'odrive' || running === 'rom');
  });

  test.each([
    [0x2002_0000, 0x0800_0101, true],
    [0x1001_0000, 0x0800_0101, true],
    [0x2000_0004, 0x080f_ffff, true],
    [0x2002_0004, 0x0800_0101, false],
    [0x2000_0000, 0x0800_0101, false],
    [0x2001_0002, 0x0800_0101, true],
    [0x2001_ffff, 0x0800_0101, true],
    [0x2000_0003, 0x0800_0101, false],
    [0x2002_0000, 0x0800_0100, false],
    [0x2002_0000, 0x0810_0001, false],
    [0x2002_0000, 0x0000_0101, false],
    [0x2002_0000, 0x00ff_ffff, false],
    [0x0000_0000, 0x0000_0000, false],
    [0xffff_ffff, 0xffff_ffff, false],
  ])('stack %i and entry %i: %s', (stackPointer, entry, starts) => {
    const memory = new Uint8Array(8);
    new DataView(memory.buffer).setUint32(0, stackPointer, true);
    new DataView(memory.buffer).setUint32(4, entry, true);
    expect(judgeBoot(memory).starts).toBe(starts);
  });

  test('the verdict follows the flash as it is', async () => {
    const made = await idleBench();
    expect(made.board.bootVerdict()).toMatchObject({ starts: true, stackPointer: 0x2002_0000 });
    await made.setAddress(mainFlash.address);
    await made.write(2, new Uint8Array(8));
    expect(made.board.bootVerdict()).toEqual({ starts: false, why: 'invalidated' });
    await made.erase(mainFlash.address);
    expect(made.board.bootVerdict()).toEqual({ starts: false, why: 'erased' });
    await made.setAddress(mainFlash.address);
    await made.write(2, otherFirmware(1).slice(0, 4));
    expect(made.board.bootVerdict()).toEqual({ starts: false, why: 'no entry in flash' });
  });
});

describe('the cable', () => {
  test('pulled out and put in again finds the ROM as it was, with its buffer', async () => {
    const made = await idleBench();
    await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 0, 8));
    made.board.cable(false);
    expect(made.board.socket.port).toBeUndefined();
    made.board.cable(true);
    await made.clock.sleep(300);
    expect(await made.state()).toBe(3);
  });

  test('pulled out while the chip works does not stop the work', async () => {
    const made = await idleBench();
    await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 0, 8));
    await made.status();
    made.board.cable(false);
    await made.clock.sleep(1000);
    expect(made.board.recorder.operations).toMatchObject([{ kind: 'erase', sector: 0 }]);
    expect(made.board.flash[0]).toBe(0xff);
  });
});

describe('a board from the factory', () => {
  test.each(['v3.4-48V', 'v3.5-24V', 'v3.5-48V', 'v3.6-24V', 'v3.6-56V'])(
    '%s has its OTP, its firmware and a configuration',
    (name) => {
      const { board } = bench(name);
      expect(decodeOtp(board.otp)).toMatchObject({ kind: 'odrive', version: { name } });
      expect(odriveBoardIn(board.flash)).toBe(name.slice(1, 4));
      expect(board.bootVerdict().starts).toBe(true);
      for (const start of [0xc_0000, 0xe_0000]) {
        const sector = board.flash.subarray(start, start + 0x2_0000);
        expect(sector.some((byte) => byte !== 0xff)).toBe(true);
        expect(sector.filter((byte) => byte === 0xff).length).toBeGreaterThan(0x1_8000);
      }
      expect(board.flash.subarray(0x4_0000, 0xc_0000).every((byte) => byte === 0xff)).toBe(true);
    },
  );

  test('is the same for the same seed and another one for another', () => {
    const [a, b, c] = ['seed=5', 'seed=5', 'seed=6'].map((seed) => bench(`v3.6-56V,${seed}`).board);
    expect(firstDifference(a!.flash, b!.flash)).toBe(-1);
    expect(a!.serial).toBe(b!.serial);
    expect(a!.serial).toMatch(/^[0-9A-F]{12}$/);
    expect(c!.serial).not.toBe(a!.serial);
    expect(firstDifference(a!.flash, c!.flash)).toBeGreaterThanOrEqual(0);
  });

  test('carries vectors that lie inside its own code', () => {
    for (const version of boardVersions) {
      const image = factoryFirmware(version, 3);
      const view = new DataView(image.buffer);
      for (let vector = 1; vector < 98; vector++) {
        const handler = view.getUint32(4 * vector, true);
        expect(handler % 2).toBe(1);
        expect(handler - mainFlash.address).toBeLessThan(image.length);
      }
    }
  });
});

test('two boards on one clock do not disturb each other', async () => {
  const clock = virtualClock();
  const [one, two] = [
    await idleBench('v3.6-56V+dfu,seed=1', { clock }),
    await idleBench('v3.5-24V+dfu,seed=2', { clock, path: '1-2' }),
  ];
  await Promise.all([one.erase(mainFlash.address), two.erase(mainFlash.address + 0x4000)]);
  expect(clock.now()).toBe(400);
  expect(one.board.recorder.operations).toMatchObject([{ sector: 0 }]);
  expect(two.board.recorder.operations).toMatchObject([{ sector: 1 }]);
});

describe('faults inflicted later', () => {
  const eraseFirst = Uint8Array.of(0x41, 0, 0, 0, 8);

  test('count from then on, replace those before and come to nothing once there are none', async () => {
    const made = await idleBench('v3.6-56V+dfu,stall-at=3,stale-until=never');
    made.board.injectFaults('stall-at=1,drop-erase=1');
    expect((await made.in(requests.getState, 0, 1)).status).toBe('stall');
    expect(await made.erase(mainFlash.address)).toMatchObject({ status: 0 });
    expect(made.board.flash[0]).not.toBe(0xff);
    const struck = [{ kind: 'stall', setup: { request: requests.getState } }, { kind: 'drop-erase' }];
    expect(made.board.recorder.strikes).toMatchObject(struck);
    made.board.injectFaults('');
    for (let n = 0; n < 5; n++) expect(await made.erase(mainFlash.address)).toMatchObject({ status: 0 });
    expect(made.board.flash[0]).toBe(0xff);
    expect(made.board.recorder.strikes).toHaveLength(2);
  });

  test('reach a command that is under way, whatever the enumeration', async () => {
    const made = await idleBench();
    await made.out(requests.download, 0, eraseFirst);
    made.board.injectFaults('power-cut-at=2');
    await made.status();
    made.board.cable(false);
    made.board.cable(true);
    await made.clock.sleep(300);
    await made.state().catch(() => undefined);
    expect(made.board.running()).toBe('off');
  });

  test('are faults of wire and flash, not of the board', () => {
    const { board } = bench();
    expect(() => board.injectFaults('rdp=1')).toThrow('virtual-board.only-at-start');
    expect(() => board.injectFaults('stall-at=x')).toThrow('virtual-board.value-invalid');
  });
});
