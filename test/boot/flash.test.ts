// The whole way: odflash flashes the sample onto a virtual board, odflash reads it back, and exactly that is booted.

import { describe, expect, test } from 'vitest';
import { type Bench, virtualBench } from './odflash.ts';
import { boot } from './qemu.ts';
import { healthyLine, sampleFormats, sampleImage, samplePath } from './samples.ts';

const flashed = (bench: Bench, file: string, faults?: string) =>
  bench.odflash(['flash', file, '--yes', '--backup-dir', bench.backups], faults);

describe('what odflash wrote, read back and booted', () => {
  test.each(sampleFormats)('the sample from its %s file says ok', async (format) => {
    using bench = virtualBench();
    const before = bench.readBack();
    expect(flashed(bench, samplePath('2.0.0', format))).toMatchObject({
      status: 0,
      result: { v: 2, type: 'result', ok: true, board: 'verified' },
    });
    const back = bench.readBack();
    const image = sampleImage('2.0.0');
    expect(back.length).toBe(1024 * 1024);
    expect(Buffer.from(back.subarray(0, image.length)).equals(image)).toBe(true);
    const configuration = 0xc0000;
    expect(Buffer.from(back.subarray(configuration)).equals(before.subarray(configuration))).toBe(true);
    expect(await boot(back)).toEqual({ kind: 'line', text: healthyLine('2.0.0') });
  });

  test('an update replaces one version by the other, and back', async () => {
    using bench = virtualBench();
    for (const version of ['1.0.0', '2.0.0', '1.0.0'] as const) {
      expect(flashed(bench, samplePath(version, 'hex')).status).toBe(0);
      expect(await boot(bench.readBack())).toEqual({ kind: 'line', text: healthyLine(version) });
    }
  });

  // The test of every transfer is elsewhere (it takes virtual boards by the thousand); this one asks a processor.
  test('after a power cut the board starts the whole old image or nothing, as odflash says; then the whole new one', async () => {
    const old = { kind: 'line', text: healthyLine('1.0.0') };
    const met = new Set<unknown>();
    for (const transfer of [3, 300, 420, 540, 660, 780]) {
      using bench = virtualBench();
      flashed(bench, samplePath('1.0.0', 'bin'));
      const { status, result } = flashed(bench, samplePath('2.0.0', 'bin'), `power-cut-at=${transfer}`);
      expect(status, `transfer ${transfer} comes before the end`).not.toBe(0);
      met.add(result.board);
      const started = await boot(bench.readBack());
      if (result.board === 'untouched') expect(started).toEqual(old);
      else expect(started).toMatchObject({ kind: 'fault' });
      expect(flashed(bench, samplePath('2.0.0', 'bin')).status).toBe(0);
      expect(await boot(bench.readBack())).toEqual({ kind: 'line', text: healthyLine('2.0.0') });
    }
    expect(met).toContain('untouched');
    expect(met).toContain('partly-written');
  });
});
