// What a running board holds, judged by the rules for what may be written; and one value set by the command that mends it.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { parseBackup } from '../../../src/configuration/index.ts';
import { judgeHeld } from '../../../src/configuration/rules/held.ts';
import { voltageLimit } from '../../../src/configuration/rules/limits.ts';
import { acceptWarnings, inspectRunning } from '../../../src/index.ts';
import type { PropertyValue } from '../../../src/odrive/index.ts';
import { setSetting } from '../../../src/running/index.ts';
import { setOn, valuesOf } from '../../configuration/on-boards.ts';
import { failure } from '../../flash/bench.ts';
import { bench, complaints, connect } from '../bench.ts';

const trip = 'config.dc_bus_overvoltage_trip_level';
const brake = 'config.brake_resistance';
const brakeOn = 'config.enable_brake_resistor';
const ramp = 'config.enable_dc_bus_overvoltage_ramp';
const current = 'axis0.motor.config.current_lim';
const gain = 'axis0.controller.config.pos_gain';

describe('what a board holds', () => {
  it('is healthy on a board that was set up sensibly, and on one that was not set up', async () => {
    for (const profile of ['v3.6-24V', 'v3.6-56V', 'v3.5-48V,firmware=0.4.12', 'v3.6-24V,firmware=0.5.1']) {
      const { settings } = await inspectRunning(bench(profile).env, {});
      expect(settings.verdicts).toEqual([]);
    }
  });

  it('is unhealthy where a protection cannot act, with what mends it', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, { [trip]: 59.92, [current]: 0, [gain]: Number.NaN, [brake]: 0, [brakeOn]: true });
    const { settings } = await inspectRunning(it.env, {});
    const found = settings.verdicts.map(({ path, rule, mend }) => [path, rule, mend]);
    expect(found).toEqual(
      expect.arrayContaining([
        [trip, 'above-limit', { path: trip, value: 25.68 }],
        [current, 'not-positive', { path: current, value: 10 }],
        [gain, 'not-a-number', undefined],
        [brake, 'not-positive', { path: brakeOn, value: false }],
      ]),
    );
    expect(found).toHaveLength(4);
  });

  const held = async (values: Readonly<Record<string, PropertyValue>>, bus: readonly number[]) => {
    await using odrive = await connect(bench('v3.6-24V'));
    const board = { minor: 6, voltage: 24 } as const;
    const limit = voltageLimit({ otp: board });
    const about = { tree: odrive.tree, serial: '', firmware: '0.5.6', board, limit, bus };
    return judgeHeld({ ...about, values: new Map(Object.entries(values)) });
  };

  it.each([
    [24, 25.68],
    [24.5, 25.8],
    [30, 31.5],
    [35, undefined],
  ])('is never mended by a trip level less than 5 %% above a bus of %d V', async (bus, level) => {
    const [verdict] = await held({ [trip]: 52 }, [bus]);
    expect(verdict?.mend).toEqual(level === undefined ? undefined : { path: trip, value: level });
  });

  it('is a ramp that starts below the bus: switched off', async () => {
    const ends = { 'config.dc_bus_overvoltage_ramp_start': 20, 'config.dc_bus_overvoltage_ramp_end': 25 };
    const verdicts = await held({ ...ends, [ramp]: true }, [24]);
    expect(verdicts.find(({ isUnhealthy }) => isUnhealthy)).toMatchObject({
      rule: 'ramp-below-bus',
      mend: { path: ramp, value: false },
    });
    // Without a bus nothing can be told of it, and nothing is.
    expect((await held({ ...ends, [ramp]: true }, [0])).filter(({ isUnhealthy }) => isUnhealthy)).toEqual([]);
  });
});

