// How a running board is: supply, temperatures, what its axes do, and every error it has, by name. Only reads.

import { isFlasherError } from '../../errors.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { axisOf, type DecodedFlag, decodeErrors, errorProperties, isLatchedError } from '../../odrive/errors/decode.ts';
import { type AxisEvidence, type RuntimeEvidence, readAxes } from '../../odrive/identity.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import { fittingRelease } from '../../odrive/release-order.ts';
import { findFunction, findProperty } from '../../odrive/tree.ts';

/** One error property that is not zero. */
export interface BoardError {
  readonly path: string;
  /** `axis0`, or nothing for the whole board. */
  readonly axis: string;
  readonly value: number | bigint;
  readonly flags: readonly DecodedFlag[];
  /** It was so when the axis last became idle; it explains an error and is not one by itself. */
  readonly isLatched: boolean;
}

/** What one thermistor of a board measures. */
export interface Temperature {
  /** `axis0` */
  readonly axis: string;
  readonly of: 'fets' | 'motor';
  /** °C; NaN where the firmware cannot know. */
  readonly celsius: number;
}

/** What is wrong with a board, as its firmware says. */
export interface BoardHealth {
  readonly errors: readonly BoardError[];
  /** The firmware itself says that its configuration contradicts itself (0.5.2 and later). */
  readonly misconfigured: boolean;
  /** No errors but latched ones, and not misconfigured. */
  readonly isHealthy: boolean;
}

/** What a running board reported of itself when it was read. */
export interface BoardStatus extends BoardHealth {
  readonly evidence: RuntimeEvidence;
  /** V, by the firmware's own divider. */
  readonly busVoltage?: number | undefined;
  /** A, from the supply; up to 0.4.12 the sum over both motors. */
  readonly busCurrent?: number | undefined;
  readonly temperatures: readonly Temperature[];
  /** Since the last start. */
  readonly uptimeMs?: number | undefined;
}

/** Reads the status, 30 to 50 round trips; `evidence` is what the board said of itself before. Throws FlasherError. */
export async function readStatus(
  odrive: OdriveDevice,
  evidence: RuntimeEvidence,
  options: CallOptions = {},
): Promise<BoardStatus> {
  const number = async (path: string) =>
    findProperty(odrive.tree, path) ? Number(await odrive.read(path, options)) : undefined;
  const axes = withStartup(await readAxes(odrive, { now: true, ...options }), evidence.axes);
  return {
    ...(await readBoardHealth(odrive, evidence.firmware.release, options)),
    evidence: { ...evidence, axes },
    busVoltage: await number('vbus_voltage'),
    busCurrent: (await number('ibus')) ?? (await sumOfMotors(axes, number)),
    temperatures: await readTemperatures(odrive, axes, options),
    uptimeMs: await number('system_stats.uptime'),
  };
}

/** Some 15 round trips. Throws FlasherError. */
export async function readBoardHealth(
  odrive: OdriveDevice,
  release: string,
  options: CallOptions = {},
): Promise<BoardHealth> {
  const errors = await readErrors(odrive, release, options);
  const says = 'misconfigured';
  const misconfigured = findProperty(odrive.tree, says) !== undefined && (await odrive.read(says, options)) === true;
  return { errors, misconfigured, isHealthy: errors.every(({ isLatched }) => isLatched) && !misconfigured };
}

/** What an axis does changes, what it would do after a restart does not. */
function withStartup(axes: readonly AxisEvidence[], before: readonly AxisEvidence[]): readonly AxisEvidence[] {
  return axes.map((axis) => ({ ...axis, startup: before.find(({ name }) => name === axis.name)?.startup ?? [] }));
}

/** Every module is asked, not only `axisN.error`: firmware 0.5.2 to 0.5.4 never says there that another one failed. */
export async function readErrors(
  odrive: OdriveDevice,
  release: string,
  options: CallOptions,
): Promise<readonly BoardError[]> {
  const errors: BoardError[] = [];
  for (const property of errorProperties(odrive.tree)) {
    const value = await odrive.read(property.path, options);
    if ((typeof value !== 'number' && typeof value !== 'bigint') || BigInt(value) === 0n) continue;
    const flags = decodeErrors(property, value, fittingRelease(release, odrive.tree));
    const { path } = property;
    errors.push({ path, axis: axisOf(path), value, flags, isLatched: isLatchedError(path) });
  }
  return errors;
}

async function sumOfMotors(
  axes: readonly AxisEvidence[],
  number: (path: string) => Promise<number | undefined>,
): Promise<number | undefined> {
  let sum: number | undefined;
  for (const { name } of axes) {
    const current = await number(`${name}.motor.current_control.Ibus`);
    if (current !== undefined) sum = (sum ?? 0) + current;
  }
  return sum;
}

/** Where the temperature of an axis is, below its name; the first that the firmware has. */
const sensors: readonly (readonly [Temperature['of'], readonly string[]])[] = [
  ['fets', ['motor.fet_thermistor', 'fet_thermistor']],
  ['motor', ['motor.motor_thermistor', 'motor_thermistor']],
];
/** Up to 0.4.12. */
const inverterFunction = 'motor.get_inverter_temp';

async function readTemperatures(
  odrive: OdriveDevice,
  axes: readonly AxisEvidence[],
  options: CallOptions,
): Promise<readonly Temperature[]> {
  const has = (path: string) => findProperty(odrive.tree, path) !== undefined;
  const temperatures: Temperature[] = [];
  for (const { name: axis } of axes) {
    for (const [of, paths] of sensors) {
      const sensor = paths.map((path) => `${axis}.${path}`).find((path) => has(`${path}.temperature`));
      if (sensor === undefined) continue;
      const enabled = `${sensor}.config.enabled`;
      if (has(enabled) && (await odrive.read(enabled, options)) !== true) continue;
      temperatures.push({ axis, of, celsius: Number(await odrive.read(`${sensor}.temperature`, options)) });
    }
    const getter = `${axis}.${inverterFunction}`;
    if (!findFunction(odrive.tree, getter)) continue;
    const celsius = await calledOrNothing(odrive, getter, options);
    if (celsius !== undefined) temperatures.push({ axis, of: 'fets', celsius });
  }
  return temperatures;
}

/** A serial port with ASCII only calls no functions: nothing is known then. */
async function calledOrNothing(odrive: OdriveDevice, path: string, options: CallOptions): Promise<number | undefined> {
  try {
    const [result] = await odrive.call(path, [], options);
    return Number(result);
  } catch (thrown) {
    if (isFlasherError(thrown) && thrown.code === 'usage') return undefined;
    throw thrown;
  }
}
