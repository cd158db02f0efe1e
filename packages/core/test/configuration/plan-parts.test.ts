// The plan of a restore in its parts: what is asked, what is refused with what would use it, what is switched off, and what is
// only said. On a target made by hand, of a few values.

import { describe, expect, it } from 'vitest';
import { planRestore } from '../../src/configuration/plan.ts';
import type { RestoreRequest, RestoreTarget, SettingsPlan } from '../../src/configuration/plan-types.ts';
import { voltageLimit } from '../../src/configuration/rules/limits.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import type { ObjectTree } from '../../src/odrive/tree.ts';
import type { PropertyType, PropertyValue } from '../../src/odrive/value.ts';

const trip = 'config.dc_bus_overvoltage_trip_level';
const brake = 'config.brake_resistance';
const brakeOn = 'config.enable_brake_resistor';
const [rampStart, rampEnd] = ['config.dc_bus_overvoltage_ramp_start', 'config.dc_bus_overvoltage_ramp_end'];
const rampOn = 'config.enable_dc_bus_overvoltage_ramp';
const startup = 'axis0.config.startup_closed_loop_control';
const search = 'axis0.config.startup_encoder_index_search';
const current = 'axis0.motor.config.current_lim';
const serial = '356A38673332';

const now: Readonly<Record<string, PropertyValue>> = {
  [trip]: Math.fround(59.92),
  [brake]: 2,
  [brakeOn]: false,
  [rampStart]: Math.fround(59.92),
  [rampEnd]: Math.fround(59.92),
  [rampOn]: false,
  [startup]: true,
  [search]: false,
  [current]: 10,
};

const typeOf = (value: PropertyValue): PropertyType => (typeof value === 'boolean' ? 'bool' : 'float');

interface Made extends Partial<Omit<RestoreRequest, 'backup' | 'target'>> {
  readonly held?: Readonly<Record<string, PropertyValue>>;
  /** Paths that the board has, and of which no value is known. */
  readonly unread?: readonly string[];
  readonly voltage?: 24 | 56;
  readonly from?: { readonly firmware?: string; readonly board?: string };
}

function planOf(
  file: Record<string, JsonValue>,
  { held = {}, unread = [], voltage = 56, from = {}, ...more }: Made = {},
): SettingsPlan {
  const values = new Map(Object.entries({ ...now, ...held }));
  const nodes = [...values].map(([path, value], endpoint) => {
    const property = { kind: 'property', path, name: path, endpoint, type: typeOf(value), writable: true };
    return [path, property] as const;
  });
  const axis = ['axis0', { kind: 'object', path: 'axis0', name: 'axis0', members: [] }] as const;
  const board = { minor: 6, voltage } as const;
  const target: RestoreTarget = {
    tree: { nodes: new Map<string, unknown>([axis, ...nodes]), byEndpoint: new Map() } as unknown as ObjectTree,
    serial,
    firmware: '0.5.6',
    board,
    proved: true,
    limit: voltageLimit({ otp: board }),
    values: new Map([...values].filter(([path]) => !unread.includes(path))),
    bus: [24],
  };
  const origin = { serial, board: 'v3.6-56V', firmware: '0.5.6', ...from };
  const backup = { origin, values: new Map(Object.entries(file)) };
  const plan = planRestore({ backup, target, origin: 'same-chip', ...more });
  if (plan.kind === 'refused') throw new Error('of another generation');
  return plan;
}

const writes = (plan: SettingsPlan) =>
  Object.fromEntries(
    plan.writes.map(({ property, value, because }) => [property.path, because ? [value, because] : value]),
  );

describe('startup flags', () => {
  it('that are to be held off are written as off, including those of the board that the file does not mention', () => {
    const plan = planOf({ [search]: true }, { holdStartup: true });
    expect(writes(plan)).toEqual({ [search]: [false, 'held'], [startup]: [false, 'held'] });
    expect(writes(planOf({ [search]: true }))).toEqual({ [search]: true });
    expect(writes(planOf({ [startup]: false }, { holdStartup: true }))).toEqual({ [startup]: false });
  });

  it('of another chip are written only where that was asked for', () => {
    const from = { origin: 'other-chip' } as const;
    expect(writes(planOf({ [search]: true }, from))).toEqual({ [search]: [false, 'held'] });
    expect(writes(planOf({ [search]: true }, { ...from, withStartup: true }))).toEqual({ [search]: true });
  });
});

describe('a value of another variant', () => {
  const from = { origin: 'other-chip', from: { board: 'v3.6-24V' } } as const;

  it('is left out, and written after a consent to that very value, as it is shown', () => {
    expect(writes(planOf({ [trip]: 27.123456 }, from))).toEqual({});
    const typed = (text: string) =>
      writes(planOf({ [trip]: 27.123456 }, { ...from, settings: new Map([[trip, text]]) }));
    expect(typed('27.12346')).toEqual({ [trip]: Math.fround(27.123456) });
    expect([typed('27.2'), typed('true'), typed('')]).toEqual([{}, {}, {}]);
  });
});

