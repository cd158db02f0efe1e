// The order of firmware releases, for tables that say "since 0.4.9". Pure.

/** `0.5.6` or `0.5.6-dev` as a number that grows with the release, or `undefined` for what is not a release. */
export function releaseRank(release: string): number | undefined {
  const [, major, minor, revision] = /^v?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b/.exec(release) ?? [];
  if (major === undefined) return undefined;
  const rank = Number(major) * 1_000_000 + Number(minor) * 1_000 + Number(revision);
  // Builds without tags say 0.0.0.
  return rank === 0 ? undefined : rank;
}
