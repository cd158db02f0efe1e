// Errors of a board by name. Which properties hold errors, which table names their bits, and what the bits of a value mean in a
// release. Pure.

import { globTable } from '../glob.ts';
import type { ObjectTree, PropertyNode } from '../tree.ts';
import { sizeOf } from '../value.ts';
import { axisFlags } from './axis.ts';
import { canFlags, systemFlags } from './board.ts';
import { controllerFlags } from './controller.ts';
import { encoderFlags, sensorlessFlags } from './encoder.ts';
import { type ErrorFlag, isInReleases } from './flag.ts';
import { gateDriverFlags } from './gate-driver.ts';
import { motorFlags } from './motor.ts';
import { motorFlagsSince052 } from './motor-since-0-5-2.ts';
import { fetThermistorFlags, motorThermistorFlags } from './thermistor.ts';

/** One flag that is set. */
export type DecodedFlag = Omit<ErrorFlag, 'releases'>;

interface ErrorTable {
  readonly paths: readonly string[];
  readonly flags: readonly ErrorFlag[];
  /** What it means if every bit is set, where that is not a set of flags. */
  readonly allOnes?: DecodedFlag | undefined;
  /** Paths of it that keep what was when the axis last became idle. Clearing errors leaves them. */
  readonly latched?: readonly string[] | undefined;
}

/** In the order in which they are shown. */
const tables: readonly ErrorTable[] = [
  { paths: ['error'], flags: systemFlags },
  { paths: ['can.error'], flags: canFlags },
  { paths: ['axis*.error'], flags: axisFlags },
  { paths: ['axis*.motor.error'], flags: [...motorFlags, ...motorFlagsSince052] },
  { paths: ['axis*.encoder.error'], flags: encoderFlags },
  { paths: ['axis*.controller.error'], flags: controllerFlags },
  { paths: ['axis*.sensorless_estimator.error'], flags: sensorlessFlags },
  { paths: ['axis*.fet_thermistor.error'], flags: fetThermistorFlags },
  { paths: ['axis*.motor_thermistor.error'], flags: motorThermistorFlags },
  {
    paths: ['axis*.motor.gate_driver.drv_fault', 'axis*.last_drv_fault'],
    latched: ['axis*.last_drv_fault'],
    flags: gateDriverFlags,
    // A chip that does not answer on SPI reads as ones.
    allOnes: {
      bit: 0,
      name: 'NO_ANSWER',
      code: 'gate-driver.NO_ANSWER',
    },
  },
];

const tableOf = globTable(tables);
const latchedOf = globTable(tables.flatMap(({ latched }) => (latched ? [{ paths: latched }] : [])));

/** The errors that a board with this tree has, the board's own first, then axis by axis. */
export function errorProperties(tree: ObjectTree): PropertyNode[] {
  const found = [...tree.nodes.values()].filter(
    (node): node is PropertyNode => node.kind === 'property' && tableOf(node.path) !== undefined,
  );
  const rank = ({ path }: PropertyNode) => tables.findIndex(({ flags }) => flags === tableOf(path)?.flags);
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
