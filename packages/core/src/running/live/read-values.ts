// Values of a running board by path or pattern, once or again and again, with their names and units. Only reads.

import { nameOfNumber } from '../../odrive/enumerations.ts';
import { type DecodedFlag, decodeErrors, isErrorPath } from '../../odrive/errors/decode.ts';
import { readRelease } from '../../odrive/identity.ts';
import { configurationGeneration, fittingRelease } from '../../odrive/release-order.ts';
import { selectProperties } from '../../odrive/select.ts';
import type { ObjectTree, PropertyNode } from '../../odrive/tree.ts';
import { unitOf } from '../../odrive/units.ts';
import type { PropertyType, PropertyValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { repeatedly, type Watching } from '../context/repeatedly.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';

/** One value as it was read, with what is known of it. */
export interface NamedValue {
  readonly path: string;
  readonly type: PropertyType;
  readonly value: PropertyValue;
  /** `AXIS_STATE_IDLE`; the path of what a reference points at. */
  readonly name?: string | undefined;
  readonly unit?: string | undefined;
  /** The flags that are set, of an error. */
  readonly flags?: readonly DecodedFlag[] | undefined;
}

/** Values as they were read last; `ms` is the time since the beginning. */
export interface ValuesReport {
  readonly device: UsbDeviceInfo;
  readonly values: readonly NamedValue[];
  /** Since the beginning. */
  readonly ms: number;
}

/** Which values are read, once or again and again. */
export interface ValuesRequest extends RunningBoardRequest, Watching<ValuesReport> {
  /** Paths, patterns, objects: see `selectProperties`. */
  readonly paths: readonly string[];
}

/** The last values that were read. Throws FlasherError, `usage` for a path the firmware does not have. */
export function readValues(env: RunningEnv, request: ValuesRequest): Promise<ValuesReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    /** By the checksum of the tree: the same tree is the same firmware. */
    const releases = new Map<number, string>();
    return repeatedly(context, request, () =>
      withRunningBoard(context, async ({ odrive, device }) => {
        const release =
          releases.get(odrive.tree.checksum) ?? (await readRelease(odrive, { signal: context.request.signal }));
        releases.set(odrive.tree.checksum, release);
        const values: NamedValue[] = [];
        for (const property of selectProperties(odrive.tree, request.paths)) {
          const value = await odrive.read(property.path, { signal: context.request.signal });
          values.push(namedValue(odrive.tree, property, value, release));
        }
        return { device, values, ms: context.elapsed() };
      }),
    );
  });
}

/** A value with its name and unit in that release. */
function namedValue(tree: ObjectTree, property: PropertyNode, value: PropertyValue, release: string): NamedValue {
  const { path, type } = property;
  const generation = configurationGeneration(release, (one) => tree.nodes.has(one));
  if (typeof value === 'object') return { path, type, value, name: tree.byEndpoint.get(value.endpoint)?.path };
  if (isErrorPath(path) && typeof value !== 'boolean')
    return { path, type, value, flags: decodeErrors(property, value, fittingRelease(release, tree)) };
  const name = typeof value === 'number' ? nameOfNumber(path, value, generation) : undefined;
  return { path, type, value, name, unit: unitOf(path, generation) };
}
