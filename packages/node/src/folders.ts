// Where a program keeps what must outlive it, by each system's custom. Pure.

import { join } from 'node:path';

/** What decides the folder; all of it read by the caller. */
export interface FolderFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, where there is one. */
  readonly home: string | undefined;
}

/** The folder for undo backups and journals; nothing is created. `undefined` if there is no place for one. */
export function stateFolder({ platform, env, home }: FolderFacts): string | undefined {
  if (platform === 'win32') return below(env.LOCALAPPDATA || below(home, 'AppData', 'Local'), 'odflash');
  if (platform === 'darwin') return below(home, 'Library', 'Application Support', 'odflash');
  // XDG Base Directory Specification: state persists between restarts; relative paths are to be ignored.
  const state = env.XDG_STATE_HOME;
  return below(state?.startsWith('/') ? state : below(home, '.local', 'state'), 'odflash');
}

/** The folder for downloaded lists and firmware, which can be done without; nothing is created. */
export function cacheFolder({ platform, env, home }: FolderFacts): string | undefined {
  if (platform === 'win32') return below(env.LOCALAPPDATA || below(home, 'AppData', 'Local'), 'odflash', 'Cache');
  if (platform === 'darwin') return below(home, 'Library', 'Caches', 'odflash');
  const cache = env.XDG_CACHE_HOME;
  return below(cache?.startsWith('/') ? cache : below(home, '.cache'), 'odflash');
}

function below(folder: string | undefined, ...names: readonly string[]): string | undefined {
  return folder === undefined ? undefined : join(folder, ...names);
}
