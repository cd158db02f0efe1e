// Errors of a board by name: what the bits of a value mean in a release. Pure.

import { globTable } from '../glob.ts';
import type { ObjectTree, PropertyNode } from '../tree.ts';
import { sizeOf } from '../value.ts';
import { isInReleases } from './flag.ts';
import { type DecodedFlag, type ErrorTable, errorTables } from './tables.ts';

export type { DecodedFlag } from './tables.ts';

const tableOf = globTable(errorTables);
const latchedOf = globTable(errorTables.flatMap(({ latched }) => (latched ? [{ paths: latched }] : [])));

/** The errors that a board with this tree has, the board's own first, then axis by axis. */
export function errorProperties(tree: ObjectTree): PropertyNode[] {
  const found = [...tree.nodes.values()].filter(
    (node): node is PropertyNode => node.kind === 'property' && tableOf(node.path) !== undefined,
  );
  const rank = ({ path }: PropertyNode) => errorTables.findIndex(({ flags }) => flags === tableOf(path)?.flags);
  return found.sort((a, b) => axisOf(a.path).localeCompare(axisOf(b.path)) || rank(a) - rank(b));
}

/** `axis1`, or nothing for what belongs to the whole board. */
export function axisOf(path: string): string {
  return /^axis\d+(?=\.)/.exec(path)?.[0] ?? '';
}

/** Whether `path` holds error flags. */
export function isErrorPath(path: string): boolean {
  return tableOf(path) !== undefined;
}

/** Whether it says what was, not what is: a fault of the gate driver when the axis last became idle (0.5.2 and later). */
export function isLatchedError(path: string): boolean {
  return latchedOf(path) !== undefined;
}

/**
 * The flags that are set in the value of an error property, lowest bit first. A bit that the release does not define comes
 * as `UNKNOWN 0x…`: nothing that is set is left out.
 */
export function decodeErrors(
  { path, type }: Pick<PropertyNode, 'path' | 'type'>,
  value: number | bigint,
  release: string,
): DecodedFlag[] {
  const table = tableOf(path);
  const width = 8 * sizeOf(type);
  const bits = BigInt.asUintN(width, BigInt(value));
  if (table?.allOnes && bits === (1n << BigInt(width)) - 1n) return [table.allOnes];
  const set = Array.from({ length: width }, (_, bit) => bit).filter((bit) => (bits >> BigInt(bit)) & 1n);
  return set.map((bit) => flagOf(table, bit, release));
}

function flagOf(table: ErrorTable | undefined, bit: number, release: string): DecodedFlag {
  const known = table?.flags.find((flag) => flag.bit === bit && isInReleases(release, flag.releases));
  if (known) {
    const { releases: _, ...flag } = known;
    return flag;
  }
  return {
    bit,
    name: `UNKNOWN 0x${(1n << BigInt(bit)).toString(16).toUpperCase()}`,
    code: 'unknown',
  };
}
