// What OpenOCD says of boards that cannot be flashed is what it says of real ones.

import { expect, test } from 'vitest';
import { openocdBench } from './openocd.ts';

const image = new Uint8Array(1024).fill(0x5a);

test('a board without supply on a probe with a sense pin: target voltage 0, init mode failed', async () => {
  await using bench = await openocdBench('v3.6-56V+stlink');
  bench.board.power(false);
  const { status, output } = await bench.program('hla', image);
  expect(output).toContain('Target voltage: 0.000000');
  expect(output).toContain('target voltage may be too low for reliable debugging');
  expect(output).toContain('init mode failed (unable to connect to the target)');
  expect(status).toBe(1);
});

test('a board without supply on a clone: 3.25 V of its own, init mode failed', async () => {
  await using bench = await openocdBench('v3.6-56V+stlink,probe=v2-clone');
  bench.board.power(false);
  const { status, output } = await bench.program('hla', image);
  expect(output).toMatch(/Target voltage: 3\.2\d+/);
  expect(output).toContain('init mode failed (unable to connect to the target)');
  expect(status).toBe(1);
});

test('a genuine probe without VAPP reads 0 V of a powered board and cannot connect', async () => {
  await using bench = await openocdBench('v3.6-56V+stlink,sense=open');
  const { output } = await bench.program('hla', image);
  expect(output).toContain('Target voltage: 0.000000');
  expect(output).toContain('init mode failed (unable to connect to the target)');
});

test.each(['rdp=1', 'wrp=0-3'])(
  'a protected board (%s) stays as it is: OpenOCD fails to erase or write',
  async (fault) => {
    await using bench = await openocdBench(`v3.6-56V+stlink,${fault}`);
    const before = bench.board.flash.slice();
    const { status, output } = await bench.program('hla', image);
    expect(output).toMatch(
      /stm32x device protected|failed erasing sectors|error writing to flash at address 0x08000000/,
    );
    expect(output).toContain('** Programming Failed **');
    expect(status).toBe(1);
    expect(Buffer.compare(bench.board.flash, before)).toBe(0);
  },
);

test('`stm32f2x unlock 0` erases a board of read protection level 1; after a power cycle it can be programmed', async () => {
  await using bench = await openocdBench('v3.6-56V+stlink,rdp=1');
  const unlocked = await bench.run('hla', 'init', 'reset halt', 'stm32f2x unlock 0', 'exit');
  expect(unlocked.output).toContain('stm32f2x unlocked.');
  expect(bench.board.flash.every((byte) => byte === 0xff)).toBe(true);
  expect(bench.board.optionBytes[1]).toBe(0xaa);
  bench.board.powerCycle();
  const { status, output } = await bench.program('hla', image);
  expect(output).toContain('** Verified OK **');
  expect(status).toBe(0);
});

test('a probe that lost its identity is V0J8S0 to OpenOCD', async () => {
  await using bench = await openocdBench('v3.6-56V+stlink,probe-version=zeros');
  const { output } = await bench.program('hla', image);
  expect(output).toContain('V0J8S0 (API v0) VID:PID 0000:0000');
  expect(output).toContain('init mode failed');
});

test('SWD that dies as the loader runs fails the write, and a power cycle cures it', async () => {
  await using bench = await openocdBench('v3.6-56V+stlink,probe=v2-clone,flash=blank,swd-lost-in-code=yes');
  const { output } = await bench.program('hla', image);
  expect(output).toContain('pc: 0xfffffffe msp: 0xfffffffc');
  expect(output).toContain('** Programming Failed **');
  bench.board.powerCycle();
  const { output: halted } = await bench.run('hla', 'init', 'reset halt', 'exit');
  expect(halted).toContain('halted due to debug-request');
});
