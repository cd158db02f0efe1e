// The order of firmware releases, for tables that say "since 0.4.9", and the generations whose names agree. Pure.

import type { ObjectTree } from './tree.ts';

/** Firmware whose configuration has the same names and meanings. */
export type ConfigurationGeneration = '0.4' | '0.5.1' | '0.5.2';

/** `0.5.6` or `0.5.6-dev` as a number that grows with the release, or `undefined` for what is not a release. */
export function releaseRank(release: string): number | undefined {
  const [, major, minor, revision] = /^v?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b/.exec(release) ?? [];
  if (major === undefined) return undefined;
  const rank = Number(major) * 1_000_000 + Number(minor) * 1_000 + Number(revision);
  // Builds without tags say 0.0.0.
  return rank === 0 ? undefined : rank;
}

/** Whether any of the releases a file may be from is before `first`: the one whose rules warn counts. */
export function isBefore(releases: readonly string[], first: string): boolean {
  const bound = releaseRank(first) ?? 0;
  return releases.some((release) => (releaseRank(release) ?? bound) < bound);
}

/** The last release of each generation stands for firmware that does not say its version. */
const latest: Readonly<Record<ConfigurationGeneration, string>> = {
  '0.4': '0.4.12',
  '0.5.1': '0.5.1',
  '0.5.2': '0.5.6',
};

/** A release the tables know something of. */
export function knownRelease(release: string, generation: ConfigurationGeneration): string {
  return releaseRank(release) === undefined ? latest[generation] : release;
}

/** The generation of a release, or by the paths it has where the release says nothing (0.0.0 of a build without tags). */
export function configurationGeneration(release: string, has: (path: string) => boolean): ConfigurationGeneration {
  const rank = releaseRank(release);
  const since = (first: string) => rank !== undefined && rank >= (releaseRank(first) ?? 0);
  if (since('0.5.2')) return '0.5.2';
  if (since('0.5.0')) return '0.5.1';
  if (rank !== undefined) return '0.4';
  if (has('config.enable_brake_resistor')) return '0.5.2';
  return has('axis0.motor.config.torque_constant') ? '0.5.1' : '0.4';
}

/** The release whose tables fit a board that reports `release` and has this object tree. */
export function fittingRelease(release: string, { nodes }: ObjectTree): string {
  return knownRelease(
    release,
    configurationGeneration(release, (path) => nodes.has(path)),
  );
}
