// The configuration of a running board, read whole, with where and when it came from.

import type { ConfigurationBackup } from '../odrive/backup-file.ts';
import { backupOf, collectConfiguration } from '../odrive/configuration.ts';
import type { OdriveDevice } from '../odrive/device.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import { signalOf, type Work } from './work.ts';

/** Throws FlasherError; then nothing of it is kept. */
export async function readBackup(
  work: Work,
  odrive: OdriveDevice,
  { serial, hardware, firmware }: RuntimeEvidence,
): Promise<ConfigurationBackup> {
  const { env, emit } = work;
  const onProperty = (done: number, total: number) => emit({ type: 'step', activity: 'backup', done, total });
  const values = await collectConfiguration(odrive, { onProperty, ...signalOf(work) });
  return backupOf(odrive.tree, values, {
    serial,
    ...(hardware.version && { board: hardware.version.name }),
    firmware: firmware.release,
    taken: env.clock.date().toISOString(),
  });
}
