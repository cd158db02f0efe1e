// What an ST-Link's complaint means for the flasher: statuses and replies as FlasherErrors. No I/O.

import { hex32 } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { type Reply, type Request, replyDetails, requestDetails } from '../usb/link-failure.ts';
import type { StatusFacts } from './status.ts';

/** The error for a status that is not OK. */
export function statusFailure(status: StatusFacts, request: Request, address?: number): FlasherError {
  const details = {
    ...requestDetails(request),
    status: status.name,
    kind: status.kind,
    address: address === undefined ? undefined : hex32(address),
  };
  const text = message('stlink.error-status', { request, status: status.name });
  return new FlasherError(status.kind === 'no-target' ? 'target-silent' : 'swd-failed', text, { details });
}

/** The error for a reply that a probe in step would not have given. */
export function outOfStep(request: Request, found: Reply): FlasherError {
  return new FlasherError('unexpected-reply', message('stlink.out-of-step', { request, found }), {
    details: replyDetails(request, found),
  });
}
