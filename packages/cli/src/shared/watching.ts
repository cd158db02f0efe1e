// From the options of a watch to what the library is asked for.

import type { Watching } from '@odflash/core/running';
import type { Context } from '../command-runner.ts';
import type { WatchOptions } from '../options.ts';

const everyMs = 1_000;

/** A rate or a number of looks asks for a watch, too. */
export function isWatch({ watch, every, times }: WatchOptions): boolean {
  return watch === true || every !== undefined || times !== undefined;
}

/** A watch ends by Ctrl-C, and when its output is not read any more. */
export function watchEnd({ interrupt, output }: Pick<Context, 'interrupt' | 'output'>): AbortSignal {
  return AbortSignal.any([interrupt.signal, output.unread]);
}

/** One look, or a watch with an end of its own. */
export function watchingOf<T>(
  options: WatchOptions,
  context: Context,
  onLook: (look: T) => void,
): Watching<T> & { readonly signal?: AbortSignal } {
  if (!isWatch(options)) return { onLook };
  const { every = everyMs, times } = options;
  return { onLook, everyMs: every, times, signal: watchEnd(context) };
}
