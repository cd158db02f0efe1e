// An update of a board that is calibrated: a calibration that worked before works afterwards, whether the new firmware reads
// what stayed in the flash or has it restored, and it costs no more requests than the values that are written.

import { describe, expect, it } from 'vitest';
import { bench, firmwareImage, readAll, run } from '../bench.ts';

const motor = ['phase_resistance', 'phase_inductance', 'pre_calibrated'].map((name) => `axis0.motor.config.${name}`);
const encoder = ['phase_offset', 'phase_offset_float', 'direction'].map((name) => `axis0.encoder.config.${name}`);
const works = ['axis0.motor.is_calibrated', 'axis1.motor.is_calibrated'];

describe('a calibrated board', () => {
  it.each([
    ['0.5.5', '0.5.6'],
    ['0.5.6', '0.5.5'],
    ['0.5.6', '0.5.6'],
  ])('keeps its calibration from %s to %s, also after the next power cycle', async (installed, next) => {
    for (const calibration of ['motor', 'full']) {
      const it = bench(`v3.6-56V,firmware=${installed},calibration=${calibration}`);
      const before = await readAll(it, [...motor, ...encoder, ...works]);
      expect(before.slice(-2)).toEqual([true, false]);
      const report = await run(it, { image: firmwareImage('v3.6-56V', next, 9) });
      expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
      expect(report.configuration?.repeat ?? []).not.toContain('motor');
      expect(await readAll(it, [...motor, ...encoder, ...works])).toEqual(before);
      it.board.powerCycle();
      await it.clock.sleep(5_000);
      expect(await readAll(it, [...motor, ...encoder, ...works])).toEqual(before);
    }
  });

  it('costs three requests for each value that is written: write, read back, read after the restart', async () => {
    // The descriptors are downloaded once.
    await run(bench('v3.6-56V,firmware=0.5.5'), {});
    const tallies = await Promise.all(
      ['none', 'motor', 'full'].map(async (calibration) => {
        const it = bench(`v3.6-56V,firmware=0.5.5,calibration=${calibration}`);
        const { stats, configuration } = await run(it, {});
        return { requests: stats.roundTrips, written: configuration?.written ?? 0 };
      }),
    );
    const [plain, ...calibrated] = tallies;
    for (const { requests, written } of calibrated)
      expect(requests - plain!.requests).toBe(3 * (written - plain!.written));
  });
});
