// Files of older releases: their defaults are not settings, and what they could not say is asked.

import { describe, expect, it } from 'vitest';
import { restoreConfiguration } from '../../src/index.ts';
import { failure } from '../flash/bench.ts';
import { bench, complaints } from '../update/bench.ts';
import { backupOf, fileOf, restored } from './on-boards.ts';

const range = 'axis0.motor.config.requested_current_range';
const negative = 'config.dc_max_negative_current';
const protocol = 'can.config.protocol';
const brake = 'config.brake_resistance';
const brakeOn = 'config.enable_brake_resistor';
const trip = 'config.dc_bus_overvoltage_trip_level';
const pins = 'axis0.config.step_gpio_pin';

/** Marks of a file of 0.4.6 or older, and of one of 0.4.8. */
const old04 = { 'axis0.config.counts_per_step': 2, 'axis0.trap_traj.config.A_per_css': 0 };

describe('a file of 0.4', () => {
  it.each([
    ['of 0.4.6 or older has a current range of 70, which is 60 now', old04, 70, 60],
    ['of 0.4.6 or older has a current range that a person set', old04, 90, 90],
    ['of 0.4.7 or later has a current range of 70, which a person set', { ...old04, [pins]: 1 }, 70, 70],
  ])('%s', async (_, marks, written, expected) => {
    const it = bench('v3.6-24V,firmware=0.4.12');
    const file = fileOf({ ...marks, [range]: written }, { serial: it.board.serial, board: 'v3.6-24V' });
    const { after, said } = await restored(it, file, [range]);
    expect(after).toEqual({ [range]: expected });
    expect(said.includes('default 70 → 60')).toBe(written !== expected);
    const isOld = written === 70 && expected === 70;
    expect(/ok settings-old-default: .*requested_current_range 70 \(the default since 0\.4\.0/.test(said)).toBe(isOld);
  });

  it('of 0.4.8 has a trip level of 1.08 times the voltage, which is 1.07 times now', async () => {
    const it = bench('v3.6-24V,firmware=0.4.12');
    const file = fileOf({ ...old04, [trip]: 25.92 }, { serial: it.board.serial, board: 'v3.6-24V', firmware: '0.4.8' });
    const { after, said } = await restored(it, file, [trip]);
    expect(after).toEqual({ [trip]: 25.68 });
    expect(said).toMatch(/settings-translated: .*default 25.92 → 25.68/);
    expect(said).not.toContain('settings-level');
  });
});

describe('a file of 0.5.1 on a board that runs 0.5.6', () => {
  const from051 = () => backupOf(bench('v3.6-24V,firmware=0.5.1'));
  const renamed = { origin: { serial: bench('v3.6-24V').board.serial } };

  it('brings none of its defaults: current limit, CAN protocol', async () => {
    const it = bench('v3.6-24V');
    const backup = await from051();
    const defaults = { ...Object.fromEntries(backup.values), [negative]: -1e-6, [protocol]: 0, [range]: 60 };
    const file = fileOf(defaults, { ...backup.origin, serial: renamed.origin.serial });
    const { after, said } = await restored(it, file, [protocol, negative]);
    expect(after).toEqual({ [protocol]: 1, [negative]: -0.01 });
    expect(said).toMatch(/settings-translated: .*can\.config\.protocol default 0 → 1/);
  });

  it.each([['that a person set on 0.5.6', { [protocol]: 0, [negative]: -1e-6 }, '0.5.6']])(
    'brings values %s as they are, and says that they are old defaults',
    async (_, values, firmware) => {
      const it = bench('v3.6-24V');
      const backup = await backupOf(bench('v3.6-24V'));
      const file = fileOf({ ...Object.fromEntries(backup.values), ...values }, { ...backup.origin, firmware });
      const { after, said } = await restored(it, file, [protocol, negative]);
      expect(after).toEqual({ [protocol]: 0, [negative]: -1e-6 });
      expect(said).toMatch(/ok settings-old-default: .*dc_max_negative_current -0\.000001 \(the default since 0\.5\.1/);
      expect(said).toMatch(
        /can\.config\.protocol 0 \(the default since 0\.5\.1, no longer, and not a CAN protocol here\)/,
      );
    },
  );

  it('had its brake always on: it stays off, which is asked with the command that switches it on', async () => {
    const it = bench('v3.6-24V');
    const { values, origin } = await from051();
    const off = fileOf({ ...Object.fromEntries(values), [brake]: 0.6 }, { ...origin, serial: it.board.serial });
    await restored(it, fileOf({ [brakeOn]: false }, { serial: it.board.serial, firmware: '0.5.6' }), []);
    const request = { backup: off, file: 'old.json' };
    expect(await failure(restoreConfiguration(it.env, request))).toMatchObject({ code: 'not-confirmed' });
    const { after, said } = await restored(it, off, [brake, brakeOn]);
    expect(after).toEqual({ [brake]: 0.6, [brakeOn]: false });
    expect(said).toMatch(/warn settings-brake: .*stays disabled now.*odflash set config\.enable_brake_resistor true/);
  });

  it('never writes the switch, whatever stands in it', async () => {
    const it = bench('v3.6-24V');
    await restored(it, fileOf({ [brakeOn]: false }, { serial: it.board.serial, firmware: '0.5.6' }), []);
    const { values, origin } = await from051();
    const forged = fileOf(
      { ...Object.fromEntries(values), [brakeOn]: true },
      { ...origin, serial: it.board.serial, descriptor: 0x9b40 },
    );
    expect((await restored(it, forged, [brakeOn])).after).toEqual({ [brakeOn]: false });
  });

  it('keeps what was renamed, but no calibration under another name', async () => {
    const it = bench('v3.6-24V');
    const { values, origin } = await from051();
    const changes = {
      'axis0.config.can_node_id': 9,
      'axis0.encoder.config.offset': 4711,
      'axis0.encoder.config.pre_calibrated': true,
    };
    const file = fileOf({ ...Object.fromEntries(values), ...changes }, { ...origin, serial: it.board.serial });
    const { after, report } = await restored(it, file, [
      'axis0.config.can.node_id',
      'axis0.encoder.config.phase_offset',
    ]);
    expect(after).toEqual({ 'axis0.config.can.node_id': 9, 'axis0.encoder.config.phase_offset': 1873 });
    expect(report.configuration.repeat.map(({ path }) => path)).toContain('axis0.encoder.config.pre_calibrated');
    expect(report.configuration.skipped).toContainEqual(
      expect.objectContaining({ path: 'axis0.encoder.config.offset', reason: 'renamed' }),
    );
  });
});

it('nothing that was said of one board is said of the next', () => {
  expect(complaints(bench('v3.6-24V'))).toEqual([]);
});
