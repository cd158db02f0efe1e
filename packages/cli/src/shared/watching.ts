// From the options of a watch to what the library is asked for.

import type { Watching } from '@odflash/core/running';
import type { WatchOptions } from '../options.ts';

const everyMs = 1_000;

/** A rate or a number of looks asks for a watch, too. */
export function isWatch({ watch, every, times }: WatchOptions): boolean {
  return watch === true || every !== undefined || times !== undefined;
}

/** One look, or a watch. */
export function watchingOf<T>(options: WatchOptions, onLook: (look: T) => void): Watching<T> {
  const { every = everyMs, times } = options;
  return { onLook, ...(isWatch(options) && { everyMs: every, times }) };
}
