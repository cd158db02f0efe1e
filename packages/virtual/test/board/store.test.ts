// A board that outlives the process that holds it.

import { firstDifference } from '@odflash/core/bytes';
import { describe, expect, test } from 'vitest';
import { createVirtualBoard } from '../../src/board/board.ts';
import { memoryStore, virtualClock } from '../../src/index.ts';
import { bench, benchOf, idleBench, pattern, requests } from '../bench.ts';

const profile = 'v3.6-56V+dfu';
const eraseFirst = Uint8Array.of(0x41, 0, 0, 0, 8);

/** The process dies: its clock stops forever. Another one takes the board up. */
function again(store: ReturnType<typeof memoryStore>, text = profile) {
  const clock = virtualClock();
  return benchOf(clock, createVirtualBoard(text, { clock, store }));
}

test('a new board is kept at once, whole', () => {
  const store = memoryStore();
  const made = bench('v3.5-24V+dfu,seed=9', { store });
  const saved = store.saved()!;
  expect(firstDifference(saved.flash, made.board.flash)).toBe(-1);
  expect(saved.state).toMatchObject({ version: 1, running: 'rom', rom: { state: 10 } });
  const back = again(store, 'v3.6-56V+dfu');
  expect(back.board.serial).toBe(made.board.serial);
  expect(firstDifference(back.board.otp, made.board.otp)).toBe(-1);
});

describe('a process killed', () => {
  test('between DNLOAD and GETSTATUS leaves the command buffered, and nothing happens until it is asked for', async () => {
    const store = memoryStore();
    const made = await idleBench(profile, { store });
    await made.out(requests.download, 0, eraseFirst);
    const back = again(store);
    await back.clock.sleep(10_000);
    expect(await back.state()).toBe(3);
    expect(firstDifference(back.board.flash, made.board.flash)).toBe(-1);
    await back.status();
    await back.status();
    expect(back.board.flash[0]).toBe(0xff);
  });

  test('in the middle of an erase leaves a board that has finished it', async () => {
    const store = memoryStore();
    const made = await idleBench(profile, { store });
    await made.out(requests.download, 0, eraseFirst);
    await made.status();
    const back = again(store);
    expect(back.board.flash.subarray(0, 0x4000).every((byte) => byte === 0xff)).toBe(true);
    expect(await back.state()).toBe(4);
    expect(await back.status()).toMatchObject({ status: 0, state: 5 });
  });

  test('between writes leaves every byte that was programmed, the pointer and the voltage range', async () => {
    const store = memoryStore();
    const made = await idleBench(profile, { store });
    await made.erase(0x0800_0000);
    await made.setAddress(0xffff_0000);
    await made.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff));
    await made.setAddress(0x0800_0000);
    await made.write(2, pattern(2048));
    const back = again(store);
    expect(firstDifference(back.board.flash, made.board.flash)).toBe(-1);
    const begin = back.clock.now();
    expect(await back.write(3, pattern(2048))).toMatchObject({ state: 5 });
    expect(back.clock.now() - begin).toBeCloseTo(8.192, 6);
    expect(firstDifference(back.board.flash.subarray(2048, 4096), pattern(2048))).toBe(-1);
  });

  test('while the ROM was leaving: it has left', async () => {
    const store = memoryStore();
    const made = bench('v3.6-56V,flash=other', { store });
    made.board.enterBootloader();
    await made.clock.sleep(300);
    await made.idle();
    await made.out(requests.download, 0);
    await made.status();
    const back = again(store, 'v3.6-56V,flash=other');
    await back.clock.sleep(1);
    expect(back.board.running()).toBe('other-firmware');
  });

  test('in the middle of Read Unprotect: the chip is open and empty', async () => {
    const store = memoryStore();
    const made = await idleBench(`${profile},rdp=1`, { store });
    await made.out(requests.download, 0, Uint8Array.of(0x92));
    await made.status();
    const back = again(store, `${profile},rdp=1`);
    await back.clock.sleep(1000);
    expect(back.board.optionBytes[1]).toBe(0xaa);
    expect(back.board.flash.every((byte) => byte === 0xff)).toBe(true);
  });
});

test('option bytes and OTP are kept', async () => {
  const store = memoryStore();
  const made = await idleBench(profile, { store });
  await made.setAddress(0x1fff_7a00);
  await made.write(2, Uint8Array.of(0, 0xff, 0xff, 0xff));
  const block = made.board.optionBytes;
  block[8] = 0x0f;
  await made.setAddress(0x1fff_c000);
  await made.out(requests.download, 2, block);
  await made.status();
  await made.clock.sleep(1000);
  const back = again(store);
  expect(back.board.optionBytes[8]).toBe(0x0f);
  expect(back.board.otp[512]).toBe(0);
});

test('a board that was not in the ROM is power-cycled, with the switch where the profile has it', async () => {
  const store = memoryStore();
  bench('v3.6-56V,flash=other', { store });
  expect(again(store, 'v3.6-56V,flash=other').board.running()).toBe('other-firmware');
  expect(again(store, profile).board.running()).toBe('rom');
});

test('a board that had no supply has it again', async () => {
  const store = memoryStore();
  const made = await idleBench(profile, { store });
  await made.out(requests.download, 0, eraseFirst);
  made.board.cutPower();
  expect(store.saved()?.state).toMatchObject({ running: 'off' });
  const back = again(store);
  expect(await back.state()).toBe(10);
});

test('every change of the flash reaches the store as it happens, cut operations included', async () => {
  const store = memoryStore();
  const made = await idleBench(`${profile},seed=5`, { store });
  await made.erase(0x0800_0000);
  expect(firstDifference(store.saved()!.flash, made.board.flash)).toBe(-1);
  await made.out(requests.download, 0, Uint8Array.of(0x41, 0, 0, 2, 8));
  await made.status();
  await made.clock.sleep(100);
  made.board.cutPower();
  expect(firstDifference(store.saved()!.flash, made.board.flash)).toBe(-1);
});
