// OpenOCD 0.12 programs, verifies and starts a virtual board as it does a real one: its own loaders run on the virtual core.

import { boardVersion } from '@odflash/core';
import { factoryFlash, seededRandom } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { openocdBench, type Transport } from './openocd.ts';

/** 40,000 bytes whose vector table lets them start, and that are no ODrive firmware. */
function program(): Uint8Array {
  const image = seededRandom(7, 'program').fill(new Uint8Array(40_000));
  new DataView(image.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(image.buffer).setUint32(4, 0x0800_0201, true);
  return image;
}

const cases: readonly (readonly [string, string, Transport])[] = [
  ['V2J37S7', 'v2', 'hla'],
  ['V2J37S7', 'v2', 'dap'],
  ['V2J17S4', 'v2-clone', 'hla'],
  ['V2J40M27', 'v2-1', 'hla'],
  ['V3J9M3', 'v3', 'hla'],
  ['V3J9M3', 'v3', 'dap'],
  ['V3J9M3', 'v3-no-disk', 'dap'],
];

test.each(cases)(
  '%s (%s) over %s: programmed, verified by a loader, started, byte for byte',
  async (version, probe, transport) => {
    await using bench = await openocdBench(`v3.6-56V+stlink,probe=${probe},flash=blank`);
    const image = program();
    const { status, output } = await bench.program(transport, image);
    expect(output).toContain(version);
    expect(output).toContain('device id = 0x10076413');
    expect(output).toContain('** Verified OK **');
    expect(output).not.toContain('attempting binary compare');
    expect(status).toBe(0);
    expect(Buffer.compare(bench.board.flash.subarray(0, image.length), image)).toBe(0);
    // Whole sectors are written; the rest stays erased.
    expect(bench.board.flash.subarray(0xc000).every((byte) => byte === 0xff)).toBe(true);
    expect(bench.board.running()).toBe('other-firmware');
    expect(bench.board.recorder.violations).toEqual([]);
  },
);

test('a running ODrive is caught at its reset vector, flashed with real firmware of its kind, and runs it', async () => {
  const version = boardVersion('v3.6-56V');
  if (!version) throw new Error('the board is known');
  const image = factoryFlash(version, 3, '0.5.4').slice(0, 256 * 1024);
  await using bench = await openocdBench('v3.6-56V+stlink,firmware=0.5.6');
  const { status, output } = await bench.program('hla', image);
  expect(output).toContain('** Verified OK **');
  expect(status).toBe(0);
  expect(bench.board.running()).toBe('odrive');
  expect(Buffer.compare(bench.board.flash.subarray(0, image.length), image)).toBe(0);
  expect(bench.board.recorder.violations).toEqual([]);
});

test('firmware J17 has no registers of the debug port: OpenOCD refuses it over DAP in its own words', async () => {
  await using bench = await openocdBench('v3.6-56V+stlink,probe=v2-clone');
  const { status, output } = await bench.program('dap', program());
  expect(output).toContain('ST-Link version does not support DAP direct transport');
  expect(status).not.toBe(0);
});
