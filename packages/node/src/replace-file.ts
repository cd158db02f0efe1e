// Giving a file the name of another one, on systems where that may have to wait.

import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What Windows answers while a virus scanner or an indexer has one of the two files open. */
const passing: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];
/** In ms; more than a scanner takes for a file of a MiB. */
const pausesMs = [10, 20, 50, 100, 200, 400, 800];

interface Means {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const own: Means = { platform: process.platform, rename, sleep };

/** As `rename` of `node:fs/promises`, in place of what is there; on Windows tried again for 1.5 s. Throws what it throws. */
export async function replaceFile(from: string, to: string, means: Means = own): Promise<void> {
  for (const pause of means.platform === 'win32' ? pausesMs : []) {
    try {
      return await means.rename(from, to);
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && passing.includes(cause.code))) throw cause;
    }
    await means.sleep(pause);
  }
  await means.rename(from, to);
}
