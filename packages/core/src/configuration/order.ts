// The order in which a plan is written: off first, on last, so that no half of it is ever switched on. A connection that
// breaks leaves the board with some of the values and with nothing enabled that belongs to the others. Pure.

import { type PropertyValue, sameValue } from '../odrive/value.ts';
import type { PlannedWrite } from './plan-types.ts';
import { isValidFlag, measuredWith } from './rules/calibration.ts';
import { switchedSets } from './rules/sets.ts';
import { isStartupFlag } from './rules/startup.ts';

type StepName = 'off' | 'values' | 'calibration' | 'enable' | 'startup';

/** One write of a step: the plan's, or a switch that is only off while what it uses is written. */
export interface StepWrite {
  readonly path: string;
  readonly value: PropertyValue;
  /** Not written unless all of these are on the board as they are wanted. */
  readonly needs: readonly string[];
}

export interface WriteStep {
  readonly name: StepName;
  readonly writes: readonly StepWrite[];
}

/** Whether the plan changes what the board has. */
export function isChange({ property, value, now }: PlannedWrite): boolean {
  return now === undefined || !sameValue(property.type, now, value);
}

/** Outputs and inputs that act as soon as they are on. */
const acts = /\.config\.(enable_step_dir|step_dir_always_on|enable_sensorless_mode)$/;
/** Of the switches, the ramp comes last: it works with the brake. */
const enables = switchedSets.map(({ enable }) => enable);

/** The steps; those without a write are left out. Only what differs from what the board has is in them. */
export function stepsOf(plan: readonly PlannedWrite[]): readonly WriteStep[] {
  const changes = plan.filter(isChange);
  const changed = new Set(changes.map(({ property }) => property.path));
  const paused = plan.filter((write) => write.now === true && write.value === true && usesChanged(write, changed));
  const switches = [...changes.filter(isSwitch), ...paused];
  const off = switches.filter(({ now }) => now === true).map(({ property: { path } }) => plainWrite(path, false));
  const on = switches.filter(({ value }) => value === true);
  const values = changes.filter((write) => !isSwitch(write));
  const isMeasured = (write: PlannedWrite) => write.class === 'motor' || write.class === 'encoder';
  const pathIs = (test: (path: string) => boolean) => on.filter(({ property }) => test(property.path)).map(asStep);
  const steps: readonly WriteStep[] = [
    { name: 'off', writes: off },
    {
      name: 'values',
      writes: [...values.filter((write) => !isMeasured(write)).map(asStep), ...pathIs((path) => acts.test(path))],
    },
    { name: 'calibration', writes: [...values.filter(isMeasured).map(asStep), ...pathIs(isValidFlag)] },
    { name: 'enable', writes: enables.flatMap((enable) => pathIs((path) => path === enable)) },
    { name: 'startup', writes: pathIs(isStartupFlag) },
  ];
  return steps.filter(({ writes }) => writes.length > 0);
}

function isSwitch({ property: { path } }: PlannedWrite): boolean {
  return isStartupFlag(path) || acts.test(path) || isValidFlag(path) || enables.includes(path);
}

/** A switch that stays on is off while what it uses changes. */
function usesChanged({ property: { path } }: PlannedWrite, changed: ReadonlySet<string>): boolean {
  return usedBy(path).some((used) => changed.has(used));
}

/** What a switch makes the firmware use. */
function usedBy(path: string): readonly string[] {
  return switchedSets.find(({ enable }) => enable === path)?.values ?? measuredWith(path);
}

function asStep({ property: { path }, value }: PlannedWrite): StepWrite {
  return { path, value, needs: value === true ? usedBy(path) : [] };
}

function plainWrite(path: string, value: PropertyValue): StepWrite {
  return { path, value, needs: [] };
}
