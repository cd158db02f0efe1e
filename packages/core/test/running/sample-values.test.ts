// Values of a running board sampled at a rate, through restarts and losses; and the oscilloscope of the firmware.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { captureOscilloscope } from '../../src/running/live/oscilloscope.ts';
import { type Sample, type SampleRequest, sampleValues } from '../../src/running/live/sample-values.ts';
import { failure } from '../flash/bench.ts';
import { bench as makeBench, readAll } from '../update/bench.ts';

type Bench = ReturnType<typeof makeBench>;
const four = ['vbus_voltage', 'axis*.encoder.pos_estimate', 'axis0.encoder.vel_estimate'];

async function sampled({ env }: Bench, request: Partial<SampleRequest>) {
  const samples: Sample[] = [];
  const report = await sampleValues(env, {
    paths: four,
    ...request,
    onSample: (sample, pace) => {
      samples.push(sample);
      request.onSample?.(sample, pace);
    },
  });
  return { samples, report, gaps: samples.filter(({ values }) => !values) };
}

describe('samples', () => {
  it('come at the rate that was asked for, with their names and units', async () => {
    const { samples, report } = await sampled(makeBench('v3.6-56V,motor=armed'), { everyMs: 10, durationMs: 1_000 });
    expect(report).toMatchObject({ ended: 'complete', gaps: 0, window: 4, pace: { missed: 0 } });
    expect(report.series).toEqual([
      { path: 'vbus_voltage', unit: 'V' },
      { path: 'axis0.encoder.pos_estimate', unit: 'turn' },
      { path: 'axis1.encoder.pos_estimate', unit: 'turn' },
      { path: 'axis0.encoder.vel_estimate', unit: 'turn/s' },
    ]);
    expect(samples.length).toBeGreaterThanOrEqual(99);
    expect(report.pace.rate).toBeCloseTo(100, 3);
    expect(report.pace.jitterMs).toBeLessThan(0.001);
    for (const [index, { at, values }] of samples.entries()) {
      expect(at).toBeCloseTo(index * 10, 6);
      expect(values).toHaveLength(4);
    }
  });

  it('that are asked for faster than the board answers leave places empty instead of falling behind', async () => {
    const { report } = await sampled(makeBench('v3.6-56V'), { everyMs: 0.5, durationMs: 500 });
    expect(report.pace.missed).toBeGreaterThan(100);
    expect(report.pace.rate).toBeGreaterThan(900);
    const fast = await sampled(makeBench('v3.6-56V'), { everyMs: 0, durationMs: 500 });
    expect(fast.report.pace.rate).toBeGreaterThan(report.pace.rate);
  });

  it.each(['0.4.12', '0.5.1', '0.5.6'])(
    'continue after a restart with %s, with a gap and the same series',
    async (firmware) => {
      const it = makeBench(`v3.6-56V,firmware=${firmware}`);
      it.clock.after(3_000, () => it.board.reset());
      const { report, samples, gaps } = await sampled(it, { everyMs: 50, durationMs: 10_000 });
      expect(report).toMatchObject({ ended: 'complete', gaps: 1 });
      expect(gaps).toHaveLength(1);
      const after = samples.slice(samples.findIndex(({ values }) => !values) + 1);
      expect(after.length).toBeGreaterThan(20);
      expect(after.every(({ values }) => values?.length === 4)).toBe(true);
      expect(report.pace.rate).toBeCloseTo(20, 0);
    },
  );

  it('survive a board that is lost more often than an operation is retried', async () => {
    const it = makeBench('v3.6-56V');
    for (let time = 1; time <= 6; time++) it.clock.after(time * 4_000, () => it.board.reset());
    const { report } = await sampled(it, { everyMs: 100, durationMs: 28_000 });
    expect(report).toMatchObject({ ended: 'complete', gaps: 6 });
  });

  it('end with the failure of a board that does not return', async () => {
    const it = makeBench('v3.6-56V');
    it.clock.after(1_000, () => it.board.cutPower());
    const outcome = sampled(it, { everyMs: 100, humanMs: 5_000 });
    expect(await failure(outcome)).toMatchObject({ code: 'disconnected', board: 'untouched' });
  });

  it('end when they are stopped, or when what they are for fails', async () => {
    const stop = new AbortController();
    let count = 0;
    const { report } = await sampled(makeBench('v3.6-56V'), {
      signal: stop.signal,
      onSample: () => {
        if (++count === 7) stop.abort();
      },
    });
    expect(report).toMatchObject({ ended: 'stopped', pace: { taken: 7 } });
    const full = new Error('the disk is full');
    const onSample = () => {
      throw full;
    };
    expect(await failure(sampled(makeBench('v3.6-56V'), { onSample }))).toMatchObject({ cause: full });
    expect(await failure(sampled(makeBench('v3.6-56V'), { signal: AbortSignal.abort() }))).toMatchObject({
      code: 'aborted',
    });
  });

  it('leave an armed axis as it was', async () => {
    const it = makeBench('v3.6-56V,motor=armed');
    const before = await readAll(it, ['axis0.current_state', 'axis0.controller.input_pos']);
    await sampled(it, { everyMs: 5, durationMs: 500 });
    expect(await readAll(it, ['axis0.current_state', 'axis0.controller.input_pos'])).toEqual(before);
    expect(it.board.recorder.armings).toEqual([]);
  });

  it('of what the firmware does not have, or what is no number, are refused', async () => {
    const it = makeBench('v3.6-56V');
    const paths = ['axis0.encoder.pos_estimat'];
    expect(inEnglish((await failure(sampled(it, { paths }))).next)).toContain('axis0.encoder.pos_estimate');
    const reference = ['config.gpio1_pwm_mapping.endpoint'];
    expect(await failure(sampled(it, { paths: reference }))).toMatchObject({ code: 'usage' });
    // A pattern means the numbers that fit it.
    const { report } = await sampled(it, { paths: ['config.gpio1_*'], everyMs: 5, durationMs: 20 });
    expect(report.series.map(({ path }) => path)).toContain('config.gpio1_pwm_mapping.min');
    expect(report.series.map(({ path }) => path)).not.toContain('config.gpio1_pwm_mapping.endpoint');
  });
});

describe('the oscilloscope of the firmware', () => {
  it.each([
    ['0.4.12', 128],
    ['0.5.1', 4096],
    ['0.5.6', 4096],
  ])('with %s has %i values', async (firmware, size) => {
    const { env } = makeBench(`v3.6-56V,firmware=${firmware}`);
    const { values } = await captureOscilloscope(env, {});
    expect(values).toHaveLength(size);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('is never asked for more than its buffer holds', async () => {
    const { env } = makeBench('v3.6-56V,firmware=0.4.12');
    expect((await captureOscilloscope(env, { values: 500 })).values).toHaveLength(128);
    expect((await captureOscilloscope(env, { values: 5 })).values).toHaveLength(5);
  });
});
