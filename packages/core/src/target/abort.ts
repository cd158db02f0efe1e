// An AbortSignal as a FlasherError.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';

/** The error for a stop that was asked for. */
export function aborted(): FlasherError {
  return new FlasherError('aborted', message('link.interrupted'));
}

/** Throws `aborted` if the signal is. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted();
}
