// Carries out a restore plan: reads what is there, writes only what differs, reads everything back. A value that is
// already right is left alone, because some setters have side effects (Encoder::check_pre_calibrated clears the flag of
// an encoder that is not ready, although the stored configuration had it set).

import type { CallOptions } from '../odrive/client.ts';
import type { OdriveDevice } from '../odrive/device.ts';
import type { PropertyNode } from '../odrive/tree.ts';
import { type PropertyValue, sameValue } from '../odrive/value.ts';
import { referencedPath } from './collect.ts';
import type { PlannedWrite } from './plan.ts';

/** One property of the plan: as it is before, or after everything was done. */
export interface RestoredValue {
  readonly path: string;
  readonly wanted: PropertyValue;
  /** What the board says it has. */
  readonly found: PropertyValue;
  /** `already`: was so before. `written`: is so now. `not-kept`: the firmware took something else. `differs`: would be written. */
  readonly outcome: 'already' | 'written' | 'not-kept' | 'differs';
  readonly held?: true;
}

export interface RestoreOutcome {
  readonly values: readonly RestoredValue[];
  /** How many properties were written; 0 means the board had all of it and nothing needs saving. */
  readonly written: number;
}

export interface RestoreOptions extends CallOptions {
  readonly onProperty?: (done: number, total: number) => void;
  /** Called once, before the first write. */
  readonly onWrite?: () => void;
}

/** What the board has of the plan now, value by value. Writes nothing. */
export async function compareRestore(
  device: OdriveDevice,
  writes: readonly PlannedWrite[],
  { onProperty, onWrite: _, ...call }: RestoreOptions = {},
): Promise<readonly RestoredValue[]> {
  const values: RestoredValue[] = [];
  for (const write of writes) {
    const found = await device.read(write.property.path, call);
    values.push(restoredValue(write, found, isThere(device, write, found) ? 'already' : 'differs'));
    onProperty?.(values.length, writes.length);
  }
  return values;
}

/**
 * Writes the plan into the running board. Nothing is permanent before the configuration is saved. Throws FlasherError
 * when the wire fails; then the board runs on with some of the values until its next restart.
 */
export async function applyRestore(
  device: OdriveDevice,
  writes: readonly PlannedWrite[],
  options: RestoreOptions = {},
): Promise<RestoreOutcome> {
  const { onProperty, onWrite, ...call } = options;
  const total = writes.length * 2;
  const tell = (done: number) => onProperty?.(done, total);
  const before = await compareRestore(device, writes, { ...call, onProperty: tell });
  const different = writes.filter((_, index) => before[index]?.outcome === 'differs');
  if (different.length > 0) onWrite?.();
  for (const { property, value } of different) await device.exchange(property.path, value, call);
  const changed = new Set(different);
  const values: RestoredValue[] = [];
  for (const write of writes) {
    // Without a write nothing can have changed since the first look.
    const found = different.length === 0 ? write.value : await device.read(write.property.path, call);
    values.push(outcomeOf(device, write, found, changed.has(write)));
    tell(writes.length + values.length);
  }
  return { values, written: different.length };
}

function outcomeOf(device: OdriveDevice, write: PlannedWrite, found: PropertyValue, written: boolean): RestoredValue {
  return restoredValue(write, found, !isThere(device, write, found) ? 'not-kept' : written ? 'written' : 'already');
}

function restoredValue(
  { property, value, held }: PlannedWrite,
  found: PropertyValue,
  outcome: RestoredValue['outcome'],
): RestoredValue {
  return { path: property.path, wanted: value, found, outcome, ...(held ? { held } : {}) };
}

function isThere(device: OdriveDevice, { property, value }: PlannedWrite, found: PropertyValue): boolean {
  return sameValue(property.type, value, found) || bothNowhere(device, property, value, found);
}

/** Two references that both point at nothing differ in bytes only. */
function bothNowhere(
  device: OdriveDevice,
  property: PropertyNode,
  value: PropertyValue,
  found: PropertyValue,
): boolean {
  return (
    property.type === 'endpoint_ref' &&
    typeof value === 'object' &&
    typeof found === 'object' &&
    referencedPath(device.tree, value) === undefined &&
    referencedPath(device.tree, found) === undefined
  );
}
