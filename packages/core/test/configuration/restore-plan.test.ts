// What of a file goes onto a board, and what does not and why.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../src/configuration/order.ts';
import { planRestore } from '../../src/configuration/plan.ts';
import { startupFlagsIn } from '../../src/configuration/rules/startup.ts';
import { originOf } from '../../src/configuration/source.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import { endpointOf, smallBoard } from '../odrive/fake-board.ts';
import { backupWith, connected, origin, plan, serial, targetOf } from './planned.ts';

const v24 = { name: 'v3.6-24V' };
const v56 = { name: 'v3.6-56V', blank: false };
const blank = { name: 'v3.6-24V', blank: true };

describe('a restore plan', () => {
  it('writes what fits, and gives the reason for the rest', async () => {
    const { writes, skipped } = await plan(smallBoard(), {
      'config.brake_resistance': 2,
      'config.uart_a_baudrate': 1.5,
      'axis0.controller.config.cogging_ratio': 1,
      'axis0.controller.config.vel_limit': 'fast',
      'axis0.motor.config.current_lim': 10,
      'axis0.requested_state': 8,
      'axis0.config': 5,
      'config.gpio1_pwm_mapping.endpoint': 'axis0.gone.config.x',
      'config.gpio1_pwm_mapping.min': null,
    });
    expect(writes).toEqual([['config.brake_resistance', 2]]);
    expect(skipped).toEqual({
      'config.uart_a_baudrate': 'other-type',
      'axis0.controller.config.cogging_ratio': 'read-only',
      'axis0.controller.config.vel_limit': 'other-type',
      'axis0.motor.config.current_lim': 'not-found',
      'axis0.requested_state': 'not-configuration',
      'axis0.config': 'not-configuration',
      'config.gpio1_pwm_mapping.endpoint': 'foreign-reference',
      'config.gpio1_pwm_mapping.min': 'other-type',
    });
  });

  it('never plans a write outside config, whatever the file', async () => {
    const device = await connected(smallBoard());
    const paths = [...device.tree.nodes.keys()];
    const target = await targetOf(device);
    const values = fc.dictionary(fc.constantFrom(...paths), fc.oneof(fc.integer(), fc.boolean(), fc.double()));
    fc.assert(
      fc.property(values, fc.boolean(), (file, force) => {
        const result = planRestore({
          backup: backupWith(file as Record<string, JsonValue>),
          target,
          origin: 'unknown',
          force,
        });
        if (result.kind === 'refused') throw new Error('same generation');
        for (const { property } of result.writes) expect(property.path).toMatch(/(^|\.)config\./);
        const ours = result.writes.filter(({ file: from }) => from === undefined);
        expect(result.writes.length - ours.length + result.skipped.length).toBe(Object.keys(file).length);
      }),
    );
  });

  it('does not carry calibration results to another board, or to one that is not identified', async () => {
    const values = {
      'axis0.encoder.config.phase_offset': 1234,
      'axis0.encoder.config.pre_calibrated': true,
      'axis0.encoder.config.cpr': 8192,
    };
    const skipped = {
      'axis0.encoder.config.phase_offset': 'other-board',
      'axis0.encoder.config.pre_calibrated': 'other-board',
    };
    for (const origin of ['other-chip', 'unknown'] as const)
      expect((await plan(smallBoard(), values, { origin })).skipped).toEqual(skipped);
    expect((await plan(smallBoard(), values, { origin: 'other-chip', calibration: true })).skipped).toEqual({});
    expect((await plan(smallBoard(), values)).skipped).toEqual({});
  });

  it.each([
    ['the serial number in it', { file: serial, twins: false }, 'same-chip', 'file'],
    ['the serial number in it, in small letters', { file: serial.toLowerCase(), twins: false }, 'same-chip', 'file'],
    ['the serial number in its name', { name: serial, twins: false }, 'same-chip', 'name'],
    ['a serial number that two boards have', { file: serial, twins: true }, 'unknown', 'file'],
    ['another serial number', { file: '000000000001', name: serial, twins: false }, 'other-chip', 'file'],
    ['nothing', { twins: false }, 'unknown', undefined],
    ['its kind of board', { file: serial, twins: false, boards: { file: v56, own: v24 } }, 'other-chip', 'file'],
    ['the same kind of board', { file: serial, twins: false, boards: { file: v24, own: v24 } }, 'same-chip', 'file'],
    ['a board without a name', { file: serial, twins: false, boards: { file: {}, own: v24 } }, 'same-chip', 'file'],
    ['a name of firmware', { file: serial, twins: false, boards: { file: v56, own: blank } }, 'same-chip', 'file'],
    ['a name of old firmware', { file: serial, twins: false, boards: { file: blank, own: v56 } }, 'same-chip', 'file'],
  ] as const)('knows the board of a file by %s', (_, from, origin, by) => {
    expect(originOf(serial, from)).toEqual({ origin, ...(by && { by }) });
  });

  it('writes pre_calibrated last, because the firmware takes it back otherwise', async () => {
    const { result } = await plan(smallBoard(), {
      'axis0.encoder.config.pre_calibrated': true,
      'axis0.encoder.config.phase_offset': 5,
      'axis0.encoder.config.cpr': 4000,
      'config.brake_resistance': 0.5,
    });
    const steps = result.kind === 'plan' ? stepsOf(result.writes) : [];
    expect(steps.map(({ name, writes }) => [name, ...writes.map(({ path }) => path)])).toEqual([
      ['values', 'axis0.encoder.config.cpr', 'config.brake_resistance'],
      ['calibration', 'axis0.encoder.config.phase_offset', 'axis0.encoder.config.pre_calibrated'],
    ]);
  });

  it('keeps the startup flags off on request', async () => {
    const values = {
      'axis0.config.startup_closed_loop_control': true,
      'axis0.config.startup_motor_calibration': false,
    };
    const held = (await plan(smallBoard(), values, { holdStartup: true })).result;
    expect(
      held.kind === 'plan' && held.writes.map(({ property, value, held: is }) => [property.name, value, is]),
    ).toEqual([
      ['startup_closed_loop_control', false, true],
      ['startup_motor_calibration', false, undefined],
    ]);
    expect(startupFlagsIn(new Map(Object.entries(values)))).toEqual(['axis0.config.startup_closed_loop_control']);
  });

  it('refuses to cross from 0.4 to 0.5 unless forced, and then leaves out what has another unit', async () => {
    const values = { 'config.brake_resistance': 0.5, 'axis0.controller.config.vel_limit': 20000 };
    const old = backupWith(values, { ...origin, firmware: '0.4.12' });
    expect((await plan(smallBoard(), values, { backup: old })).result).toEqual({
      kind: 'refused',
      file: '0.4',
      board: '0.5',
    });
    const forced = await plan(smallBoard(), values, { backup: old, force: true });
    expect(forced.writes).toEqual([['config.brake_resistance', 0.5]]);
    expect(forced.skipped).toEqual({ 'axis0.controller.config.vel_limit': 'other-unit' });
  });

  it('recognises the generation of a file without a version by its names', async () => {
    const nameless = backupWith({ 'config.brake_resistance': 0.5, 'axis0.config.counts_per_step': 2 }, {});
    expect((await plan(smallBoard(), {}, { backup: nameless })).result.kind).toBe('refused');
  });

  it('reads references as a path, as null, and as numbers of the same firmware', async () => {
    const board = smallBoard();
    const target = endpointOf(board, 'axis0.controller.config.vel_limit');
    const { device } = await plan(board, {});
    const { checksum } = device.tree;
    const path = 'config.gpio1_pwm_mapping.endpoint';
    for (const [value, expected] of [
      ['axis0.controller.config.vel_limit', { endpoint: target, checksum }],
      [null, { endpoint: 0, checksum: 0 }],
      [[0, 0], { endpoint: 0, checksum: 0 }],
      [[target, checksum], { endpoint: target, checksum }],
      [[target, checksum ^ 1], 'foreign-reference'],
      [[target], 'other-type'],
      [[target, 0], 'foreign-reference'],
      [[0, checksum ^ 1], 'foreign-reference'],
      [[3, 'axis0'], 'other-type'],
      [['axis0', 3], 'other-type'],
      [7, 'other-type'],
    ] as const) {
      const { writes, skipped } = await plan(smallBoard(), { [path]: value as JsonValue });
      expect(typeof expected === 'string' ? skipped[path] : writes[0]?.[1]).toEqual(expected);
    }
  });
});
