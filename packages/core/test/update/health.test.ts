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

  it('counts errors that come with the start and were not there before, flag by flag', async () => {
    const known = 'axis0.encoder.error=2,start-error=axis0.encoder.error:6,start-error=axis0.error:0x100';
    const { health, outcome } = await run(bench(`v3.6-56V,firmware=0.5.5,axis0.error=0x100,${known}`), {
      image,
      health: true,
    });
    expect(outcome).toBe('changed');
    expect(health).toMatchObject({ isHealthy: false, lostCalibrations: [] });
    expect(health?.newErrors.map(({ path, flags }) => [path, flags.map(({ name }) => name)])).toEqual([
      ['axis0.encoder.error', ['NO_RESPONSE']],
    ]);
  });

  it.each([
    ['0.4.12', 'bus=6'],
    ['0.5.1', 'bus=6'],
    // 0.5.2 to 0.5.4 never say at the axis that its encoder has an error.
    ['0.5.4', 'axis0.encoder.error=4,start-error=axis0.encoder.error:4,start-error=axis0.error:0x100'],
  ])('does not count what %s reported elsewhere: %s', async (firmware, fault) => {
    const it = bench(`v3.6-56V,firmware=${firmware},${fault}`);
    const { health } = await run(it, { image, health: true });
    expect(health?.newErrors).toEqual([]);
  });

  it('counts an error of an axis beside one that the board had', async () => {
    const it = bench('v3.6-56V,firmware=0.5.4,axis0.encoder.error=4,start-error=axis1.encoder.error:4');
    const { health } = await run(it, { image, health: true });
    expect(health?.newErrors.map(({ path }) => path)).toEqual(['axis1.encoder.error']);
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

  it('is not compared unless that is requested, nor in a dry run', async () => {
    expect((await run(bench('v3.6-56V,firmware=0.5.5'), { image })).health).toBeUndefined();
    expect((await run(bench('v3.6-56V,firmware=0.5.5'), { image, health: true, dryRun: true })).health).toBeUndefined();
  });
});
