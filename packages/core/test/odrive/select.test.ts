import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { isFlasherError } from '../../src/errors.ts';
import { nearestNames } from '../../src/odrive/nearest.ts';
import { selectProperties } from '../../src/odrive/select.ts';
import { unitOf } from '../../src/odrive/units.ts';
import { bench, connect } from '../update/bench.ts';

describe('names like a name', () => {
  const names = ['vbus_voltage', 'ibus', 'axis0.error', 'axis1.error', 'axis0.encoder.pos_estimate', 'config.uart_a'];

  it('are found through typing errors, and by their end', () => {
    const limits = ['axis0.trap_traj.config.vel_limit', 'axis0.controller.config.vel_limit'];
    expect(nearestNames('axis0.controler.vel_limit', limits)).toEqual([...limits].reverse());
    expect(nearestNames('vbus_volage', names)).toEqual(['vbus_voltage']);
    expect(nearestNames('AXIS0.ERROR', names)[0]).toBe('axis0.error');
    expect(nearestNames('axis0.pos_estimate', names)).toContain('axis0.encoder.pos_estimate');
  });

  it('are found by the beginning of their last part', () => {
    expect(nearestNames('vbus', names)[0]).toBe('vbus_voltage');
    expect(nearestNames('axis1.encoder.pos', [...names, 'axis1.encoder.pos_estimate'])[0]).toBe(
      'axis1.encoder.pos_estimate',
    );
  });

  it('may have as many typing errors as a third of what was typed has letters, and two in a short one', () => {
    const from = (text: string) => nearestNames(text, ['abcdefghijkl', 'wxy']);
    expect([from('abcdefghQQQQ'), from('abcdefgQQQQQ')]).toEqual([['abcdefghijkl'], []]);
    expect([from('wQQ'), from('QQQ')]).toEqual([['wxy'], []]);
  });

  it('are none where nothing is alike', () => {
    expect(nearestNames('something_else_altogether', names)).toEqual([]);
    expect(nearestNames('', names)).toEqual([]);
  });
});

describe('properties that are meant', () => {
  const paths = async (...patterns: string[]) => {
    await using odrive = await connect(bench('v3.6-56V'));
    return selectProperties(odrive.tree, patterns).map(({ path }) => path);
  };
  const refusal = async (pattern: string) => {
    const thrown = await paths(pattern).catch((error: unknown) => error);
    return isFlasherError(thrown) ? thrown : expect.fail(`${pattern} was found`);
  };

  it('are a value, all that fit a pattern, and all in an object, each once', async () => {
    expect(await paths('vbus_voltage')).toEqual(['vbus_voltage']);
    expect(await paths('axis*.error', 'axis1.error')).toEqual(['axis0.error', 'axis1.error']);
    const trajectory = await paths('axis0.trap_traj');
    expect(trajectory.length).toBeGreaterThan(2);
    expect(trajectory.every((path) => path.startsWith('axis0.trap_traj.config.'))).toBe(true);
  });

  it('are never arguments and results of functions', async () => {
    const all = await paths('*');
    expect(all).toContain('axis1.encoder.pos_estimate');
    expect(all.some((path) => path.startsWith('test_function.') || path.startsWith('get_adc_voltage.'))).toBe(false);
    const argument = await refusal('test_function.delta');
    expect([inEnglish(argument.text), inEnglish(argument.next)]).toEqual([
      'test_function is a function: it is called, not read.',
      'Use odflash call test_function.',
    ]);
  });

  it('that can be no path are quoted', async () => {
    expect(inEnglish((await refusal('axis0.')).text)).toBe('This firmware has no "axis0.".');
  });

  it('that do not exist are refused with the nearest ones, a function with the command that calls it', async () => {
    expect(inEnglish((await refusal('axis0.encodr.pos_estimate')).next)).toContain('axis0.encoder.pos_estimate');
    expect(inEnglish((await refusal('axis*.nothing_like_it')).text)).toContain('axis*.nothing_like_it');
    expect(inEnglish((await refusal('get_adc_voltage')).next)).toBe('Use odflash call get_adc_voltage.');
  });
});

it('units follow the generation', () => {
  expect(unitOf('axis0.encoder.pos_estimate', '0.4')).toBe('counts');
  expect(unitOf('axis0.encoder.pos_estimate', '0.5.2')).toBe('turn');
  expect(unitOf('axis0.encoder.pos_estimate_counts', '0.5.2')).toBe('counts');
  expect(unitOf('axis0.encoder.delta_pos_cpr_counts', '0.5.2')).toBe('counts');
  expect(unitOf('axis0.encoder.pos_abs', '0.5.1')).toBe('counts');
  expect(unitOf('axis0.encoder.vel_estimate_counts', '0.5.1')).toBe('counts/s');
  expect(unitOf('axis0.motor.current_control.Iq_measured', '0.4')).toBe('A');
  expect(unitOf('axis0.motor.current_control.I_measured_report_filter_k', '0.5.2')).toBeUndefined();
  expect(unitOf('vbus_voltage', '0.5.1')).toBe('V');
  expect(unitOf('axis0.error', '0.5.2')).toBeUndefined();
});
