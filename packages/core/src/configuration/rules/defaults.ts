// The default of a configuration value, per release and board: the one place that knows it.
// The virtual board starts with these, and a restore distinguishes by them what a person set from what a release brought along.
//
// Only values that depend on the board, changed between releases, or are infinite. Sources at the fw-v* tags of
// odriverobotics/ODrive: Firmware/MotorControl/odrive_main.h, motor.hpp, controller.hpp, board_config_v3.h (0.4, 0.5.1),
// Firmware/Board/v3/Inc/board.h and Board/v3/board.cpp (from 0.5.2 on), communication/can/odrive_can.hpp.

import type { BoardVersion } from '../../board/odrive-v3.ts';
import { globTable } from '../../odrive/glob.ts';
import { releaseRank } from '../../odrive/release-order.ts';

/** What of a board its firmware's defaults depend on. `voltage` in volts; absent for v3.1 to v3.3, which are 24 V boards. */
export type BoardTraits = Pick<BoardVersion, 'minor' | 'voltage'>;

type Value = number | boolean;
/** A default, or how it follows from the board. */
type Rule = Value | ((board: BoardTraits) => Value);

interface Row {
  /** Patterns, see glob.ts. */
  readonly paths: readonly string[];
  /** First release of each default, ascending. Whether a release has the property is its object tree's to say. */
  readonly since: Readonly<Record<string, Rule>>;
}

/** Volts the board was made for. */
export function voltageOf({ voltage = 24 }: Pick<BoardTraits, 'voltage'>): 24 | 48 | 56 {
  return voltage;
}

const first = '0.4.0';
const ratedTimes = (factor: number) => (board: BoardTraits) => factor * voltageOf(board);
/** Step/dir of axis 1 moved to GPIO 7 and 8 with v3.5; before it they do not exist. */
const byMinor = (old: number, recent: number) => (board: BoardTraits) => (board.minor >= 5 ? recent : old);

const rows: readonly Row[] = [
  { paths: ['config.dc_bus_overvoltage_trip_level'], since: { [first]: ratedTimes(1.08), '0.4.9': ratedTimes(1.07) } },
  {
    paths: ['config.dc_bus_overvoltage_ramp_start', 'config.dc_bus_overvoltage_ramp_end'],
    since: { '0.5.1': ratedTimes(1.07) },
  },
  { paths: ['config.enable_dc_bus_overvoltage_ramp'], since: { '0.5.1': false } },
  { paths: ['config.dc_bus_undervoltage_trip_level'], since: { [first]: 8 } },
  {
    paths: ['config.brake_resistance'],
    since: { [first]: (board) => (board.minor >= 5 && voltageOf(board) >= 48 ? 2 : 0.47) },
  },
  { paths: ['config.enable_brake_resistor'], since: { '0.5.2': false } },
  { paths: ['config.max_regen_current'], since: { '0.5.1': 0 } },
  { paths: ['config.dc_max_negative_current'], since: { '0.5.1': -1e-6, '0.5.2': -0.01 } },
  { paths: ['config.dc_max_positive_current'], since: { '0.5.1': Number.POSITIVE_INFINITY } },
  { paths: ['axis*.motor.config.requested_current_range'], since: { [first]: 70, '0.4.7': 60 } },
  { paths: ['axis*.motor.config.resistance_calib_max_voltage'], since: { [first]: 1, '0.4.5': 2 } },
  { paths: ['axis*.motor.config.current_lim'], since: { [first]: 10 } },
  { paths: ['axis*.motor.config.current_lim_tolerance'], since: { [first]: 1.25 } },
  { paths: ['axis*.motor.config.current_lim_margin'], since: { '0.5.1': 8 } },
  { paths: ['axis*.motor.config.torque_lim'], since: { '0.5.1': Number.POSITIVE_INFINITY } },
  { paths: ['axis*.motor.config.I_bus_hard_min'], since: { '0.5.2': Number.NEGATIVE_INFINITY } },
  { paths: ['axis*.motor.config.I_bus_hard_max'], since: { '0.5.2': Number.POSITIVE_INFINITY } },
  { paths: ['axis*.controller.config.vel_integrator_limit'], since: { '0.5.4': Number.POSITIVE_INFINITY } },
  { paths: ['axis0.config.step_gpio_pin'], since: { [first]: 1 } },
  { paths: ['axis0.config.dir_gpio_pin'], since: { [first]: 2 } },
  { paths: ['axis1.config.step_gpio_pin'], since: { [first]: byMinor(3, 7) } },
  { paths: ['axis1.config.dir_gpio_pin'], since: { [first]: byMinor(4, 8) } },
  // Properties later firmware does not have: one that still has its default is not missed.
  { paths: ['config.enable_ascii_protocol_on_usb'], since: { [first]: true } },
  { paths: ['axis*.config.turns_per_step'], since: { '0.5.1': 1 / 1024 } },
  { paths: ['axis*.controller.config.enable_current_mode_vel_limit'], since: { '0.5.1': true } },
  { paths: ['axis*.encoder.config.zero_count_on_find_idx'], since: { [first]: true } },
  { paths: ['axis*.*_endstop.config.pullup'], since: { '0.5.1': true } },
  // 0 was SIMPLE in 0.5.1; from 0.5.2 on the number is a set of bits and 0 is no protocol at all (odrive_can.cpp:48).
  { paths: ['can.config.protocol'], since: { '0.5.1': 0, '0.5.2': 1 } },
];

const rowOf = globTable(rows);

/**
 * The value of `path` after `erase_configuration` on that release and board, or `undefined` where this table does not know
 * it. `board` is `undefined` where nothing is known of it: then only what is equal on all boards is known.
 */
export function defaultOf(path: string, release: string, board: BoardTraits | undefined): Value | undefined {
  const rank = releaseRank(release);
  const row = rowOf(path);
  if (rank === undefined || !row) return undefined;
  const current = Object.entries(row.since).filter(([since]) => (releaseRank(since) ?? 0) <= rank);
  const rule = current.at(-1)?.[1];
  if (typeof rule !== 'function') return single(rule);
  return board && single(rule(board));
}

/** The first release of which `value` was the default, where that default had changed by `release`. */
export function oldDefaultSince(
  path: string,
  value: unknown,
  { release, board }: { readonly release: string; readonly board: BoardTraits | undefined },
): string | undefined {
  const rank = releaseRank(release) ?? 0;
  const earlier = Object.keys(rowOf(path)?.since ?? {}).filter((since) => (releaseRank(since) ?? 0) <= rank);
  const usual = defaultOf(path, release, board);
  return earlier.find((since) => {
    const old = defaultOf(path, since, board);
    return old !== undefined && old !== usual && old === (typeof value === 'number' ? Math.fround(value) : value);
  });
}

/** Floats are 32 bits wide on the board; whole numbers are not changed by this. */
function single(value: Value | undefined): Value | undefined {
  return typeof value === 'number' ? Math.fround(value) : value;
}
