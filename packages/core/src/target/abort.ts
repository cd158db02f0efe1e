// An AbortSignal as a FlasherError.

import { FlasherError } from '../errors.ts';

/** The error for a stop that was asked for. */
export function aborted(): FlasherError {
  return new FlasherError('aborted', 'Interrupted.');
}

/** Throws `aborted` if the signal is. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted();
}
