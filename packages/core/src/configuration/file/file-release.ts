// Which releases a file may be from. The number in it is a hint only (0.5.2 calls itself 0.5.1, 0.5.4 calls itself 0.5.3,
// files of odrivetool have none): its paths decide, and the checksum of the descriptor where our own backups have it. Pure.

import { generationOfPaths, generationOfText } from '../../odrive/firmware-version.ts';
import { globTable } from '../../odrive/glob.ts';
import { releaseRank } from '../../odrive/release-order.ts';
import type { BackupOrigin } from './backup-file.ts';

const releases04 = Array.from({ length: 13 }, (_, revision) => `0.4.${revision}`);
const releases05 = ['0.5.0', '0.5.1', '0.5.2', '0.5.3', '0.5.4', '0.5.5', '0.5.6'];
/** Every release for ODrive v3 whose configuration can be read. */
const allReleases: readonly string[] = [...releases04, ...releases05];

/** CRC16 of endpoint 0 over its text, of releases whose text is known byte for byte. */
const releaseOfChecksum: ReadonlyMap<number, string> = new Map([
  [0x7411, '0.4.12'],
  [0x9b40, '0.5.1'],
  [0xc1a0, '0.5.6'],
]);

/**
 * Releases that have a path (CHANGELOG.md of odriverobotics/ODrive). Only paths that distinguish releases; the generations
 * 0.4 and 0.5 are recognised by their own marks. Of several rows that fit the first one counts.
 */
const lives: readonly {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly paths: readonly string[];
}[] = [
  {
    since: '0.5.6',
    paths: ['axis*.config.can.*_error_rate_ms', 'axis*.config.can.bus_vi_rate_ms', 'axis*.config.can.iq_rate_ms'],
  },
  {
    since: '0.4.2',
    // Not `requested_current_range`, whatever the CHANGELOG says: 0.4.1 has it (motor.hpp at fw-v0.4.1).
    paths: ['axis*.motor.config.current_control_bandwidth'],
  },
  { since: '0.4.5', paths: ['axis*.trap_traj.config.*'] },
  {
    since: '0.4.7',
    until: '0.5.1',
    paths: ['axis*.encoder.config.zero_count_on_find_idx'],
  },
  {
    since: '0.4.7',
    paths: ['axis*.config.step_gpio_pin', 'axis*.config.dir_gpio_pin', 'axis*.controller.config.vel_ramp_rate'],
  },
  {
    since: '0.4.8',
    paths: ['axis*.encoder.config.ignore_illegal_hall_state', 'axis*.encoder.config.enable_phase_interpolation'],
  },
  {
    since: '0.4.9',
    paths: [
      'axis*.config.watchdog_timeout',
      'axis*.encoder.config.calib_scan_distance',
      'axis*.encoder.config.calib_scan_omega',
    ],
  },
  { since: '0.4.11', until: '0.4.12', paths: ['axis*.motor.config.current_lim_tolerance'] },
  {
    until: '0.5.1',
    paths: [
      'config.enable_uart',
      'config.uart_baudrate',
      'config.enable_i2c_instead_of_can',
      'axis*.config.startup_sensorless_control',
      'axis*.config.turns_per_step',
      'axis*.config.can_*',
      'axis*.motor.config.direction',
      'axis*.encoder.config.offset',
      'axis*.encoder.config.offset_float',
      'axis*.fet_thermistor.config.*',
      'axis*.motor_thermistor.config.*',
    ],
  },
  {
    since: '0.5.1',
    paths: [
      'axis*.motor.config.torque_constant',
      'axis*.motor.config.torque_lim',
      'config.max_regen_current',
      'config.dc_max_*',
      'config.dc_bus_overvoltage_ramp_*',
      'config.enable_dc_bus_overvoltage_ramp',
    ],
  },
  {
    since: '0.5.2',
    paths: [
      'config.enable_brake_resistor',
      'config.gpio*_mode',
      'config.enable_uart_*',
      'config.enable_uart0',
      'config.enable_can*',
      'axis*.config.can.*',
      'axis*.config.enable_sensorless_mode',
      'axis*.encoder.config.phase_offset',
      'axis*.encoder.config.phase_offset_float',
      'axis*.encoder.config.direction',
      'axis*.encoder.config.hall_polarity',
      'axis*.controller.config.spinout_*',
      'axis*.mechanical_brake.config.*',
      'axis*.motor.*_thermistor.config.*',
    ],
  },
  { since: '0.5.4', paths: ['axis*.controller.config.vel_integrator_limit'] },
];

const lifeOf = globTable(lives);

/** Releases that call themselves something else: what they say, and what they may be. */
const sayTheSame: Readonly<Record<string, readonly string[]>> = {
  '0.5.1': ['0.5.1', '0.5.2'],
  '0.5.3': ['0.5.3', '0.5.4'],
};

/**
 * The releases whose configuration has all of these paths, oldest first; several where the paths fit several. Where no
 * release has them all, as with firmware that is not ODrive's own, only the number is left; empty if there is none.
 */
export function releasesOfFile(origin: BackupOrigin, paths: Iterable<string>): readonly string[] {
  const all = [...paths];
  const byPaths = releasesOfPaths(all);
  const known = releaseOfChecksum.get(origin.descriptor ?? Number.NaN);
  if (known !== undefined) return [known];
  const said = origin.firmware?.replace(/^v/, '').replace(/-.*$/, '') ?? '';
  const may = sayTheSame[said] ?? [said];
  const hinted = byPaths.filter((release) => may.includes(release));
  if (hinted.length > 0) return hinted;
  return byPaths.length > 0 ? byPaths : allReleases.filter((release) => may.includes(release));
}

/** The same of a whole object tree: what a release has of its own and the tree has not counts, too. */
export function releasesOfTree(checksum: number, paths: readonly string[]): readonly string[] {
  const fitting = releasesOfFile({ descriptor: checksum }, paths);
  const rankOf = (release = '') => releaseRank(release) ?? 0;
  const isMissing = (row: (typeof lives)[number]) => !paths.some((path) => lifeOf(path) === row);
  const later = lives.filter(({ since, until }) => until === undefined && rankOf(since) > rankOf(fitting[0]));
  const before = Math.min(...later.filter(isMissing).map(({ since }) => rankOf(since)));
  return fitting.filter((release) => rankOf(release) < before);
}

function releasesOfPaths(paths: readonly string[]): readonly string[] {
  const generation = generationOfPaths(paths);
  let [first, last] = [0, Number.POSITIVE_INFINITY];
  for (const path of paths) {
    const { since, until } = lifeOf(path) ?? {};
    first = Math.max(first, (since !== undefined && releaseRank(since)) || 0);
    last = Math.min(last, (until !== undefined && releaseRank(until)) || Number.POSITIVE_INFINITY);
  }
  return allReleases.filter((release) => {
    const rank = releaseRank(release) ?? 0;
    return rank >= first && rank <= last && (!generation || generationOfText(release) === generation);
  });
}
