// The forms that versions, boards and file names of releases must have where they come from a network or a folder.

import { boardVersion } from '../../board/odrive-v3.ts';

/** `0.5.6`, or `0.5.1-rc2`. Numbers are short: these texts become file names. */
export function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[0-9A-Za-z][0-9A-Za-z.-]{0,31})?$/.test(value);
}

/** `v3.6-56V`, as {@link boardVersion} names boards. */
export function isBoard(value: unknown): value is string {
  return typeof value === 'string' && boardVersion(value)?.name === value;
}

/** A file name that is valid on every system: no folder, nothing hidden, nothing that two file systems read differently. */
export function isFileName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/.test(value);
}
