// Configuration files that people have beside those of the board in hand: of another variant, of an older release, of a clone,
// of odrivetool, with values that cannot be meant. And the raw sectors of such a board.

import { boardVersion } from '@odflash/core/board';
import { formatBackup, type JsonValue } from '@odflash/core/configuration';
import { createVirtualBoard, defaultConfiguration, profileNames, virtualClock } from '@odflash/virtual';
import { setUp } from '../judge/settings.ts';
import { configurationOffset } from './odrive-firmware.ts';
import { rngFor } from './rng.ts';

export interface ForeignSettings {
  /** `v3.6-56V` */
  readonly board: string;
  readonly release: string;
  /** The file says which board it is from. */
  readonly told: boolean;
  /** It is from a clone, whose OTP is blank. */
  readonly clone: boolean;
  /** Something in it cannot be meant. */
  readonly absurd: boolean;
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly bytes: Uint8Array;
}

const releases = ['0.4.12', '0.5.1', '0.5.2', '0.5.3', '0.5.4', '0.5.5', '0.5.6'] as const;

/** What people have set on boards of other kinds, and what must not come to any board. */
const telling: readonly (readonly [path: string, value: JsonValue])[] = [
  ['config.dc_bus_overvoltage_trip_level', 25],
  ['config.dc_bus_overvoltage_trip_level', 52.5],
  ['config.dc_bus_overvoltage_trip_level', 58],
  ['config.enable_brake_resistor', true],
  ['config.brake_resistance', 3.25],
  ['axis0.motor.config.requested_current_range', 70],
  ['axis1.config.startup_closed_loop_control', true],
  ['axis0.motor.config.pre_calibrated', true],
  ['can.config.protocol', 0],
];
const absurdities: readonly (readonly [path: string, value: JsonValue])[] = [
  ['config.dc_bus_overvoltage_trip_level', 61],
  ['config.dc_bus_undervoltage_trip_level', 0],
  ['axis0.motor.config.current_lim', -10],
  ['axis1.motor.config.current_lim', Number.NaN],
  ['config.dc_max_negative_current', 5],
];

/** The file of that number. */
export function foreignSettings(number: number): ForeignSettings {
  const rng = rngFor({ campaign: 0, run: number }, 'foreign settings');
  const board = rng.pick(profileNames);
  const release = rng.pick(releases);
  const version = boardVersion(board);
  if (!version) throw new RangeError(`there is no board ${board}`);
  const values = new Map<string, JsonValue>(setUp(plainValues(defaultConfiguration(version, release)), rng));
  const absurd = rng.oneIn(3);
  const changes = [
    ...Array.from({ length: rng.below(3) }, () => rng.pick(telling)),
    ...(absurd ? [rng.pick(absurdities)] : []),
  ];
  for (const [path, value] of changes) if (values.has(path)) values.set(path, value);
  const told = rng.coin();
  const clone = told && rng.oneIn(4);
  const origin = told
    ? { serial: `00000000${rng.between(1000, 9999)}`, board, firmware: release, ...(clone && { otpBlank: true }) }
    : {};
  return {
    board,
    release,
    told,
    clone,
    absurd,
    values,
    bytes: new TextEncoder().encode(formatBackup({ origin, values })),
  };
}

/** As files have them; references to endpoints are written in another way and left out. */
function plainValues(values: ReadonlyMap<string, unknown>): ReadonlyMap<string, JsonValue> {
  const plain = [...values].filter(([, value]) => ['number', 'boolean'].includes(typeof value));
  return new Map(plain as [string, JsonValue][]);
}

/** The configuration sectors of such a board. */
export function foreignSectors(number: number): Uint8Array {
  const rng = rngFor({ campaign: 0, run: number }, 'foreign sectors');
  const text = `${rng.pick(profileNames)},firmware=${rng.pick(releases)}`;
  return createVirtualBoard(text, { clock: virtualClock() }).flash.slice(configurationOffset);
}
