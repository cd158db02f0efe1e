// The whole road: odflash flashes the sample onto a virtual board, odflash reads it back, and exactly that is booted.

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
      result: { v: 1, type: 'result', ok: true, board: 'verified' },
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

  // Some of these transfers come before the first change, most in the middle of it. `test/` has the test of every transfer;
  // this one asks a processor.
  test.each([3, 40, 200, 500, 900, 1300])(
    'power cut at transfer %i: the whole old image or nothing; then the whole new one',
    async (transfer) => {
      using bench = virtualBench();
      flashed(bench, samplePath('1.0.0', 'bin'));
      const old = { kind: 'line', text: healthyLine('1.0.0') };
      const cut = flashed(bench, samplePath('2.0.0', 'bin'), `power-cut-at=${transfer}`);
      const afterCut = await boot(bench.readBack());
      if (cut.status === 0) expect(afterCut).toEqual({ kind: 'line', text: healthyLine('2.0.0') });
      else if (afterCut.kind === 'line') expect(afterCut).toEqual(old);
      expect(flashed(bench, samplePath('2.0.0', 'bin')).status).toBe(0);
      expect(await boot(bench.readBack())).toEqual({ kind: 'line', text: healthyLine('2.0.0') });
    },
  );
});
