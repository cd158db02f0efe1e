// What a file wants of each property of a board's object tree, before any rule: names found (old ones too), types fitted.
// Pure.

import type { Misfit } from '../../messages/settings.ts';
import type { JsonValue } from '../../odrive/descriptor/json.ts';
import { numberOfName } from '../../odrive/enumerations.ts';
import { type ConfigurationGeneration, configurationGeneration } from '../../odrive/release-order.ts';
import { valueOfText } from '../../odrive/text-value.ts';
import { findProperty, type ObjectTree, type PropertyNode } from '../../odrive/tree.ts';
import { acceptValue, type EndpointReference, type PropertyValue } from '../../odrive/value.ts';
import { otherNames } from '../rules/renamed.ts';
import { isConfigurationPath } from './backup-file.ts';

/** A value of the file that the board has a place for. */
export interface FileValue {
  /** As the file has it; `property.path` is where it goes. */
  readonly path: string;
  readonly property: PropertyNode;
  readonly value: PropertyValue;
}

/** The place and the value, or why there is none. `inFile`: whether the file has a value of that name, too. */
export function fitValue(
  path: string,
  value: JsonValue,
  tree: ObjectTree,
  inFile: (path: string) => boolean,
): FileValue | Misfit {
  if (!isConfigurationPath(path)) return 'not-configuration';
  const property = findProperty(tree, path) ?? renamedProperty(path, tree, inFile);
  if (typeof property === 'string') return property;
  if (!property.writable) return 'read-only';
  if (property.type === 'endpoint_ref') {
    const reference = referenceOf(value, tree);
    return typeof reference === 'string' ? reference : { path, property, value: reference };
  }
  const accepted = readValue(property, value, tree);
  return accepted === undefined ? 'other-type' : { path, property, value: accepted };
}

/** Files edited by hand have 0 and 1 for false and true, files of other programs have everything as text. */
function readValue({ type, path }: PropertyNode, value: JsonValue, tree: ObjectTree): PropertyValue | undefined {
  if (typeof value === 'string') {
    const known = valueOfText(type, value);
    if (known !== undefined || type === 'float' || type === 'bool') return known;
    return acceptValue(type, numberOfName(path, value, generationOfTree(tree)));
  }
  return acceptValue(type, type === 'bool' && (value === 0 || value === 1) ? value === 1 : value);
}

function renamedProperty(path: string, tree: ObjectTree, inFile: (path: string) => boolean): PropertyNode | Misfit {
  const other = otherNames(path);
  const name = other?.names.find((candidate) => findProperty(tree, candidate));
  const property = name === undefined ? undefined : findProperty(tree, name);
  if (!other || !property || inFile(property.path)) return 'not-found';
  return other.measured ? 'renamed' : property;
}

/** References in files: the path (odrivetool from 0.5.2 on, and we), null, or endpoint and checksum (odrivetool before). */
function referenceOf(value: JsonValue, tree: ObjectTree): EndpointReference | Misfit {
  if (value === null) return nowhere;
  if (typeof value === 'string') {
    const property = findProperty(tree, value);
    return property ? { endpoint: property.endpoint, checksum: tree.checksum } : 'foreign-reference';
  }
  if (!Array.isArray(value) || value.length !== 2) return 'other-type';
  const [endpoint, checksum] = value;
  if (typeof endpoint !== 'number' || typeof checksum !== 'number') return 'other-type';
  if (endpoint === 0 && checksum === 0) return nowhere;
  return checksum === tree.checksum && tree.byEndpoint.has(endpoint) ? { endpoint, checksum } : 'foreign-reference';
}

const nowhere: EndpointReference = { endpoint: 0, checksum: 0 };

/** Names of enumerations are distinguished by what the firmware has, not by what it calls itself. */
function generationOfTree({ nodes }: ObjectTree): ConfigurationGeneration {
  return configurationGeneration('', (path) => nodes.has(path));
}
