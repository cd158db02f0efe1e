// The descriptor text of each release, and what its properties have after a reset. Made once, when first asked for.

import type { BoardVersion } from '@odflash/core';
import { defaultOf } from '@odflash/core/configuration';
import {
  acceptValue,
  configurationProperties,
  describeRelease,
  initialValuesOf,
  type ObjectTree,
  type PropertyType,
  type PropertyValue,
} from '@odflash/core/odrive';
import type { FirmwareTraits } from './releases.ts';

/** A release's own description of itself. */
export interface Description {
  /** The text of endpoint 0. */
  readonly json: Uint8Array;
  readonly checksum: number;
  readonly tree: ObjectTree;
  /** What properties have after a reset, as written in the notation, by path. */
  readonly initial: ReadonlyMap<string, string>;
}

const made = new Map<string, Description>();

export function describe(traits: FirmwareTraits): Description {
  const { release } = traits;
  const before = made.get(release);
  if (before) return before;
  const described = describeRelease(release);
  if (!described) throw new RangeError(`no object tree of firmware ${release} is known`);
  const { json, tree } = described;
  const description = { json, checksum: tree.checksum, tree, initial: initialValuesOf(release) };
  made.set(release, description);
  return description;
}

/**
 * Values by path as after a reset without a stored configuration; properties that are 0, false or nothing are left out. What
 * depends on board or release is core's to know, the rest stands in the notation.
 */
export function resetValues(traits: FirmwareTraits, board: BoardVersion): ReadonlyMap<string, PropertyValue> {
  const key = `${traits.release} ${board.name}`;
  const values = madeValues.get(key) ?? makeResetValues(traits, board);
  madeValues.set(key, values);
  return values;
}

const madeValues = new Map<string, ReadonlyMap<string, PropertyValue>>();

function makeResetValues(traits: FirmwareTraits, board: BoardVersion): ReadonlyMap<string, PropertyValue> {
  const { initial, tree } = describe(traits);
  const values = new Map<string, PropertyValue>();
  for (const [path, written] of initial) {
    const node = tree.nodes.get(path);
    if (node?.kind === 'property') values.set(path, initialValue(node.type, path, written));
  }
  for (const { path, type } of configurationProperties(tree.root)) {
    const value = defaultOf(path, traits.release, board);
    const accepted = value === undefined ? undefined : acceptValue(type, value);
    if (accepted !== undefined) values.set(path, accepted);
  }
  return values;
}

function initialValue(type: PropertyType, path: string, written: string): PropertyValue {
  const [first = '', second = first] = written.split('|');
  const text = path.startsWith('axis1.') ? second : first;
  if (type === 'bool') return text === 'true';
  return type === 'float' ? Math.fround(Number(text)) : Number(text);
}

/** What a property has of which nothing else is known. */
export function zeroOf(type: PropertyType): PropertyValue {
  if (type === 'bool') return false;
  if (type === 'endpoint_ref') return { endpoint: 0, checksum: 0 };
  return type === 'int64' || type === 'uint64' ? 0n : 0;
}
