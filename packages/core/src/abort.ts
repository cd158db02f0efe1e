// A stop that a person asked for, and whatever else was thrown, as a FlasherError.

import { FlasherError, isFlasherError, messageOf } from './errors.ts';
import { message } from './messages/message.ts';

/** The error for a stop that was asked for. `cause`: the signal's reason. */
export function aborted(cause?: unknown): FlasherError {
  return new FlasherError('aborted', message('link.interrupted'), { cause });
}

/** Throws `aborted` if the signal is. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal.reason);
}

/** What was thrown, as the library's error; a stop that a person asked for is `aborted` whatever shape it came in. */
export function toFlasherError(thrown: unknown, signal?: AbortSignal): FlasherError {
  const cause = isFlasherError(thrown) ? thrown.cause : thrown;
  if (signal?.aborted && (cause === signal.reason || !isFlasherError(thrown))) return aborted(cause);
  return isFlasherError(thrown) ? thrown : new FlasherError('internal', messageOf(thrown), { cause: thrown });
}
