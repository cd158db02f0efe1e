// Parts of the page that come when they are needed: a board in DFU mode, flashed with a release, needs none of them.

import { FlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';

/** Throws `download-failed`; the next call tries again. */
function part<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: T | undefined;
  return async () => {
    loaded ??= await load().catch((cause: unknown) => {
      throw new FlasherError('download-failed', message('release.page-part-missing'), { cause });
    });
    return loaded;
  };
}

/** For a board whose firmware runs. */
export const runningPart: () => Promise<typeof import('./running.ts')> = part(() => import('./running.ts'));

/** For a firmware file that is not Intel HEX. */
export const formatsPart: () => Promise<typeof import('./formats.ts')> = part(() => import('./formats.ts'));

/** For a chip behind an ST-Link. */
export const probePart: () => Promise<typeof import('./probe.ts')> = part(() => import('./probe.ts'));