describe('setting one value', () => {
  const ask = acceptWarnings;

  it('writes it, reads it back, and saves it where that is requested', async () => {
    const it = bench('v3.6-24V');
    const report = await setSetting(it.env, { path: current, value: '12.5', save: true, ask });
    expect(report).toMatchObject({ outcome: 'changed', before: 25, value: 12.5, isSaved: true });
    it.board.powerCycle();
    expect(await valuesOf(it, [current])).toEqual({ [current]: 12.5 });
  });

  it('puts the configuration that is replaced on the disk first, and without that nothing is written', async () => {
    const it = bench('v3.6-24V');
    const kept = () => [...it.vault.files].filter(([name]) => name.startsWith('odrive-config-'));
    const spec = { path: current, value: '12.5', ask };
    it.vault.refuses = (name) => name.startsWith('odrive-config-');
    const error = await failure(setSetting(it.env, { ...spec, save: true }));
    expect(error).toMatchObject({ code: 'backup-failed', board: 'untouched' });
    expect(await valuesOf(it, [current])).toEqual({ [current]: 25 });
    it.vault.refuses = () => false;
    expect((await setSetting(it.env, { ...spec, save: true, dryRun: true })).kept).toBeUndefined();
    expect((await setSetting(it.env, { ...spec, value: '11' })).kept).toBeUndefined();
    expect(kept()).toEqual([]);
    const report = await setSetting(it.env, { ...spec, save: true });
    const [[name, bytes] = [], ...others] = kept();
    expect(others).toEqual([]);
    expect(report.kept).toBe(it.vault.locate(name!));
    expect(parseBackup(bytes!).values.get(current)).toBe(11);
    // The same value again saves all the same, and what is in RAM may not be what was saved.
    await setSetting(it.env, { ...spec, save: true });
    expect(kept()).toHaveLength(2);
    await setSetting(it.env, { ...spec, save: true, saveFirst: false });
    expect(kept()).toHaveLength(2);
  });

  it('that lets a motor start by itself is warned of where it is saved, and only there', async () => {
    const spec = { path: 'axis0.config.startup_closed_loop_control', value: 'true', dryRun: true, ask };
    const told = async (save: boolean) => {
      const it = bench('v3.6-24V');
      await setSetting(it.env, { ...spec, save, onEvent: (event) => it.events.push(event as never) });
      return complaints(it).filter((complaint) => complaint.endsWith('startup'));
    };
    expect([await told(true), await told(false)]).toEqual([['warn startup'], []]);
  });

  it('is lost with the next restart where it is not saved', async () => {
    const it = bench('v3.6-24V');
    expect(await setSetting(it.env, { path: brakeOn, value: 'false', ask })).toMatchObject({ isSaved: false });
    expect(await valuesOf(it, [brakeOn])).toEqual({ [brakeOn]: false });
    it.board.powerCycle();
    expect(await valuesOf(it, [brakeOn])).toEqual({ [brakeOn]: true });
  });

  it('is asked, and changes nothing without confirmation or in a dry run', async () => {
    const it = bench('v3.6-24V');
    const error = await failure(setSetting(it.env, { path: current, value: '12' }));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(await setSetting(it.env, { path: current, value: '12', dryRun: true, ask })).toMatchObject({
      outcome: 'planned',
    });
    expect(await valuesOf(it, [current])).toEqual({ [current]: 25 });
  });

  it('refuses what nothing accepts', async () => {
    const it = bench('v3.6-24V');
    const error = await failure(setSetting(it.env, { path: trip, value: '52', ask }));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'untouched' });
    expect(inEnglish(error.text)).toContain('above 36.2 V');
  });

  it.each([
    ['axis0.requested_state', '8'],
    ['config.no_such_thing', '1'],
    ['axis0.controller.config.anticogging.index', '1'],
    [current, 'much'],
    [brakeOn, '2'],
  ])('%s = %s is a mistake of the command line', async (path, value) => {
    const it = bench('v3.6-24V');
    expect(await failure(setSetting(it.env, { path, value, ask }))).toMatchObject({
      code: 'usage',
      board: 'untouched',
    });
  });

  it('does not touch a board with an axis at work', async () => {
    const it = bench('v3.6-24V,motor=armed');
    expect(await failure(setSetting(it.env, { path: current, value: '12', ask }))).toMatchObject({
      code: 'axis-armed',
    });
  });

  it('mends what the board holds', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, { [trip]: 59.92 });
    const { settings } = await inspectRunning(it.env, {});
    const { path = '', value = 0 } = settings.verdicts[0]?.mend ?? {};
    await setSetting(it.env, { path, value: String(value), save: true, ask });
    expect((await inspectRunning(it.env, {})).settings.verdicts).toEqual([]);
  });
});
