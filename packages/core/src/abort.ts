// A stop that a person asked for, and whatever else was thrown, as a FlasherError.

import { FlasherError, isFlasherError, textOf } from './errors.ts';
import { message } from './messages/message.ts';

/** The error for a stop that was asked for. `cause`: the signal's reason. */
export function aborted(cause?: unknown): FlasherError {
  return new FlasherError('aborted', message('link.interrupted'), { cause });
}

/** Throws `aborted` if the signal is. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal.reason);
}

/**
 * What was thrown, as the library's error; a stop that a person asked for is `aborted` whatever shape it came in, and keeps what
 * is known of the board.
 */
export function toFlasherError(thrown: unknown, signal?: AbortSignal): FlasherError {
  if (!isFlasherError(thrown))
    return signal?.aborted ? aborted(thrown) : new FlasherError('internal', textOf(thrown), { cause: thrown });
  const { code, cause, board, details } = thrown;
  const isOfStop = signal?.aborted === true && cause === signal.reason && code !== 'aborted';
  return isOfStop ? aborted(cause).with({ board, details }) : thrown;
}
