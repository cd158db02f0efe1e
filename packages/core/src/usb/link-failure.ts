// LinkError to FlasherError: one table, so that every layer above the connection names the same failure by the same code.

import { hex32 } from '../bytes.ts';
import { type ErrorCode, type ErrorDetails, FlasherError, isFlasherError, messageOf } from '../errors.ts';
import type { LinkMessages } from '../messages/link.ts';
import { type Message, message } from '../messages/message.ts';
import type { RequestMessages } from '../messages/requests.ts';
import { LinkError, type LinkFailure } from '../ports.ts';

/** What was asked of a device. */
export type Request = Message<keyof RequestMessages>;

/** What came instead of the answer. */
export type Reply = Message<Extract<keyof LinkMessages, `reply.${string}`>>;

/** What each failure of a link is called. */
export const linkFailures: Readonly<Record<LinkFailure, ErrorCode>> = {
  timeout: 'timeout',
  disconnected: 'disconnected',
  access: 'permission-denied',
  busy: 'device-busy',
  'no-driver': 'driver-missing',
  io: 'transfer-failed',
};

/** A request as facts for machines: its name and what it was about. */
export function requestDetails(request: Request): ErrorDetails {
  const facts: ErrorDetails = { ...request.params };
  const { address } = facts;
  const name = { request: request.code.slice('request.'.length) };
  return { ...facts, ...name, ...(typeof address === 'number' && { address: hex32(address) }) };
}

/** The same for a request that was answered with something else. */
export function replyDetails(request: Request, { code, params }: Reply): ErrorDetails {
  const facts = Object.entries(params ?? {}).filter(([, value]) => typeof value !== 'object');
  return { ...Object.fromEntries(facts), ...requestDetails(request), found: code.slice('reply.'.length) };
}

/** The FlasherError for whatever `error` is: itself, a translated LinkError, or `internal`. */
export function flasherError(error: unknown, request: Request): FlasherError {
  if (isFlasherError(error)) return error;
  if (!(error instanceof LinkError))
    return new FlasherError('internal', message('link.unexpected', { request, detail: messageOf(error) }), {
      cause: error,
    });
  const { kind: failure, message: detail } = error;
  return new FlasherError(linkFailures[failure], message('link.failed', { request, failure, detail }), {
    details: requestDetails(request),
    cause: error,
  });
}

/** Runs `call`; whatever it throws comes out as a FlasherError. */
export async function translated<T>(what: Request, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw flasherError(error, what);
  }
}
