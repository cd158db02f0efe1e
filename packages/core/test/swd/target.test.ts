// The chip behind a virtual ST-Link as a Target: identified, read, caught, erased, programmed, checked, started.

import { mainFlash, sectors } from '@odflash/core/board';
import { expect, test } from 'vitest';
import { expectSame, pattern } from '../dfu/bench.ts';
import { bench } from './bench.ts';

const sector = (index: number) => sectors[index]!;
const offset = (address: number) => address - mainFlash.address;
const probes = ['v2', 'v2-clone', 'v2-1', 'v3'];

test.each(probes)('behind a %s the board is identified while its firmware runs on', async (probe) => {
  const { open, board } = bench(`probe=${probe}`);
  await using target = await open();
  expect(await target.identify()).toMatchObject({
    isF405: true,
    readProtected: false,
    board: { known: true, evidence: 'otp', version: { name: 'v3.6-56V' } },
    optionBytes: { readProtection: 0, writeProtected: [] },
  });
  expect(target.device.serial).toBe(board.serial);
  expect(board.running()).toBe('odrive');
  expect(board.recorder.operations).toEqual([]);
});

test('flash is read while the firmware runs on, at any address', async () => {
  const { open, board } = bench();
  await using target = await open();
  let told = 0;
  const range = { address: mainFlash.address + 3, length: 20_001 };
  const bytes = await target.read(range, {
    onBytes: (count) => {
      expect(count).toBeLessThanOrEqual(2048);
      told += count;
    },
  });
  expectSame(bytes, board.flash.slice(3, 20_004));
  expect(told).toBe(range.length);
  expect(board.running()).toBe('odrive');
});

test('a running motor controller is caught at a reset, and never halted where it is', async () => {
  const { open, board } = bench();
  await using target = await open();
  await target.hold();
  expect(board.running()).not.toBe('odrive');
  await target.rewrite(sector(3), []);
  expect(board.recorder.violations).toEqual([]);
});

test.each(probes)('behind a %s sectors are erased and programmed in words, and checked by the chip', async (probe) => {
  const { open, board } = bench(`probe=${probe}`);
  await using target = await open();
  await target.hold();
  expect(await target.parallelism(32)).toBe(32);
  const { address, length } = sector(1);
  const data = pattern(length);
  let told = 0;
  await target.rewrite(sector(1), [{ address, data }], { onBytes: (count) => (told += count) });
  expectSame(board.flash.slice(offset(address), offset(address) + length), data);
  expect(told).toBe(length);
  expect(await target.matches({ address, data })).toBeUndefined();
  expect(board.recorder.operations.every(({ width }) => width === 32)).toBe(true);
  expect(target.anomalies).toEqual({});
});

test('a large sector is longer than the queue in SRAM, and arrives whole', async () => {
  const { open, board } = bench('probe=v3');
  await using target = await open();
  await target.parallelism(32);
  const { address, length } = sector(5);
  const data = pattern(length);
  await target.rewrite(sector(5), [{ address, data }]);
  expectSame(board.flash.slice(offset(address), offset(address) + length), data);
});

test.each([8, 16] as const)('x%i programs the same bytes', async (width) => {
  const { open, board } = bench();
  await using target = await open();
  expect(await target.parallelism(width)).toBe(width);
  const { address } = sector(2);
  const data = pattern(600);
  await target.rewrite(sector(2), [{ address: address + 8, data }]);
  expectSame(board.flash.slice(offset(address) + 8, offset(address) + 608), data);
  expect(board.recorder.operations.at(-1)?.width).toBe(width);
});

test('bytes at unaligned addresses do not change their neighbours', async () => {
  const { open, board } = bench();
  await using target = await open();
  const { address, length } = sector(2);
  const blocks = [
    { address: address + 5, data: pattern(7) },
    { address: address + 1001, data: pattern(2, 9) },
  ];
  await target.rewrite(sector(2), blocks);
  const expected = new Uint8Array(length).fill(0xff);
  for (const block of blocks) expected.set(block.data, block.address - address);
  expectSame(board.flash.slice(offset(address), offset(address) + length), expected);
});

test('programming without an erase only clears bits', async () => {
  const { open, board } = bench();
  await using target = await open();
  const { address } = sector(0);
  const after = board.flash.slice(8, 16_384);
  await target.program({ address, data: new Uint8Array(8) });
  expectSame(board.flash.slice(0, 8), new Uint8Array(8));
  expectSame(board.flash.slice(8, 16_384), after);
});

test.each([0, 3, 4, 5000, 16_381, 16_383])('a byte that differs at %i is found exactly', async (place) => {
  const { open, board } = bench();
  await using target = await open();
  const { address, length } = sector(4);
  const data = board.flash.slice(offset(address), offset(address) + 16_384);
  for (const held of [false, true]) {
    if (held) await target.hold();
    const expected = Uint8Array.from(data);
    expected[place]! ^= 0x10;
    expect(await target.matches({ address, data: expected })).toEqual({
      address: address + place,
      expected: expected[place],
      found: data[place],
    });
    expect(await target.matches({ address, data })).toBeUndefined();
  }
  expect(length).toBeGreaterThan(data.length);
});

test('the firmware is started by a reset, and the probe is left', async () => {
  const { open, board } = bench();
  const target = await open();
  await target.hold();
  expect(await target.start()).toBe('started');
  await target[Symbol.asyncDispose]();
  expect(board.running()).toBe('odrive');
});

test('a board that was only looked at goes back to its firmware', async () => {
  const { open, board } = bench();
  const target = await open();
  await target.hold();
  await target.matches({ address: mainFlash.address, data: board.flash.slice(0, 4096) });
  await target[Symbol.asyncDispose]();
  expect(board.running()).toBe('odrive');
});

test('a board that was changed and not started does not start by itself', async () => {
  const { open, board } = bench();
  const target = await open();
  await target.rewrite(sector(3), []);
  await target[Symbol.asyncDispose]();
  expect(board.running()).not.toBe('odrive');
});

test('firmware that cannot start is distinguished from firmware that runs', async () => {
  const { open } = bench();
  await using target = await open();
  await target.rewrite(sector(0), []);
  expect(await target.start()).toBe('needs-power-cycle');
});

test('with the switch on DFU it is flashed, too, and a person has to set the switch', async () => {
  const { open, board } = bench();
  board.setSwitch('dfu');
  await using target = await open();
  await target.hold();
  expect(await target.start()).toBe('needs-power-cycle');
});

test('a stop takes effect while the queue fills, and the flash is left locked', async () => {
  const { open } = bench();
  await using target = await open();
  await target.parallelism(32);
  const stop = new AbortController();
  const { address, length } = sector(4);
  const work = target.rewrite(sector(4), [{ address, data: pattern(length) }], {
    signal: stop.signal,
    onBytes: () => stop.abort(),
  });
  stop.abort();
  await expect(work).rejects.toMatchObject({ code: 'aborted' });
  await target.rewrite(sector(3), []);
});

test('bytes outside the main flash are a bug of the caller', async () => {
  const { open } = bench();
  await using target = await open();
  await expect(target.program({ address: 0x1fff7800, data: new Uint8Array(4) })).rejects.toMatchObject({
    code: 'internal',
  });
  await expect(
    target.rewrite(sector(1), [{ address: sector(2).address, data: new Uint8Array(4) }]),
  ).rejects.toMatchObject({ code: 'internal' });
});
