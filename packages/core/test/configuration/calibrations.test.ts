// Calibration results: whose they are, whether they are whole, and that none is believed that does not hold.

import { describe, expect, it } from 'vitest';
import { bench } from '../update/bench.ts';
import { backupFrom, backupOf, fileOf, restored, setOn, valuesOf } from './on-boards.ts';

const resistance = 'axis0.motor.config.phase_resistance';
const inductance = 'axis0.motor.config.phase_inductance';
const motorFlag = 'axis0.motor.config.pre_calibrated';
const offset = 'axis0.encoder.config.phase_offset';
const encoderFlag = 'axis0.encoder.config.pre_calibrated';
const indexOffset = 'axis0.encoder.config.index_offset';
const anticogging = 'axis0.controller.config.anticogging.pre_calibrated';
const hallFlag = 'axis0.encoder.config.hall_polarity_calibrated';
const mode = 'axis0.encoder.config.mode';
const index = 'axis0.encoder.config.use_index';
const polePairs = 'axis0.motor.config.pole_pairs';
const motor = { [resistance]: 0.034, [inductance]: 1.45e-5, [motorFlag]: true };

describe('calibration results of another board', () => {
  const measured = { ...motor, [indexOffset]: 0.25, [anticogging]: true, [offset]: 4264, [encoderFlag]: true };

  it('stay in the file, motor and index included', async () => {
    const it = bench('v3.6-24V');
    const before = await valuesOf(it, Object.keys(measured));
    const { after, said } = await restored(it, await backupFrom('v3.6-24V', measured), Object.keys(measured));
    expect(after).toEqual(before);
    expect(said).toMatch(/settings-calibration: .*phase_resistance/);
    expect(said).toMatch(/--consent calibration=[0-9A-F]{12}/);
  });

  it('go onto the board with a consent for that board, and no other', async () => {
    const it = bench('v3.6-24V');
    const backup = await backupFrom('v3.6-24V', measured);
    const other = [{ what: 'calibration', serial: '0000000000AB' }] as const;
    expect((await restored(it, backup, [resistance], { consent: other })).after).toEqual({ [resistance]: 0 });
    const consent = [{ what: 'calibration', serial: it.board.serial }] as const;
    const { after, said } = await restored(it, backup, [resistance, motorFlag, offset, indexOffset], { consent });
    expect(after).toEqual({ [resistance]: 0.034, [motorFlag]: true, [offset]: 4264, [indexOffset]: 0.25 });
    expect(said).toMatch(/warn settings-motor: .*phase_resistance/);
  });
});

describe('a calibration of the board itself', () => {
  it('that the board still has is not touched, although other values change', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, motor);
    const backup = await backupOf(it, { 'axis0.motor.config.current_lim': 12 });
    const { after, report } = await restored(it, backup, [motorFlag, resistance]);
    expect(after).toEqual({ [motorFlag]: true, [resistance]: 0.034 });
    expect(report.configuration.repeat).toEqual([]);
    expect(report.configuration.written).toBe(1);
  });

  it('is restored as a whole, with its flag', async () => {
    const it = bench('v3.6-24V');
    const { after } = await restored(it, await backupOf(it, motor), [resistance, inductance, motorFlag]);
    expect(after).toEqual(motor);
  });

  it.each([
    ['a flag without the numbers', { [motorFlag]: true }, 'motor'],
    ['half of the numbers', { [motorFlag]: true, [resistance]: 0.034 }, 'motor'],
  ])('is not believed with %s', async (_, values, repeat) => {
    const it = bench('v3.6-24V');
    const file = fileOf(values, { serial: it.board.serial, board: 'v3.6-24V', firmware: '0.5.6' });
    const { after, report } = await restored(it, file, [motorFlag]);
    expect(after).toEqual({ [motorFlag]: false });
    expect(report.configuration.repeat).toEqual([{ path: motorFlag, repeat }]);
  });

  it.each([
    ['an encoder with index', { [mode]: 0, [index]: true, [offset]: 77 }, 'index-search', encoderFlag],
    ['hall sensors', { [mode]: 1, [index]: false, [offset]: 77 }, 'hall', encoderFlag],
  ])('of %s cannot be carried whole by a file, and what is to be repeated is said', async (_, values, repeat, path) => {
    const it = bench('v3.6-24V');
    const { report, said } = await restored(it, await backupOf(it, { ...values, [encoderFlag]: true }), [encoderFlag]);
    expect(report.configuration.repeat).toEqual([{ path, repeat }]);
    expect(said).toMatch(/warn settings-flags: .*repeat the/);
  });

  it('of hall sensors is not believed by its own flag either', async () => {
    const it = bench('v3.6-24V');
    const hall = { [mode]: 1, [index]: false, 'axis0.encoder.config.hall_polarity': 3, [hallFlag]: true };
    const { after, report } = await restored(it, await backupOf(it, hall), [hallFlag]);
    expect(after).toEqual({ [hallFlag]: false });
    expect(report.configuration.repeat).toEqual([{ path: hallFlag, repeat: 'hall' }]);
  });

  it('of anticogging has its map in no file: the flag stays off', async () => {
    const it = bench('v3.6-24V');
    const { after, report } = await restored(it, await backupOf(it, { [anticogging]: true }), [anticogging]);
    expect(after).toEqual({ [anticogging]: false });
    expect(report.configuration.repeat).toEqual([{ path: anticogging, repeat: 'anticogging' }]);
  });
});

describe('what a motor or an encoder is', () => {
  it('changes, and the calibration the board has does not count any more', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, { ...motor, [anticogging]: true });
    const file = fileOf({ [polePairs]: 21 }, { serial: it.board.serial, firmware: '0.5.6' });
    const { after, report, said } = await restored(it, file, [polePairs, motorFlag, anticogging]);
    expect(after).toEqual({ [polePairs]: 21, [motorFlag]: false, [anticogging]: false });
    expect(report.configuration.repeat.map(({ path }) => path)).toEqual([motorFlag, anticogging]);
    expect(said).toMatch(/settings-flags: Calibration flags written as off: axis0\.motor/);
  });

  it('changes on one axis only, and the other axis keeps its calibration', async () => {
    const it = bench('v3.6-24V');
    const other = Object.fromEntries(
      Object.entries(motor).map(([path, value]) => [path.replace('axis0', 'axis1'), value]),
    );
    await setOn(it, { ...motor, ...other });
    const file = fileOf({ [polePairs]: 21 }, { serial: it.board.serial, firmware: '0.5.6' });
    const { after } = await restored(it, file, [motorFlag, 'axis1.motor.config.pre_calibrated']);
    expect(after).toEqual({ [motorFlag]: false, 'axis1.motor.config.pre_calibrated': true });
  });

  it('changes together with the calibration made for it, which counts', async () => {
    const it = bench('v3.6-24V');
    const { after } = await restored(it, await backupOf(it, { [polePairs]: 21, ...motor }), [polePairs, motorFlag]);
    expect(after).toEqual({ [polePairs]: 21, [motorFlag]: true });
  });

  it('of another board changes, and the calibration of this one does not count any more', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, motor);
    const { after } = await restored(it, await backupFrom('v3.6-24V', { [polePairs]: 21 }), [polePairs, motorFlag]);
    expect(after).toEqual({ [polePairs]: 21, [motorFlag]: false });
  });
});
