// The configuration of a running board: every property below an object named `config`, read and made a backup of.

import type { JsonValue } from '../../odrive/descriptor/json.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import { configurationProperties, type ObjectTree, type PropertyNode } from '../../odrive/tree.ts';
import { type EndpointReference, type PropertyValue, sameValue } from '../../odrive/value.ts';
import type { BackupOrigin, ConfigurationBackup } from './backup-file.ts';

/** Which properties are read, and how it is watched. */
export interface CollectOptions extends CallOptions {
  /** Only what can be written. */
  readonly writable?: boolean | undefined;
  /** Called after each property with how many are done and how many there are. */
  readonly onProperty?: ((done: number, total: number) => void) | undefined;
}

/** Values by path, in the order of the tree. */
export type Configuration = ReadonlyMap<string, PropertyValue>;

/** Reads the whole configuration, nested objects included. Throws FlasherError; then none of it is kept. */
export async function collectConfiguration(device: OdriveDevice, options: CollectOptions = {}): Promise<Configuration> {
  const { writable, ...call } = options;
  const properties = configurationProperties(device.tree.root).filter((property) => property.writable || !writable);
  const values = new Map<string, PropertyValue>();
  for (const property of properties) {
    values.set(property.path, await device.read(property.path, call));
    options.onProperty?.(values.size, properties.length);
  }
  return values;
}

/** A configuration as it goes into a file: references as the path they point at, so that they outlive the firmware. */
export function backupOf(tree: ObjectTree, configuration: Configuration, origin: BackupOrigin): ConfigurationBackup {
  const values = new Map<string, JsonValue>();
  for (const [path, value] of configuration) {
    values.set(path, typeof value === 'object' ? (referencedPath(tree, value) ?? null) : value);
  }
  return { origin, values };
}

/** Whether a property has this value. Two references that both point at nothing differ in bytes only. */
export function isSame(tree: ObjectTree, { type }: PropertyNode, a: PropertyValue, b: PropertyValue): boolean {
  const isNowhere = (value: PropertyValue) => typeof value === 'object' && referencedPath(tree, value) === undefined;
  return sameValue(type, a, b) || (isNowhere(a) && isNowhere(b));
}

/** The property a reference points at, or `undefined` if it points nowhere in this tree. */
function referencedPath(tree: ObjectTree, reference: EndpointReference): string | undefined {
  if (reference.checksum !== tree.checksum) return undefined;
  return tree.byEndpoint.get(reference.endpoint)?.path;
}
