// Carries out a restore plan step by step (order.ts): each step is read back before the next. A value that is already right
// is left alone, because some setters have side effects (Encoder::check_pre_calibrated clears the flag of an encoder that
// is not ready, although the stored configuration had it set).

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { axisNames, idleState } from '../odrive/commands.ts';
import type { OdriveDevice } from '../odrive/device.ts';
import type { CallOptions } from '../odrive/protocol/client.ts';
import { findProperty } from '../odrive/tree.ts';
import type { PropertyValue } from '../odrive/value.ts';
import { retryPolicy } from '../retry.ts';
import { isSame } from './file/collect.ts';
import { isChange, type StepWrite, stepsOf, type WriteStep } from './order.ts';
import type { PlannedWrite } from './plan-types.ts';

/** One property of the plan: as it is before, or after everything was done. */
export interface RestoredValue {
  readonly path: string;
  readonly wanted: PropertyValue;
  /** What the board says it has. */
  readonly found: PropertyValue;
  /**
   * `already`: was so before. `written`: is so now. `not-kept`: the firmware took something else. `taken-back`: it did so by
   * a rule of its own that it announces. `differs`: would be written.
   */
  readonly outcome: 'already' | 'written' | 'not-kept' | 'taken-back' | 'differs';
  readonly held?: true | undefined;
}

/** What a restore came to on the board, value by value, read back after the writes. */
export interface RestoreOutcome {
  readonly values: readonly RestoredValue[];
  /** How many properties were written; 0 means the board had all of it and nothing needs saving. */
  readonly written: number;
}

/** How a restore is carried out and watched. */
export interface RestoreOptions extends CallOptions {
  /** Called after each property with how many are done and how many there are. */
  readonly onProperty?: ((done: number, total: number) => void) | undefined;
  /** Called once, before the first write. */
  readonly onWrite?: (() => void) | undefined;
}

/** What the board has of the plan now, value by value. */
export function comparedValues(plan: readonly PlannedWrite[]): readonly RestoredValue[] {
  return plan.map((write) => restoredValue(write, write.now ?? write.value, isChange(write) ? 'differs' : 'already'));
}

/**
 * Writes the plan into the running board. Nothing is permanent before the configuration is saved. Throws FlasherError
 * when the connection fails, `axis-armed` when an axis is not idle, `unexpected-reply` when something cannot be switched off; then
 * the board runs on with some of the values until its next restart.
 */
export async function applyRestore(
  device: OdriveDevice,
  plan: readonly PlannedWrite[],
  options: RestoreOptions = {},
): Promise<RestoreOutcome> {
  const { onProperty, onWrite, ...call } = options;
  const steps = stepsOf(plan);
  const found = new Map<string, PropertyValue>();
  const total = steps.reduce((sum, { writes }) => sum + writes.length, 0);
  let done = 0;
  if (steps.length > 0) onWrite?.();
  for (const step of steps) {
    await requireIdleAxes(device, call);
    const kept = ({ needs }: StepWrite) =>
      needs.every((path) => !found.has(path) || isWanted(device, plan, path, found));
    const possible = { ...step, writes: step.writes.filter(kept) };
    await carryOut(device, possible, found, call);
    done += step.writes.length;
    onProperty?.(done, total);
  }
  const written = plan.filter(isChange).length;
  return { values: plan.map((write) => outcomeOf(device, write, found.get(write.property.path))), written };
}

const maxWrites = retryPolicy('setting-write').attempts;

/** What does not arrive is written again. */
async function carryOut(
  device: OdriveDevice,
  step: WriteStep,
  found: Map<string, PropertyValue>,
  call: CallOptions,
): Promise<void> {
  let open = step.writes;
  for (let attempt = 1; attempt <= maxWrites && open.length > 0; attempt++) {
    for (const { path, value } of open) await device.exchange(path, value, call);
    for (const { path } of open) found.set(path, await device.read(path, call));
    open = open.filter(({ path, value }) => !isThere(device, path, value, found.get(path)));
  }
  if (step.name !== 'off' || open.length === 0) return;
  const paths = open.map(({ path }) => path);
  throw new FlasherError('unexpected-reply', message('settings.not-switched-off', { paths }), {
    details: { paths },
    next: message('next.power-cycle-and-repeat-unsaved'),
  });
}

/** Settings are changed under motors that do nothing, and no others. Throws `axis-armed`. */
async function requireIdleAxes(device: OdriveDevice, call: CallOptions): Promise<void> {
  for (const axis of axisNames(device)) {
    const state = Number(await device.read(`${axis}.current_state`, call));
    // 0: the axes have not begun yet.
    if (state === idleState || state === 0) continue;
    throw new FlasherError('axis-armed', message('settings.axis-not-idle', { axis }), {
      details: { axes: [axis] },
      next: message('next.idle-axes-and-repeat-unsaved'),
    });
  }
}

function isWanted(
  device: OdriveDevice,
  plan: readonly PlannedWrite[],
  path: string,
  found: ReadonlyMap<string, PropertyValue>,
): boolean {
  const wanted = plan.find(({ property }) => property.path === path);
  return wanted === undefined || isThere(device, path, wanted.value, found.get(path));
}

function outcomeOf(device: OdriveDevice, write: PlannedWrite, after: PropertyValue | undefined): RestoredValue {
  const { property, value, now } = write;
  const found = after ?? now ?? value;
  if (isThere(device, property.path, value, found))
    return restoredValue(write, found, isChange(write) ? 'written' : 'already');
  return restoredValue(write, found, isTakenBack(write) ? 'taken-back' : 'not-kept');
}

/** Encoder::check_pre_calibrated (from 0.4.9 on): not ready, or its index not found since the start. */
export function isTakenBack({ property, value }: Pick<PlannedWrite, 'property' | 'value'>): boolean {
  return value === true && property.path.endsWith('.encoder.config.pre_calibrated');
}

function restoredValue(
  { property, value, held }: PlannedWrite,
  found: PropertyValue,
  outcome: RestoredValue['outcome'],
): RestoredValue {
  return { path: property.path, wanted: value, found, outcome, held };
}

function isThere(
  { tree }: Pick<OdriveDevice, 'tree'>,
  path: string,
  wanted: PropertyValue,
  found: PropertyValue | undefined,
): boolean {
  const property = findProperty(tree, path);
  return property !== undefined && found !== undefined && isSame(tree, property, wanted, found);
}
