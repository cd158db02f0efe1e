// A backup of one board restored on another: what each row of the table in docs/settings.md says, in both directions, tried
// on virtual boards.

import { describe, expect, it } from 'vitest';
import { acceptWarnings, backupConfiguration, boardVersion, restoreConfiguration } from '../../src/index.ts';
import { failure } from '../flash/bench.ts';
import { bench } from '../update/bench.ts';
import { backupFrom, backupOf, fileOf, restored, setOn } from './on-boards.ts';

const trip = 'config.dc_bus_overvoltage_trip_level';
const rampStart = 'config.dc_bus_overvoltage_ramp_start';
const rampEnd = 'config.dc_bus_overvoltage_ramp_end';
const ramp = 'config.enable_dc_bus_overvoltage_ramp';
const brake = 'config.brake_resistance';
const brakeOn = 'config.enable_brake_resistor';
const range = 'axis0.motor.config.requested_current_range';
const current = 'axis0.motor.config.current_lim';
const stepPin = 'axis1.config.step_gpio_pin';

const bound = [trip, rampStart, rampEnd, brake];

describe('a backup of a board of another voltage', () => {
  it.each([
    ['v3.6-56V', 'v3.6-24V', { [trip]: 25.68, [rampStart]: 25.68, [rampEnd]: 25.68 }],
    ['v3.5-48V', 'v3.6-24V', { [trip]: 25.68, [rampStart]: 25.68, [rampEnd]: 25.68 }],
    ['v3.6-56V', 'v3.5-48V', { [trip]: 51.36, [rampStart]: 51.36, [rampEnd]: 51.36 }],
    ['v3.5-48V', 'v3.6-56V', { [trip]: 59.92, [rampStart]: 59.92, [rampEnd]: 59.92 }],
    ['v3.6-24V', 'v3.6-56V', { [trip]: 59.92, [rampStart]: 59.92, [rampEnd]: 59.92 }],
    ['v3.5-24V', 'v3.5-48V', { [trip]: 51.36, [rampStart]: 51.36, [rampEnd]: 51.36 }],
  ])('%s → %s: the defaults of the one do not go onto the other', async (from, to, expected) => {
    const it = bench(to);
    const { after } = await restored(it, await backupFrom(from), Object.keys(expected));
    expect(after).toEqual(expected);
  });

  it.each([
    ['v3.6-56V', 'v3.6-24V'],
    ['v3.6-24V', 'v3.6-56V'],
    ['v3.6-56V', 'v3.5-48V'],
    ['v3.5-48V', 'v3.6-56V'],
  ])('%s → %s: what its owner set of them is left out, by name, and its switches are off', async (from, to) => {
    const it = bench(to);
    const own = (await backupConfiguration(it.env, {})).backup.values;
    const changes = { [trip]: 25, [rampStart]: 24.5, [rampEnd]: 25, [brake]: 1.3, [ramp]: true, [brakeOn]: true };
    const { after, said } = await restored(it, await backupFrom(from, changes), [...bound, ramp, brakeOn]);
    const rounded = (path: string) => Number(Number(own.get(path)).toPrecision(6));
    expect(after).toEqual({
      ...Object.fromEntries(bound.map((path) => [path, rounded(path)])),
      [ramp]: false,
      [brakeOn]: false,
    });
    for (const path of bound)
      expect(said).toMatch(new RegExp(`warn settings-left-out: .*${path.replaceAll('.', '\\.')}`));
    expect(said).toMatch(/Written as off, .*enable_/);
  });

  it('names what is left out with its value, the own one of the board, and why the board could not take it', async () => {
    const it = bench('v3.6-24V');
    const { said } = await restored(it, await backupFrom('v3.6-56V', { [trip]: 52, [brake]: 0.6 }), [trip]);
    expect(said).toMatch(/trip_level \(voltage\) 52 is above 36.2 V, the limit .*, the board keeps 25.68/);
    expect(said).toMatch(/brake_resistance \(voltage\) 0\.6[^;]*/);
  });

  it('is another board also where a clone has its serial number', async () => {
    const it = bench('v3.6-24V,serial=00000000ABCD');
    const other = await backupOf(bench('v3.6-56V,serial=00000000ABCD'), { [brake]: 2.5 });
    const { after, said, report } = await restored(it, other, [brake]);
    expect(said).toMatch(/warn configuration: The file is from an ODrive v3\.6-56V with this serial number/);
    expect(report.plan.origin).toBe('other-chip');
    expect(after[brake]).not.toBe(2.5);
  });

  it('is not restored to a board that OTP says is not the one a person named', async () => {
    const it = bench('v3.6-56V');
    const own = await backupOf(it, { [brake]: 2.5 });
    const before = it.board.flash.slice();
    const named = boardVersion('v3.6-24V');
    const wrong = restoreConfiguration(it.env, { backup: own, file: 'f.json', ask: acceptWarnings, board: named });
    expect(await failure(wrong)).toMatchObject({ code: 'board-mismatch', board: 'untouched' });
    expect(Buffer.from(it.board.flash).equals(before)).toBe(true);
    const right = { backup: own, file: 'f.json', ask: acceptWarnings, board: boardVersion('v3.6-56V') };
    expect((await restoreConfiguration(it.env, right)).outcome).toBe('changed');
  });

  it('names nothing as left out that the board has already, and leaves its switch as it is', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, { [brake]: 0.6, [brakeOn]: true });
    const same = await backupFrom('v3.6-56V', { [brake]: 0.6, [brakeOn]: true });
    const { after, said, report } = await restored(it, same, [brake, brakeOn]);
    expect(after).toEqual({ [brake]: 0.6, [brakeOn]: true });
    expect(said).not.toMatch(/brake/);
    expect(report.configuration.skipped.map(({ path }) => path)).not.toContain(brake);
  });

  it('switches no brake on by a value that the board has by chance', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, { [brake]: 0.6, [brakeOn]: false });
    const { after } = await restored(it, await backupFrom('v3.6-56V', { [brake]: 0.6, [brakeOn]: true }), [brakeOn]);
    expect(after).toEqual({ [brakeOn]: false });
  });

  it('is written where a person consents to that very value, and still not above what the board can measure', async () => {
    const it = bench('v3.6-24V');
    const backup = await backupFrom('v3.6-56V', { [trip]: 52, [brake]: 0.6 });
    const serial = it.board.serial;
    const consent = [
      { what: 'setting', serial, path: trip, value: '52' },
      { what: 'setting', serial, path: brake, value: '0.6' },
    ] as const;
    const { after, said } = await restored(it, backup, [trip, brake], { consent });
    expect(after).toEqual({ [trip]: 25.68, [brake]: 0.6 });
    expect(said).toMatch(/settings-refused: .*52 is above 36.2 V.*the board keeps 25.68/);
  });
});

