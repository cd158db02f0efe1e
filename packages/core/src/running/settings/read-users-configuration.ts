// The configuration of a running board as its user made it: what a command that was interrupted has left in the watchdogs is not
// part of it. Changes nothing.

import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { readBackup } from '../../configuration/file/read-backup.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { type RunContext, readingOf } from '../context/context.ts';
import { tellUnknown } from '../motion/restore-watchdogs.ts';
import { usersWatchdogs } from '../motion/watchdog.ts';

/** Throws FlasherError; then none of it is kept. */
export async function readUsersConfiguration(
  work: RunContext,
  odrive: OdriveDevice,
  evidence: RuntimeEvidence,
): Promise<ConfigurationBackup> {
  const users = await usersWatchdogs(odrive, { vault: work.env.vault, serial: evidence.serial });
  for (const axis of users.unknown) tellUnknown(work.emit, axis);
  return readBackup(odrive, evidence, { ...readingOf(work), instead: users.values });
}
