// Where a program keeps what must outlive it, by each system's custom. Pure.

import { join } from 'node:path';

/** What decides the folder; all of it read by the caller. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/** The folder for undo backups and journals; nothing is created. */
export function stateFolder({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'odflash');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'odflash');
  // XDG Base Directory Specification: state persists between restarts; relative paths are to be ignored.
  const state = env.XDG_STATE_HOME;
  return join(state?.startsWith('/') ? state : join(home, '.local', 'state'), 'odflash');
}
