// Which firmware version a tag of the ODrive repository stands for, and which of two versions is newer. Pure.

/** `0.5.6`, or `0.5.1-rc2`. Numbers are short: these texts come from a network and become file names. */
const versionForm = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-([0-9A-Za-z][0-9A-Za-z.-]{0,31}))?$/;

/** The version behind `fw-v0.5.6`; `undefined` for tags of other things (odrivetool, documentation, boards). */
export function versionOfTag(tag: string): string | undefined {
  const version = tag.startsWith('fw-v') ? tag.slice(4) : '';
  return isVersion(version) ? version : undefined;
}

export function isVersion(text: string): boolean {
  return versionForm.test(text);
}

/** Whether the version says of itself that it is not the final one. */
export function namesPrerelease(version: string): boolean {
  return version.includes('-');
}

/**
 * Orders versions from old to new, for `sort`: numbers as numbers (0.4.9 before 0.4.12), a release after its pre-releases.
 * Texts that are no version come first.
 */
export function compareVersions(one: string, other: string): number {
  const [, ...a] = versionForm.exec(one) ?? [];
  const [, ...b] = versionForm.exec(other) ?? [];
  for (const place of [0, 1, 2]) {
    const difference = Number(a[place] ?? -1) - Number(b[place] ?? -1);
    if (difference !== 0) return difference;
  }
  const [suffix, otherSuffix] = [a[3], b[3]];
  if (suffix === undefined || otherSuffix === undefined)
    return Number(suffix === undefined) - Number(otherSuffix === undefined);
  return naturally.compare(suffix, otherSuffix);
}

/** rc2 before rc10, whatever language the machine speaks. */
const naturally: Intl.Collator = new Intl.Collator('en', { numeric: true });
