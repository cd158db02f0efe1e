// What a running board has, on the disk before anything replaces it, and a word on where.

import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { message } from '../../messages/message.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { type KeptConfiguration, keepConfiguration } from '../../records/kept-configuration.ts';
import type { RunContext } from '../context/context.ts';

/** Resolves when it is on the disk. Throws `backup-failed`. */
export async function saveConfiguration(
  { env, emit }: RunContext,
  { serial, configurationLoaded }: Pick<RuntimeEvidence, 'serial' | 'configurationLoaded'>,
  backup: ConfigurationBackup,
): Promise<KeptConfiguration> {
  const kept = await keepConfiguration(env.vault, { serial, date: env.clock.date(), backup });
  const about = { values: backup.values.size, location: kept.location, loaded: configurationLoaded };
  const text = message('running.configuration-saved', about);
  emit({ type: 'note', code: 'configuration-saved', text });
  return kept;
}
