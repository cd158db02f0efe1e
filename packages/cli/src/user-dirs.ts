// What of this machine belongs to the person who runs the command: the home folder, and the vaults in it.

import { homedir, userInfo } from 'node:os';
import type { Vault } from '@odflash/core';
import { cacheFolder, fileVault, noVault, stateFolder } from '@odflash/node';

/** `undefined` for an account without one. An empty HOME does not count: what is kept must not land in the working folder. */
export function homeFolder(): string | undefined {
  try {
    return homedir() || userInfo().homedir || undefined;
  } catch {
    return undefined;
  }
}

/** Where backups and journals go unless a folder was named. */
export const stateVault = (): Vault => vaultIn(stateFolder);

/** Where downloads are kept. */
export const cacheVault = (): Vault => vaultIn(cacheFolder);

function vaultIn(choose: typeof stateFolder): Vault {
  const { platform, env } = process;
  const folder = choose({ platform, env, home: homeFolder() });
  return folder === undefined ? noVault : fileVault(folder);
}

/** Where things are kept that are lost without harm, like the lines typed in a shell. */
export function stateFolderOfUser(): string | undefined {
  const { platform, env } = process;
  return stateFolder({ platform, env, home: homeFolder() });
}
