// What is known of the board a configuration goes to, or lies on: its variant and limits, what it has now, its bus voltage.

import type { BoardVersion } from '../board/odrive-v3.ts';
import type { OdriveDevice } from '../odrive/device.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { CallOptions } from '../odrive/protocol/client.ts';
import { releaseRank } from '../odrive/release-order.ts';
import { findProperty } from '../odrive/tree.ts';
import type { PropertyValue } from '../odrive/value.ts';
import { type CollectOptions, collectConfiguration } from './file/collect.ts';
import type { RestoreTarget } from './plan-types.ts';
import type { BoardTraits } from './rules/defaults.ts';
import { type VoltageLimit, voltageLimit } from './rules/limits.ts';

/** A board as it matters to settings. */
export interface KnownBoard {
  readonly board: BoardTraits | undefined;
  readonly proved: boolean;
  readonly limit: VoltageLimit;
}

/** From 0.5.2 on firmware says what it was built for; before that it repeats OTP. */
const ownWordSince = releaseRank('0.5.2') ?? 0;

/**
 * `named`: what a person read off the board. `image`: the board its firmware was built for, where that is known of the bytes.
 */
export function knownBoard(
  { hardware, firmware }: Pick<RuntimeEvidence, 'hardware' | 'firmware'>,
  { named, image }: { readonly named?: BoardVersion | undefined; readonly image?: BoardVersion | undefined } = {},
): KnownBoard {
  const said: BoardTraits | undefined = hardware.version;
  const rank = releaseRank(firmware.release);
  const ownWord = hardware.otpBlank || (rank !== undefined && rank >= ownWordSince) ? said : undefined;
  const otp = hardware.otpBlank ? named : (said ?? named);
  return { board: otp ?? said, proved: otp !== undefined, limit: voltageLimit({ otp, firmware: image ?? ownWord }) };
}

const busPath = 'vbus_voltage';
/** Readings of the bus before anything is judged by it. */
const busReadings = 5;

/** Volts, five readings; none where the firmware does not report it. */
export async function readBus(odrive: OdriveDevice, call: CallOptions = {}): Promise<readonly number[]> {
  const volts: number[] = [];
  if (!findProperty(odrive.tree, busPath)) return volts;
  for (let reading = 0; reading < busReadings; reading++) volts.push(Number(await odrive.read(busPath, call)));
  return volts;
}

/** The middle one of the readings, or `undefined` if there are none. */
export function median(readings: readonly number[]): number | undefined {
  return readings.toSorted((a, b) => a - b)[Math.floor(readings.length / 2)];
}

/** Reads what the board has now, for a plan. Throws FlasherError. */
export async function readTarget(
  odrive: OdriveDevice,
  evidence: RuntimeEvidence,
  { known, ...options }: CollectOptions & { readonly known: KnownBoard },
): Promise<RestoreTarget> {
  const bus = await readBus(odrive, options.signal ? { signal: options.signal } : {});
  const values = await collectConfiguration(odrive, { ...options, writable: true });
  return targetOf(odrive, evidence, { known, values, bus });
}

/** The same from what was read before. */
export function targetOf(
  { tree }: Pick<OdriveDevice, 'tree'>,
  { serial, firmware }: Pick<RuntimeEvidence, 'serial' | 'firmware'>,
  {
    known,
    values,
    bus,
  }: {
    readonly known: KnownBoard;
    readonly values: ReadonlyMap<string, PropertyValue>;
    readonly bus: readonly number[];
  },
): RestoreTarget {
  return { tree, serial, firmware: firmware.release, ...known, values, bus };
}
