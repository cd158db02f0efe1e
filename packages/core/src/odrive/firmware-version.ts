// Firmware versions as a running board reports them, and what is known to be wrong about that. Pure data.

import type { ObjectTree } from './tree.ts';

/** `fw_version_*` as a board reports it. */
export interface FirmwareVersion {
  readonly major: number;
  readonly minor: number;
  readonly revision: number;
  /** Built from a working copy, not a release. */
  readonly unreleased: boolean;
}

/** Configurations of one generation do not fit the other: counts became turns, amperes became newton metres. */
export type Generation = '0.4' | '0.5';

/** `0.5.6`, or `0.5.6-dev`. */
export function formatVersion(version: FirmwareVersion): string {
  return `${version.major}.${version.minor}.${version.revision}${version.unreleased ? '-dev' : ''}`;
}

/** The generation of a version, or `undefined` where it says nothing (0.0.0 of a build without tags). */
export function generationOf(version: Pick<FirmwareVersion, 'major' | 'minor'>): Generation | undefined {
  if (version.major !== 0) return undefined;
  return version.minor === 4 ? '0.4' : version.minor === 5 ? '0.5' : undefined;
}

/** The generation a version text like `0.5.6-dev` belongs to. */
export function generationOfText(version: string): Generation | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(version) ?? [];
  return major === undefined ? undefined : generationOf({ major: Number(major), minor: Number(minor) });
}

/**
 * Releases that were built with a stale version file and report their predecessor (ODrive #575, commit e535ed63). `mark`
 * is a node the release has and the version it reports has not.
 */
export const wrongReports: readonly { readonly release: string; readonly reports: string; readonly mark: string }[] = [
  { release: '0.5.2', reports: '0.5.1', mark: 'n_evt_control_loop' },
  { release: '0.5.4', reports: '0.5.3', mark: 'axis0.controller.config.vel_integrator_limit' },
];

/** The release a board runs, from what it reports and what its object tree has. */
export function releaseOf(reported: FirmwareVersion, tree: ObjectTree): string {
  const text = formatVersion(reported);
  const wrong = wrongReports.find((entry) => entry.reports === text && tree.nodes.has(entry.mark));
  return wrong?.release ?? text;
}

/** Names that only one generation's configuration has. */
const generationMarks: readonly (readonly [RegExp, Generation])[] = [
  [/\.(counts_per_step|setpoints_in_cpr|A_per_css|current_lim_tolerance)$/, '0.4'],
  [/\.(torque_constant|input_mode|torque_lim|enable_overspeed_error|steps_per_circular_range)$/, '0.5'],
];

/** The generation some paths belong to, or `undefined` where none of them says it, or they contradict each other. */
export function generationOfPaths(paths: Iterable<string>): Generation | undefined {
  const found = new Set<Generation>();
  for (const path of paths) {
    for (const [mark, generation] of generationMarks) if (mark.test(path)) found.add(generation);
  }
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
