// Carries out a restore plan: reads what is there, writes only what differs, reads everything back. A value that is
// already right is left alone, because some setters have side effects (Encoder::check_pre_calibrated clears the flag of
// an encoder that is not ready, although the stored configuration had it set).

import type { CallOptions } from './client.ts';
import { referencedPath } from './configuration.ts';
import type { OdriveDevice } from './device.ts';
import type { PlannedWrite } from './restore-plan.ts';
import type { PropertyNode } from './tree.ts';
import { type PropertyValue, sameValue } from './value.ts';

/** One property of the plan after everything was done. */
export interface RestoredValue {
  readonly path: string;
  readonly wanted: PropertyValue;
  /** What the board says it has. */
  readonly found: PropertyValue;
  /** `already`: was so before. `written`: is so now. `not-kept`: the firmware took something else. */
  readonly outcome: 'already' | 'written' | 'not-kept';
  readonly held?: true;
}

export interface RestoreOutcome {
  readonly values: readonly RestoredValue[];
  /** How many properties were written; 0 means the board had all of it and nothing needs saving. */
  readonly written: number;
}

export interface RestoreOptions extends CallOptions {
  readonly onProperty?: (done: number, total: number) => void;
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
  const different: PlannedWrite[] = [];
  let done = 0;
  const total = writes.length * 2;
  const step = () => options.onProperty?.(++done, total);
  for (const write of writes) {
    if (!isThere(device, write, await device.read(write.property.path, options))) different.push(write);
    step();
  }
  for (const { property, value } of different) await device.exchange(property.path, value, options);
  const changed = new Set(different);
  const values: RestoredValue[] = [];
  for (const write of writes) {
    // Without a write nothing can have changed since the first look.
    const found = different.length === 0 ? write.value : await device.read(write.property.path, options);
    values.push(outcomeOf(device, write, found, changed.has(write)));
    step();
  }
  return { values, written: different.length };
}

function outcomeOf(device: OdriveDevice, write: PlannedWrite, found: PropertyValue, written: boolean): RestoredValue {
  const { property, value, held } = write;
  const outcome = !isThere(device, write, found) ? 'not-kept' : written ? 'written' : 'already';
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
