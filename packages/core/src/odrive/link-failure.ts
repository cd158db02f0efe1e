// What a failed wire means to a person: LinkError to FlasherError, for the native protocol.

import { type ErrorCode, FlasherError, isFlasherError } from '../errors.ts';
import { LinkError, type LinkFailure } from '../ports.ts';

const codes: Readonly<Record<LinkFailure, ErrorCode>> = {
  timeout: 'timeout',
  disconnected: 'disconnected',
  access: 'permission-denied',
  busy: 'device-busy',
  'no-driver': 'driver-missing',
  io: 'transfer-failed',
};

/** The failure as a FlasherError that names what was being done; anything that is no LinkError is given back as it is. */
export function asFlasherError(error: unknown, doing: string): unknown {
  if (isFlasherError(error) || !(error instanceof LinkError)) return error;
  return new FlasherError(codes[error.kind], `${doing}: ${error.message}`, { cause: error });
}

/** Throws `aborted` if the signal says so. Nothing was changed by what is stopped here. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FlasherError('aborted', 'stopped', { cause: signal.reason });
}
