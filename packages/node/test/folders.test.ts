// Where a platform keeps what may be deleted.

import { expect, it } from 'vitest';
import { cacheFolder } from '../src/folders.ts';

it.each([
  ['linux', {}, '/home/me/.cache/odflash'],
  ['linux', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/odflash'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/odflash'],
  ['darwin', {}, '/home/me/Library/Caches/odflash'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/odflash/Cache'],
] as const)('the folder of the cache on %s with %o is %s', (platform, env, folder) => {
  expect(cacheFolder({ platform, env, home: '/home/me' })?.replaceAll('\\', '/')).toBe(folder);
});
