// A restore that is cut off anywhere leaves nothing switched on that belongs to values of another configuration.

import { describe, expect, it } from 'vitest';
import { applyRestore } from '../../src/configuration/apply.ts';
import { planRestore } from '../../src/configuration/plan.ts';
import { knownBoard, readTarget } from '../../src/configuration/target.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import { type OdriveDevice, type PropertyValue, readEvidence } from '../../src/odrive/index.ts';
import { failure } from '../flash/bench.ts';
import { type Bench, bench, connect } from '../update/bench.ts';
import { fileOf, restored, setOn, valuesOf } from './on-boards.ts';

const brake = 'config.brake_resistance';
const brakeOn = 'config.enable_brake_resistor';
const start = 'config.dc_bus_overvoltage_ramp_start';
const end = 'config.dc_bus_overvoltage_ramp_end';
const ramp = 'config.enable_dc_bus_overvoltage_ramp';
const resistance = 'axis0.motor.config.phase_resistance';
const inductance = 'axis0.motor.config.phase_inductance';
const motorFlag = 'axis0.motor.config.pre_calibrated';
const startup = 'axis0.config.startup_closed_loop_control';
const sensorless = 'axis0.config.enable_sensorless_mode';
const current = 'axis0.motor.config.current_lim';

type State = Readonly<Record<string, number | boolean>>;

/** What the board has before, and what is restored: every switch is on in both, and every value another one. */
const before: State = {
  [brake]: 0.5,
  [brakeOn]: true,
  [start]: 25.4,
  [end]: 25.6,
  [ramp]: true,
  [resistance]: 0.02,
  [inductance]: 1e-5,
  [motorFlag]: true,
  [startup]: true,
  [sensorless]: true,
  [current]: 20,
};
const after: State = {
  ...before,
  [brake]: 1.5,
  [start]: 25.3,
  [end]: 25.5,
  [resistance]: 0.04,
  [inductance]: 2e-5,
  [current]: 12,
};

/** The device, which breaks off before the write of that number. */
function cutAt(odrive: OdriveDevice, most: number, wrote: (path: string, value: PropertyValue) => void): OdriveDevice {
  let writes = 0;
  return {
    ...odrive,
    tree: odrive.tree,
    exchange: async (path, value, options) => {
      if (writes++ >= most) throw new Error('cut');
      wrote(path, value);
      return odrive.exchange(path, value, options);
    },
  };
}

async function apply(it: Bench, values: Readonly<Record<string, JsonValue>>, most = Number.POSITIVE_INFINITY) {
  await using odrive = await connect(it);
  const evidence = await readEvidence(odrive);
  const target = await readTarget(odrive, evidence, { known: knownBoard(evidence) });
  const backup = fileOf(values, { serial: it.board.serial, board: 'v3.6-24V', firmware: '0.5.6' });
  const plan = planRestore({ backup, target, origin: 'same-chip' });
  if (plan.kind !== 'plan') throw new Error('refused');
  const written: string[] = [];
  const device = cutAt(odrive, most, (path, value) => written.push(`${path}=${String(value)}`));
  await applyRestore(device, plan.writes).catch((error: Error) => expect(error.message).toBe('cut'));
  return written;
}

/** Switches and what they make the firmware use. */
const uses: Readonly<Record<string, readonly string[]>> = {
  [brakeOn]: [brake],
  [ramp]: [start, end],
  [motorFlag]: [resistance, inductance],
};

const rounded = (state: State) =>
  Object.fromEntries(
    Object.entries(state).map(([path, value]) => [
      path,
      typeof value === 'number' ? Number(Math.fround(value).toPrecision(6)) : value,
    ]),
  );

