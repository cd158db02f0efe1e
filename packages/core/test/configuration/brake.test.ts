// The brake resistor of a virtual board, which conducts as the firmware's formulas say, during restores that would heat it if
// they wrote what a file says in the order it says it.

import { describe, expect, it } from 'vitest';
import type { ConfigurationBackup } from '../../src/configuration/index.ts';
import { acceptWarnings, restoreConfiguration } from '../../src/index.ts';
import { type Bench, bench } from '../update/bench.ts';
import { backupFrom, backupOf, setOn, type Values, valuesOf } from './on-boards.ts';

const start = 'config.dc_bus_overvoltage_ramp_start';
const end = 'config.dc_bus_overvoltage_ramp_end';
const ramp = 'config.enable_dc_bus_overvoltage_ramp';
const resistance = 'config.brake_resistance';
const regen = 'config.max_regen_current';

type Settings = Readonly<Record<string, number | boolean>>;

interface Case {
  readonly profile: string;
  /** What the board has, beside its configuration: its brake resistor is enabled. */
  readonly has: Settings;
  /** What the file wants, in its order. */
  readonly wants: Settings;
  /** A board of that profile made the file; absent: this one. */
  readonly from?: string;
  /** What it has of it afterwards. */
  readonly ends: Settings;
}

const cases: Readonly<Record<string, Case>> = {
  'a ramp of a 24 V board, below the bus of this one': {
    profile: 'v3.6-56V,bus=48',
    has: {},
    wants: { [ramp]: true, [start]: 24.5, [end]: 25.7 },
    from: 'v3.6-24V',
    ends: { [ramp]: false },
  },
  'its own ramp, enabled before the values that belong to it': {
    profile: 'v3.6-56V,bus=48',
    has: { [start]: 30, [end]: 40 },
    wants: { [ramp]: true, [start]: 52, [end]: 56 },
    ends: { [ramp]: true, [start]: 52, [end]: 56 },
  },
  'a ramp that is moved up past the bus while it is on': {
    profile: 'v3.6-56V,bus=44',
    has: { [start]: 50, [end]: 54, [ramp]: true },
    wants: { [end]: 53, [start]: 40, [ramp]: true },
    ends: { [ramp]: false },
  },
  'a negative regeneration current': {
    profile: 'v3.6-24V,bus=24',
    has: {},
    wants: { [regen]: -5, [resistance]: 2 },
    ends: { [regen]: 0, [resistance]: 2 },
  },
  'firmware 0.5.1, whose brake is always on': {
    profile: 'v3.5-48V,bus=40,firmware=0.5.1',
    has: { [start]: 30, [end]: 35 },
    wants: { [ramp]: true, [start]: 45, [end]: 50 },
    ends: { [ramp]: true, [start]: 45, [end]: 50 },
  },
};

async function prepared({ profile, has, wants, from }: Case): Promise<{ it: Bench; backup: ConfigurationBackup }> {
  const it = bench(profile);
  await setOn(it, has);
  const changes: Values = wants;
  return { it, backup: from ? await backupFrom(from, changes) : await backupOf(it, changes) };
}

describe.each(Object.entries(cases))('%s', (_name, made) => {
  it('heats the brake resistor if it is simply written', async () => {
    const { it } = await prepared(made);
    expect(it.board.recorder.brake).toEqual([]);
    await setOn(it, made.wants);
    expect(it.board.recorder.brake.length).toBeGreaterThan(0);
  });

  it('does not during a restore, nor after it', async () => {
    const { it, backup } = await prepared(made);
    await restoreConfiguration(it.env, { backup, file: 'mine.json', ask: acceptWarnings }).catch(
      (error: unknown) => error,
    );
    await it.clock.sleep(5_000);
    expect(await valuesOf(it, Object.keys(made.ends))).toEqual(made.ends);
    expect(it.board.recorder.brake).toEqual([]);
  });
});
