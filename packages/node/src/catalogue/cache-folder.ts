// Where a program keeps what it can do without, by each system's custom. Pure.

import { join } from 'node:path';
import type { Surroundings } from '../folders.ts';

/** The folder for downloaded lists and firmware; nothing is created. */
export function cacheFolder({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'odflash', 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'odflash');
  // XDG Base Directory Specification: relative paths are to be ignored.
  const cache = env.XDG_CACHE_HOME;
  return join(cache?.startsWith('/') ? cache : join(home, '.cache'), 'odflash');
}