describe('a backup of another board of the same voltage', () => {
  it('carries what its owner set of trip level, ramp and brake, in one group that is asked', async () => {
    const it = bench('v3.6-24V');
    const changes = { [trip]: 25, [rampStart]: 25.4, [rampEnd]: 25.6, [brake]: 1.3, [brakeOn]: true, [ramp]: true };
    const { after, said } = await restored(it, await backupFrom('v3.5-24V', changes), [...bound, ramp, brakeOn]);
    expect(after).toEqual(changes);
    expect(said).toMatch(/warn settings-variant: .*dc_bus_overvoltage_trip_level 25.68 → 25/);
    expect(said).toMatch(/warn settings-weaker: .*enable_dc_bus_overvoltage_ramp false → true/);
  });
});

describe('a backup of a board with other shunts, pins or current', () => {
  it.each([
    ['v3.3', 'v3.6-24V'],
    ['v3.6-24V', 'v3.3'],
  ])('%s → %s: the current range is left out, because it would pick another gain', async (from, to) => {
    const backup = await backupFrom('v3.6-24V', { [range]: 80 });
    const named = { ...backup, origin: { ...backup.origin, board: from } };
    const it = bench(to === 'v3.3' ? 'v3.4-48V' : to);
    const { after, said } = await restored(
      it,
      to === 'v3.3' ? { ...named, origin: { ...named.origin, board: 'v3.2' } } : named,
      [range],
    );
    expect(after).toEqual({ [range]: 60 });
    expect(said).toMatch(/settings-left-out: .*requested_current_range \(current shunts\)/);
  });

  it('v3.6 → v3.4: pins that do not exist there and more than 40 A on M0 are left out', async () => {
    const it = bench('v3.4-48V');
    const changes = { [current]: 55, [stepPin]: 6, 'axis0.config.step_gpio_pin': 7, 'config.gpio6_mode': 1 };
    const own = (await backupConfiguration(it.env, {})).backup.values;
    const { after, said } = await restored(it, await backupFrom('v3.5-48V', changes), Object.keys(changes));
    expect(after).toEqual(Object.fromEntries(Object.keys(changes).map((path) => [path, own.get(path)])));
    expect(said).toMatch(/settings-left-out: .*axis0\.motor\.config\.current_lim \(version\)/);
  });

  it('v3.4 → v3.6: its pins are its defaults, and the board keeps its own', async () => {
    const it = bench('v3.5-48V');
    const { after } = await restored(it, await backupFrom('v3.4-48V'), [stepPin, brake]);
    expect(after).toEqual({ [stepPin]: 7, [brake]: 0.5 });
  });
});

