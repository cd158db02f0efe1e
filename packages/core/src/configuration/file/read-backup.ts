// The configuration of a running board, read whole, with where and when it came from. Read until two readings agree: the
// protocol has no checksum over replies, and a value that was read wrongly would be put back wrongly.

import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { findProperty } from '../../odrive/tree.ts';
import { type PropertyValue, sameValue } from '../../odrive/value.ts';
import { untilAlike } from '../../retry.ts';
import type { ConfigurationBackup } from './backup-file.ts';
import { backupOf, type CollectOptions, type Configuration, collectConfiguration } from './collect.ts';

export interface ReadBackupOptions extends CollectOptions {
  /** When it is taken. */
  readonly date: Date;
  /** What counts as the board's value of a path instead of what is read. */
  readonly instead?: ReadonlyMap<string, PropertyValue> | undefined;
}

/** Throws FlasherError; then none of it is kept. */
export async function readBackup(
  odrive: OdriveDevice,
  { serial, hardware, firmware }: RuntimeEvidence,
  { date, instead, ...options }: ReadBackupOptions,
): Promise<ConfigurationBackup> {
  const found = await readSurely(odrive, options);
  const values = new Map([...found].map(([path, value]) => [path, instead?.get(path) ?? value] as const));
  return backupOf(odrive.tree, values, {
    serial,
    board: hardware.version?.name,
    otpBlank: hardware.otpBlank || undefined,
    descriptor: odrive.tree.checksum,
    firmware: firmware.release,
    taken: date.toISOString(),
  });
}

async function readSurely(odrive: OdriveDevice, options: CollectOptions): Promise<Configuration> {
  const read = (reading: number) => readOnce(odrive, reading, options);
  const { alike } = await untilAlike('read-alike', read, (one, other) => agree(odrive, one, other));
  if (alike) return alike;
  throw new FlasherError('unexpected-reply', message('backup.reads-differ'), {
    next: message('next.stop-motors-and-repeat'),
  });
}

/** Progress counts two readings; more of them are rare. */
function readOnce(odrive: OdriveDevice, reading: number, options: CollectOptions): Promise<Configuration> {
  const onProperty = (done: number, total: number) => {
    if (reading < 2) options.onProperty?.(reading * total + done, 2 * total);
  };
  return collectConfiguration(odrive, { ...options, onProperty });
}

/** What the firmware sets by itself may change at any time. */
function agree({ tree }: OdriveDevice, one: Configuration, other: Configuration): boolean {
  return [...one].every(([path, value]) => {
    const property = findProperty(tree, path);
    const second = other.get(path);
    return !property?.writable || (second !== undefined && sameValue(property.type, value, second));
  });
}
