// What an ST-Link's complaint means for the flasher: statuses and replies as FlasherErrors. No I/O.

import { hex32 } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import type { StatusFacts } from './status.ts';

/** The error for a status that is not OK. `what` names the command, as in `read of 0x08000000`. */
export function statusFailure(status: StatusFacts, what: string, address?: number): FlasherError {
  const details = {
    request: what,
    status: status.name,
    kind: status.kind,
    address: address === undefined ? undefined : hex32(address),
  };
  const text = `The probe reported an error for the ${what}: ${status.name}, ${status.text}.`;
  return new FlasherError(status.kind === 'no-target' ? 'target-silent' : 'swd-failed', text, { details });
}

/** The error for a reply that a probe in step would not have given. */
export function outOfStep(what: string, found: string): FlasherError {
  return new FlasherError('unexpected-reply', `Unexpected reply from the probe to the ${what}: ${found}.`, {
    details: { request: what, found },
  });
}