describe('a backup that does not say which board it is from', () => {
  it('counts as one of another board: nothing that depends on the variant is written', async () => {
    const it = bench('v3.6-24V');
    const volts = 59.91999816894531;
    const backup = fileOf({ [trip]: volts, [rampStart]: volts, [rampEnd]: volts, [brake]: 0.5 });
    const { after, said } = await restored(it, backup, bound);
    expect(after).toMatchObject({ [trip]: 25.68, [rampStart]: 25.68, [rampEnd]: 25.68 });
    expect(said).toMatch(/settings-left-out: .*dc_bus_overvoltage_trip_level \(voltage\)/);
  });
});

describe('an implausible value', () => {
  it('is refused on the same board, too: it keeps its own, the rest is restored', async () => {
    const it = bench('v3.6-24V');
    const backup = await backupOf(it, { [trip]: 52, [brake]: Number.NaN, 'axis0.controller.config.pos_gain': 44 });
    const { after, said, report } = await restored(it, backup, [trip, brakeOn, 'axis0.controller.config.pos_gain']);
    expect(after).toEqual({ [trip]: 25.68, [brakeOn]: false, 'axis0.controller.config.pos_gain': 44 });
    expect(said).toMatch(/settings-refused: .*52 is above 36\.2 V.*the board keeps 25\.68/);
    expect(report.configuration.refused.map(({ path, rule }) => [path, rule])).toEqual([
      [brake, 'not-a-number'],
      [trip, 'above-limit'],
    ]);
  });

  it('is written only after confirmation, like everything else', async () => {
    const it = bench('v3.6-24V');
    const backup = await backupOf(it, { [trip]: 52, 'axis0.controller.config.pos_gain': 44 });
    const error = await failure(restoreConfiguration(it.env, { backup, file: 'x.json' }));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
  });
});

describe('startup flags of another board', () => {
  const flag = 'axis0.config.startup_closed_loop_control';
  const other = () => backupFrom('v3.6-24V', { [flag]: true });

  it('are written as off, and listed', async () => {
    const { after, said } = await restored(bench('v3.6-24V'), await other(), [flag]);
    expect(after).toEqual({ [flag]: false });
    expect(said).toMatch(/settings-startup: .*startup_closed_loop_control/);
  });

  it('are written where that is requested, and it is said that motors move', async () => {
    const it = bench('v3.6-24V');
    const { after, said } = await restored(it, await other(), [flag], { withStartup: true });
    expect(after).toEqual({ [flag]: true });
    expect(said).toMatch(/warn startup: .*startup_closed_loop_control/);
  });
});
