// What an update makes worse, on virtual boards.

import { describe, expect, it } from 'vitest';
import { bench, connect, firmwareImage, run } from './bench.ts';

const image = firmwareImage('v3.6-56V', '0.5.6');

describe('an update that compares the health', () => {
  it('finds nothing where nothing is worse', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const { health, outcome } = await run(it, { image, health: true });
    expect(outcome).toBe('changed');
    expect(health).toMatchObject({ isHealthy: true, newErrors: [], lostCalibrations: [], bus: 'same' });
  });

  it('does not count errors that were there before', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5,axis0.encoder.error=2');
    const { health } = await run(it, { image, health: true });
    expect(health?.newErrors).toEqual([]);
  });

  it('counts calibrations whose flags are gone', async () => {
    const it = bench('v3.6-56V,firmware=0.5.1,calibration=full');
    {
      await using odrive = await connect(it);
      expect(await odrive.read('axis0.encoder.config.pre_calibrated')).toBe(true);
    }
    const { health } = await run(it, { image, health: true });
    expect(health).toMatchObject({ isHealthy: false, lostCalibrations: ['axis0.encoder.config.pre_calibrated'] });
  });

  it('is not compared unless that is wished, nor in a dry run', async () => {
    expect((await run(bench('v3.6-56V,firmware=0.5.5'), { image })).health).toBeUndefined();
    expect((await run(bench('v3.6-56V,firmware=0.5.5'), { image, health: true, dryRun: true })).health).toBeUndefined();
  });
});
