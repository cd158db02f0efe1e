// What of a backup goes onto a board, and what does not and why: a pure function of file, object tree and boards. It
// never plans a write outside `config`: a file must not be able to arm an axis.

import { type Generation, generationOfPaths, generationOfText } from '../odrive/firmware-version.ts';
import type { JsonValue } from '../odrive/json.ts';
import { findProperty, type ObjectTree, type PropertyNode } from '../odrive/tree.ts';
import { acceptValue, type EndpointReference, type PropertyValue } from '../odrive/value.ts';
import type { ConfigurationBackup } from './backup-file.ts';
import { isConfigurationPath } from './backup-file.ts';

/** Why a value of the file is not written. */
export type SkipReason =
  /** The board's firmware has no such property. */
  | 'not-found'
  /** Not below an object named `config`. */
  | 'not-configuration'
  /** The firmware does not let it be written. */
  | 'read-only'
  /** The file's value does not fit the property's type. */
  | 'other-type'
  /** A result of calibrating another board's motor and encoder. */
  | 'other-board'
  /** Points at a property of other firmware. */
  | 'foreign-reference'
  /** Means something else in the other generation: counts became turns, amperes became newton metres. */
  | 'other-unit';

export interface SkippedValue {
  readonly path: string;
  readonly reason: SkipReason;
}

export interface PlannedWrite {
  readonly property: PropertyNode;
  readonly value: PropertyValue;
  /** A `startup_…` flag that the file has as true and that is written as false. */
  readonly held?: true;
}

export type RestorePlan =
  | { readonly kind: 'plan'; readonly writes: readonly PlannedWrite[]; readonly skipped: readonly SkippedValue[] }
  /** The file is of the other generation and nobody forced it. */
  | { readonly kind: 'refused'; readonly file: Generation; readonly board: Generation };

export interface RestoreTarget {
  readonly tree: ObjectTree;
  /** 12 upper-case hexadecimal digits. */
  readonly serial: string;
  /** Firmware release, `0.5.6`. */
  readonly firmware: string;
}

export interface RestoreRequest {
  readonly backup: ConfigurationBackup;
  readonly target: RestoreTarget;
  /** Serial number of the board the file is from, where the file does not say it. */
  readonly backupSerial?: string;
  /** Writes `startup_…` flags as false, so that nothing moves after a restart. */
  readonly holdStartup?: boolean;
  /** Goes across 0.4 and 0.5 all the same, without what has another unit there. */
  readonly force?: boolean;
  /** Carries calibration results to another board all the same. */
  readonly carryCalibration?: boolean;
}

/**
 * What calibration found out on one motor and encoder: another pair runs away with it. `pre_calibrated` belongs to it,
 * because it makes the firmware believe the rest.
 */
const calibrationResult =
  /\.encoder\.config\.(phase_offset|phase_offset_float|offset|offset_float|direction|pre_calibrated|hall_polarity|hall_polarity_calibrated)$|\.motor\.config\.direction$/;

const startupFlag = /\.config\.startup_\w+$/;

/** Same name, other unit (ODrive changelog of 0.5.1, "API migration notes"). */
const otherUnit =
  /\.controller\.config\.(vel_gain|vel_integrator_gain|vel_limit|vel_ramp_rate|homing_speed|inertia)$|\.trap_traj\.config\.\w+$/;

/** The firmware takes `pre_calibrated` back at once unless what it depends on is there first (Encoder::check_pre_calibrated). */
const last = /\.pre_calibrated$/;

export function planRestore(request: RestoreRequest): RestorePlan {
  const { backup, target } = request;
  const file = generationOfText(backup.origin.firmware ?? '') ?? generationOfPaths(backup.values.keys());
  const board = generationOfText(target.firmware) ?? generationOfPaths(target.tree.nodes.keys());
  const crosses = file !== undefined && board !== undefined && file !== board;
  if (crosses && !request.force) return { kind: 'refused', file, board };
  const source = (backup.origin.serial ?? request.backupSerial)?.toUpperCase();
  const sameBoard = source === target.serial.toUpperCase() || request.carryCalibration === true;

  const writes: PlannedWrite[] = [];
  const skipped: SkippedValue[] = [];
  for (const [path, value] of backup.values) {
    const planned = planValue(path, value, target.tree, request.holdStartup === true);
    if (typeof planned === 'string') skipped.push({ path, reason: planned });
    else if (crosses && otherUnit.test(path)) skipped.push({ path, reason: 'other-unit' });
    else if (!sameBoard && calibrationResult.test(path)) skipped.push({ path, reason: 'other-board' });
    else writes.push(planned);
  }
  const isLast = ({ property }: PlannedWrite) => last.test(property.path);
  return {
    kind: 'plan',
    writes: [...writes.filter((write) => !isLast(write)), ...writes.filter(isLast)],
    skipped,
  };
}

function planValue(path: string, value: JsonValue, tree: ObjectTree, hold: boolean): PlannedWrite | SkipReason {
  if (!isConfigurationPath(path)) return 'not-configuration';
  const property = findProperty(tree, path);
  if (!property) return 'not-found';
  if (!property.writable) return 'read-only';
  if (property.type === 'endpoint_ref') {
    const reference = referenceOf(value, tree);
    return typeof reference === 'string' ? reference : { property, value: reference };
  }
  // Files edited by hand have 0 and 1 for false and true; Python does not mind.
  const meant = property.type === 'bool' && (value === 0 || value === 1) ? value === 1 : value;
  const accepted = acceptValue(property.type, meant);
  if (accepted === undefined) return 'other-type';
  if (hold && accepted === true && startupFlag.test(path)) return { property, value: false, held: true };
  return { property, value: accepted };
}

/** References in files: the path (odrivetool from 0.5.2 on, and we), null, or endpoint and checksum (odrivetool before). */
function referenceOf(value: JsonValue, tree: ObjectTree): EndpointReference | SkipReason {
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

/** What an axis does by itself after a start. */
export function isStartupFlag(path: string): boolean {
  return startupFlag.test(path);
}

/** The `startup_…` flags that are true, by path: the motor may move after the next restart. */
export function startupFlagsIn(values: ReadonlyMap<string, unknown>): string[] {
  return [...values].filter(([path, value]) => value === true && startupFlag.test(path)).map(([path]) => path);
}
