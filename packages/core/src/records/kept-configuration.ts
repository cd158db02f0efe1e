// Configurations on the disk: durable before anything is changed, never overwritten, never deleted.

import { type ConfigurationBackup, formatBackup, parseBackup } from '../configuration/file/backup-file.ts';
import { textOf } from '../errors.ts';
import { sha256Hex } from '../image/sha256.ts';
import { message } from '../messages/message.ts';
import type { Said } from '../messages/said.ts';
import type { Vault } from '../ports.ts';
import { keepFile } from './kept-sectors.ts';
import { serialName } from './names.ts';

/** A file in the vault, and what is in it. */
export interface KeptConfiguration {
  readonly name: string;
  /** Where a person finds it. */
  readonly location: string;
  readonly sha256: string;
  readonly backup: ConfigurationBackup;
}

/** Resolves when the configuration is on the disk. Throws `backup-failed` with the board untouched. */
export async function keepConfiguration(
  vault: Vault,
  { serial, date, backup }: { readonly serial: string; readonly date: Date; readonly backup: ConfigurationBackup },
): Promise<KeptConfiguration> {
  const bytes = new TextEncoder().encode(formatBackup(backup));
  // odrivetool's name, with the time: an older backup is never overwritten.
  const name = await keepFile(vault, { stem: `odrive-config-${serialName(serial)}`, ending: 'json', date, bytes });
  return { name, location: vault.locate(name), sha256: sha256Hex(bytes), backup };
}

/** One that cannot be read any more. */
export interface DamagedConfiguration {
  /** Where a person finds what is left of it. */
  readonly location: string;
  readonly damage: Said;
}

/** A kept configuration again, or why it is not one any more. */
export type LoadConfiguration = (
  vault: Vault,
  kept: Pick<KeptConfiguration, 'name' | 'sha256'>,
) => Promise<KeptConfiguration | DamagedConfiguration>;

export const loadConfiguration: LoadConfiguration = async (vault, { name, sha256 }) => {
  const location = vault.locate(name);
  try {
    const bytes = await vault.get(name);
    if (!bytes) return { location, damage: message('records.file-missing') };
    if (sha256Hex(bytes) !== sha256) return { location, damage: message('records.file-modified') };
    return { name, location, sha256, backup: parseBackup(bytes) };
  } catch (cause) {
    return { location, damage: textOf(cause) };
  }
};
