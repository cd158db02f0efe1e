// What two configurations disagree in. Pure.

import type { JsonValue } from '../odrive/descriptor/json.ts';
import { generationOfPaths, generationOfText } from '../odrive/firmware-version.ts';
import { findProperty, type ObjectTree } from '../odrive/tree.ts';
import { acceptValue, sameValue } from '../odrive/value.ts';
import type { ConfigurationBackup } from './file/backup-file.ts';

/** One value that is not the same in both. */
export interface ConfigurationDifference {
  readonly path: string;
  readonly now: JsonValue;
  readonly saved: JsonValue;
}

/**
 * The values of `saved` that a board with this tree would take and that are others in `now`, which was read from it. Empty
 * where the two are of different generations: then nothing of one is carried to the other.
 */
export function configurationDifferences(
  tree: ObjectTree,
  now: ConfigurationBackup,
  saved: ConfigurationBackup,
): readonly ConfigurationDifference[] {
  const generations = [now, saved].map(generationOf);
  if (generations.every((generation) => generation !== undefined) && generations[0] !== generations[1]) return [];
  return [...saved.values].flatMap(([path, value]) => {
    const property = findProperty(tree, path);
    const found = now.values.get(path);
    if (!property?.writable || found === undefined || found === value) return [];
    const [a, b] = [acceptValue(property.type, found), acceptValue(property.type, value)];
    // A reference stands in a backup as the path of what it points at.
    const isTaken = property.type === 'endpoint_ref' || b !== undefined;
    const same = a !== undefined && b !== undefined && sameValue(property.type, a, b);
    return same || !isTaken ? [] : [{ path, now: found, saved: value }];
  });
}

function generationOf({ origin, values }: ConfigurationBackup) {
  return generationOfText(origin.firmware ?? '') ?? generationOfPaths(values.keys());
}
