// Option bytes and what they forbid, as the ROM has it.

import { sectors } from '@odflash/core/board';
import { firstDifference } from '@odflash/core/bytes';
import { describe, expect, test } from 'vitest';
import { idleBench, pattern, requests } from './bench.ts';

const good = { status: 0, poll: 0, state: 5 };
const vendor = { status: 11, poll: 0, state: 10 };

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

  test('protection level 2 closes the ROM permanently', async () => {
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
    expect(made.board.recorder.violations.map(({ rule }) => rule)).toContain('read protection level 2');
  });
});

describe('read protection', () => {
  test('refuses every read, write and erase with errVENDOR; Get and leave go through, and pointers as documented', async () => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1,refused-pointers=none');
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
