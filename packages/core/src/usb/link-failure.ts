// LinkError to FlasherError: one table, so that every layer above the wire speaks of the same failure in the same words.

import { type ErrorCode, FlasherError, isFlasherError, messageOf } from '../errors.ts';
import { LinkError, type LinkFailure } from '../ports.ts';

const table: Readonly<Record<LinkFailure, { readonly code: ErrorCode; readonly text: string }>> = {
  timeout: { code: 'timeout', text: 'no answer in time' },
  disconnected: { code: 'disconnected', text: 'the device disconnected' },
  access: { code: 'permission-denied', text: 'permission denied' },
  busy: { code: 'device-busy', text: 'another program is using the device' },
  'no-driver': { code: 'driver-missing', text: 'the device has no usable driver' },
  io: { code: 'transfer-failed', text: 'the transfer failed' },
};

/** The FlasherError for whatever `error` is: itself, a translated LinkError, or `internal`. `what` names the request. */
export function flasherError(error: unknown, what: string): FlasherError {
  if (isFlasherError(error)) return error;
  if (!(error instanceof LinkError))
    return new FlasherError('internal', `${what}: ${messageOf(error)}`, {
      cause: error,
    });
  const { code, text } = table[error.kind];
  return new FlasherError(code, `${what}: ${text} (${error.message}).`, {
    details: { request: what },
    cause: error,
  });
}

/** Runs `call`; whatever it throws comes out as a FlasherError. */
export async function translated<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw flasherError(error, what);
  }
}