describe('a ramp that has the defaults of another variant', () => {
  // 1.07 times 24 V; of 56 V it is 59.92.
  const ramp = { [rampStart]: 25.68, [rampEnd]: 25.68 };
  const from = { origin: 'other-chip', from: { board: 'v3.6-24V' } } as const;

  it('is left out whole, the switch too, so that the board keeps the ramp it has', () => {
    const plan = planOf({ ...ramp, [rampOn]: false }, { ...from, held: { [rampOn]: true } });
    expect(writes(plan)).toEqual({});
    expect(plan.skipped.map(({ path, reason }) => [path, reason])).toEqual(
      [rampStart, rampEnd, rampOn].map((path) => [path, 'own-default']),
    );
  });

  it('is switched off where the file has it on: the limits of the board were not set for it', () => {
    const plan = planOf({ ...ramp, [rampOn]: true }, { ...from, held: { [rampOn]: true } });
    expect(writes(plan)).toEqual({ [rampOn]: [false, 'set-incomplete'] });
  });
});

describe('a setting that could not be read', () => {
  it('is skipped like any other, and not reported as unchanged', () => {
    const from = { origin: 'other-chip', from: { board: 'v3.6-24V' } } as const;
    const { skipped } = planOf({ [trip]: 27.5 }, { ...from, unread: [trip] });
    expect(skipped).toMatchObject([{ path: trip, held: undefined }]);
  });
});

describe('what is refused', () => {
  it('is left out, and the board keeps its own', () => {
    const plan = planOf({ [trip]: 70, [current]: 20 });
    expect(writes(plan)).toEqual({ [current]: 20 });
    expect(plan.refused.map(({ path, value, kept }) => [path, value, kept])).toEqual([[trip, 70, now[trip]]]);
    expect(plan.asked).toEqual([]);
  });

  it('switches off what would use it, where the file switches that on', () => {
    const plan = planOf({ [brake]: 0, [brakeOn]: true });
    expect(writes(plan)).toEqual({ [brakeOn]: [false, 'set-incomplete'] });
    expect(plan.refused.map(({ path }) => path)).toEqual([brake]);
  });

  it('is the switch, where the value is the board’s own', () => {
    const plan = planOf({ [brakeOn]: true }, { held: { [brake]: 0 } });
    expect([writes(plan)[brakeOn], plan.refused.map(({ path }) => path)]).toEqual([undefined, [brakeOn]]);
  });

  it('does not include an unchanged value, which was judged before', () => {
    const plan = planOf({ [current]: 20 }, { held: { [brake]: 0, [brakeOn]: true } });
    expect([writes(plan), plan.refused]).toEqual([{ [current]: 20 }, []]);
  });

  it('does not include the ramp of a board that has it off: its start is not from the file', () => {
    const plan = planOf({ [rampEnd]: 58 }, { held: { [rampStart]: 70, [rampEnd]: 55, [rampOn]: false } });
    expect([writes(plan), plan.refused]).toEqual([{ [rampEnd]: 58 }, []]);
  });

  it('may be a ramp whose other end alone changes', () => {
    const ramp = { [rampStart]: 50, [rampEnd]: 55, [rampOn]: true };
    const plan = planOf({ [rampEnd]: 40 }, { held: ramp });
    expect(plan.refused.length).toBeGreaterThan(0);
    expect(writes(planOf({ [rampEnd]: 56 }, { held: ramp }))).toEqual({ [rampEnd]: 56 });
  });
});

describe('what is asked', () => {
  it('is a trip level above the default, and only if it is written', () => {
    expect(planOf({ [trip]: 60 }).asked.map(({ path }) => path)).toEqual([trip]);
    expect(planOf({ [trip]: 58 }).asked).toEqual([]);
    expect(planOf({ [current]: 20 }, { held: { [trip]: 60 } }).asked).toEqual([]);
  });
});

describe('a change that weakens a protection', () => {
  it('is marked as weaker than the value on the board', () => {
    const marked = (plan: SettingsPlan) => plan.writes.map(({ weaker }) => weaker === true);
    expect([marked(planOf({ [current]: 20 })), marked(planOf({ [current]: 5 }))]).toEqual([[true], [false]]);
    expect(marked(planOf({ [current]: 10 }))).toEqual([false]);
  });
});

describe('the brake of firmware without a switch for it', () => {
  const old = { from: { firmware: '0.4.12' }, force: true } as const;

  it('is reported to stay off where a resistor was configured and the board has it off', () => {
    const stays = (file: Record<string, JsonValue>, held = {}) => planOf(file, { ...old, held }).brakeStaysOff;
    expect([stays({ [brake]: 0.5 }), stays({ [brake]: 0.5 }, { [brakeOn]: true })]).toEqual([true, false]);
    expect([stays({ [brake]: 0 }), stays({ [current]: 20 })]).toEqual([false, false]);
    expect(planOf({ [brake]: 0.5 }).brakeStaysOff).toBe(false);
  });
});