describe('a restore of a board with everything switched on', () => {
  it('switches off first, and on last: the ramp after the brake, startup flags at the end', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, before);
    const written = await apply(it, { ...after, [sensorless]: false });
    const at = (line: string) => written.indexOf(line);
    const off = [brakeOn, ramp, motorFlag, sensorless].map((path) => at(`${path}=false`));
    const values = [brake, start, end, current].map((path) => written.findIndex((line) => line.startsWith(`${path}=`)));
    const measured = [resistance, inductance].map((path) => written.findIndex((line) => line.startsWith(`${path}=`)));
    expect(Math.min(...off)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...off)).toBeLessThan(Math.min(...values));
    expect(Math.max(...values)).toBeLessThan(Math.min(...measured));
    expect(Math.max(...measured)).toBeLessThan(at(`${motorFlag}=true`));
    expect(at(`${motorFlag}=true`)).toBeLessThan(at(`${brakeOn}=true`));
    expect(at(`${brakeOn}=true`)).toBeLessThan(at(`${ramp}=true`));
    expect(await valuesOf(it, Object.keys(after))).toEqual({ ...rounded(after), [sensorless]: false });
  });

  it('cut off after any write leaves no switch on with values of both', async () => {
    const whole = bench('v3.6-24V');
    await setOn(whole, before);
    const total = (await apply(whole, after)).length;
    expect(total).toBeGreaterThan(10);
    const [old, wanted] = [rounded(before), rounded(after)];
    for (let most = 0; most < total; most++) {
      const it = bench('v3.6-24V');
      await setOn(it, before);
      await apply(it, after, most);
      const now = await valuesOf(it, Object.keys(after));
      for (const [flag, paths] of Object.entries(uses)) {
        if (now[flag] !== true) continue;
        const isOld = paths.every((path) => now[path] === old[path]);
        const isNew = paths.every((path) => now[path] === wanted[path]);
        expect(isOld || isNew, `${flag} after ${most} writes`).toBe(true);
      }
    }
  });

  it('writes startup flags at the very end', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, { ...before, [startup]: false });
    expect((await apply(it, after)).at(-1)).toBe(`${startup}=true`);
  });

  it('with a backup of defaults ends with flags off, 10 A and the brake off', async () => {
    const it = bench('v3.6-24V');
    await setOn(it, { ...before, [current]: 60 });
    const defaults = { [startup]: false, [current]: 10, [brakeOn]: false, [ramp]: false, [brake]: 0.47 };
    const backup = fileOf(defaults, { serial: it.board.serial, board: 'v3.6-24V', firmware: '0.5.6' });
    const { after: ended } = await restored(it, backup, Object.keys(defaults));
    expect(ended).toEqual(defaults);
  });
});

it('a switch stays off where the firmware does not take what it uses', async () => {
  const it = bench('v3.6-24V');
  await setOn(it, { [brake]: 0.5, [brakeOn]: false });
  await using odrive = await connect(it);
  const evidence = await readEvidence(odrive);
  const target = await readTarget(odrive, evidence, { known: knownBoard(evidence) });
  const backup = fileOf({ [brake]: 1.5, [brakeOn]: true }, { serial: it.board.serial, firmware: '0.5.6' });
  const plan = planRestore({ backup, target, origin: 'same-chip' });
  const deaf: OdriveDevice = {
    ...odrive,
    tree: odrive.tree,
    exchange: async (path, value, options) =>
      path === brake ? odrive.read(path, options) : odrive.exchange(path, value, options),
  };
  const { values } = await applyRestore(deaf, plan.kind === 'plan' ? plan.writes : []);
  expect(values.map(({ path, outcome }) => [path, outcome])).toEqual([
    [brake, 'not-kept'],
    [brakeOn, 'not-kept'],
  ]);
  expect(await odrive.read(brakeOn)).toBe(false);
});

it('a restore stops when an axis is armed between two steps', async () => {
  const it = bench('v3.6-24V');
  await setOn(it, { [brakeOn]: true, [brake]: 0.5 });
  await using odrive = await connect(it);
  const evidence = await readEvidence(odrive);
  const target = await readTarget(odrive, evidence, { known: knownBoard(evidence) });
  const backup = fileOf({ [brake]: 1.5, [brakeOn]: true }, { serial: it.board.serial, firmware: '0.5.6' });
  const plan = planRestore({ backup, target, origin: 'same-chip' });
  const arming: OdriveDevice = {
    ...odrive,
    tree: odrive.tree,
    exchange: async (path, value, options) => {
      const old = await odrive.exchange(path, value, options);
      it.board.recorder.consent(0);
      if (path === brakeOn) await odrive.write('axis0.requested_state', 4);
      return old;
    },
  };
  const error = await failure(applyRestore(arming, plan.kind === 'plan' ? plan.writes : []));
  expect(error).toMatchObject({ code: 'axis-armed' });
  expect(await odrive.read(brake)).toBe(0.5);
});

it.each([
  ['another board’s ramp below this bus', { [ramp]: true, [start]: 20, [end]: 25, [brake]: 2, [brakeOn]: true }, {}],
  ['a ramp that was right at another bus voltage', after, { bus: 25.9 }],
  ['everything switched on, and other values', after, {}],
])('the brake resistor conducts at no moment of a restore of %s', async (_, values, { bus }: { bus?: number }) => {
  const it = bench(bus === undefined ? 'v3.6-24V' : `v3.6-24V,bus=${bus}`);
  await setOn(it, { ...before, [ramp]: false, [start]: 25.6, [end]: 25.6 });
  const backup = fileOf(values, { serial: it.board.serial, board: 'v3.6-24V', firmware: '0.5.6' });
  await restored(it, backup, []);
  expect(it.board.recorder.brake).toEqual([]);
});
