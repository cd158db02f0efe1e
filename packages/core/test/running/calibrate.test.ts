// Calibrations of an axis on virtual boards, which count what is armed without consent.

import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { type CalibrateRequest, calibrateAxis } from '../../src/running/motion/calibrate.ts';
import { calibrationSteps } from '../../src/running/motion/calibration-steps.ts';
import { failure } from '../flash/bench.ts';
import { connect, bench as makeBench, readAll } from '../update/bench.ts';

type Bench = ReturnType<typeof makeBench>;

function bench(profile: string): Bench {
  const made = makeBench(profile);
  made.board.recorder.consent(0);
  return made;
}

const calibrate = (it: Bench, more: Partial<CalibrateRequest> = {}) =>
  calibrateAxis(it.env, {
    axis: 'axis0',
    part: 'full',
    ask: acceptWarnings,
    consent: [{ what: 'move', serial: it.board.serial, axis: 0 }],
    ...more,
  });

describe('a calibration', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])(
    'of both with %s goes step by step and says what has changed',
    async (firmware) => {
      const it = bench(`v3.6-56V,firmware=${firmware}`);
      const report = await calibrate(it);
      // The factory's encoder has an index.
      expect(report).toMatchObject({ outcome: 'calibrated', steps: [4, 6, 7], errors: [], isSaved: false });
      expect(it.board.recorder.armings.map(({ axis, state }) => [axis, state])).toEqual([
        [0, 4],
        [0, 6],
        [0, 7],
      ]);
      const changed = report.changes.map(({ path }) => path);
      expect(changed).toContain('axis0.motor.config.phase_resistance');
      expect(changed).toContain(`axis0.encoder.config.${firmware === '0.5.6' ? 'phase_offset' : 'offset'}`);
      expect(changed).toContain('axis0.encoder.is_ready');
      expect(await readAll(it, ['axis0.current_state', 'axis1.current_state'])).toEqual([1, 1]);
    },
  );

  it.each(['0.4.12', '0.5.6'])('that is saved with %s holds over a restart', async (firmware) => {
    const it = bench(`v3.6-56V,firmware=${firmware}`);
    const report = await calibrate(it, { save: true });
    expect(report).toMatchObject({ outcome: 'calibrated', isSaved: true });
    expect(report.kept).toMatch(/odrive-config/);
    it.board.powerCycle();
    await it.clock.sleep(5_000);
    const flags = ['axis0.motor.is_calibrated', 'axis0.encoder.config.pre_calibrated', 'axis0.config.watchdog_timeout'];
    expect(await readAll(it, flags)).toEqual([true, true, 0]);
  });

  it('needs the consent for its axis, and moves nothing without', async () => {
    const it = bench('v3.6-56V');
    expect(await failure(calibrate(it, { consent: [] }))).toMatchObject({
      code: 'not-confirmed',
      details: { consent: `move=${it.board.serial}:axis0` },
    });
    expect(it.board.recorder.armings).toEqual([]);
  });

  it('ends with the step that failed, and begins no other', async () => {
    const it = bench('v3.6-56V');
    {
      await using odrive = await connect(it);
      await odrive.write('axis0.motor.config.resistance_calib_max_voltage', 0.2);
    }
    const report = await calibrate(it, { save: true });
    expect(report).toMatchObject({ outcome: 'failed', failedStep: 4 });
    expect(report.errors.flatMap(({ flags }) => flags.map(({ name }) => name))).toContain(
      'PHASE_RESISTANCE_OUT_OF_RANGE',
    );
    expect(report.isSaved).toBe(false);
    expect(it.board.recorder.armings).toEqual([]);
  });

  it('that is stopped leaves the axis idle', async () => {
    const it = bench('v3.6-56V');
    const stop = new AbortController();
    void it.clock.sleep(3_000).then(() => stop.abort());
    expect(await failure(calibrate(it, { signal: stop.signal }))).toMatchObject({ code: 'aborted' });
    expect(await readAll(it, ['axis0.current_state', 'axis0.config.enable_watchdog'])).toEqual([1, false]);
  });

  it('is refused before anything moves where its axis is armed, or where another one is and the result is to be saved', async () => {
    const it = bench('v3.6-56V,motor=armed');
    it.board.recorder.consent(1);
    const consent = [0, 1].map((axis) => ({ what: 'move', serial: it.board.serial, axis }) as const);
    const expected = { code: 'axis-armed', details: { axes: ['axis0'] } };
    expect(await failure(calibrate(it, { consent }))).toMatchObject(expected);
    expect(await failure(calibrate(it, { consent, axis: 'axis1', save: true }))).toMatchObject(expected);
    expect(await readAll(it, ['axis0.current_state', 'axis1.motor.is_calibrated'])).toEqual([8, false]);
    expect(await calibrate(it, { consent, axis: 'axis1' })).toMatchObject({ outcome: 'calibrated' });
    expect(await readAll(it, ['axis0.current_state'])).toEqual([8]);
  });

  it('of an axis that is armed sets it to IDLE first where that was asked for', async () => {
    const it = bench('v3.6-56V,motor=armed');
    const texts: unknown[] = [];
    const onEvent: CalibrateRequest['onEvent'] = (event) => {
      if (event.type === 'note') texts.push(event.code);
    };
    const refused = calibrate(it, { disarm: true, ask: undefined });
    expect(await failure(refused)).toMatchObject({ code: 'not-confirmed' });
    expect(await readAll(it, ['axis0.current_state'])).toEqual([8]);
    expect(await calibrate(it, { disarm: true, onEvent })).toMatchObject({ outcome: 'calibrated' });
    expect(texts[0]).toBe('disarmed');
  });

  it('needs the consent for an armed axis that follows the one to be calibrated', async () => {
    const it = bench('v3.6-56V,motor=armed');
    it.board.recorder.consent(1);
    {
      await using odrive = await connect(it);
      await odrive.write('axis0.controller.config.axis_to_mirror', 1);
      await odrive.write('axis0.controller.config.input_mode', 7);
    }
    const consent = [{ what: 'move', serial: it.board.serial, axis: 1 }] as const;
    expect(await failure(calibrate(it, { consent, axis: 'axis1' }))).toMatchObject({
      code: 'not-confirmed',
      details: { consent: `move=${it.board.serial}:axis0` },
    });
  });

  it('of an encoder alone asks for a calibrated motor', async () => {
    expect(await failure(calibrate(bench('v3.6-56V'), { part: 'encoder' }))).toMatchObject({ code: 'axis-not-ready' });
    expect(await failure(calibrate(bench('v3.6-56V'), { axis: 'axis7' }))).toMatchObject({ code: 'usage' });
  });
});

it('the steps are those that ODrive documents', () => {
  const plain = { generation: '0.5.2', mode: 0, useIndex: false } as const;
  expect(calibrationSteps('full', plain)).toEqual([4, 7]);
  expect(calibrationSteps('encoder', { ...plain, mode: 1 })).toEqual([12, 7]);
  expect(calibrationSteps('encoder', { ...plain, mode: 1, generation: '0.4' })).toEqual([7]);
  expect(calibrationSteps('motor', plain)).toEqual([4]);
  expect(calibrationSteps('encoder', { ...plain, mode: 257 })).toEqual([7]);
});
