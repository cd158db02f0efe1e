// What a bootloader's complaint means for the flasher: one table from bStatus to FlasherError. No I/O.

import { type ErrorCode, FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { type Reply, type Request, replyDetails, requestDetails } from '../usb/link-failure.ts';
import { type DfuStatusReply, dfuStatus, stateName, statusName } from './status.ts';

/**
 * Statuses that mean something of their own. Every other one is `dfu-status`, errTARGET too: no address is used that the
 * device does not offer, so a refused one was most likely damaged on its way, and trying again is in order.
 */
const codes: Readonly<Record<number, ErrorCode>> = {
  [dfuStatus.vendor]: 'read-protected',
  [dfuStatus.stalledPacket]: 'stalled',
};

/** The error for a device in dfuERROR. */
export function statusFailure(reply: DfuStatusReply, request: Request): FlasherError {
  const code = codes[reply.status] ?? 'dfu-status';
  const [status, state] = [statusName(reply.status), stateName(reply.state)];
  return new FlasherError(code, message('dfu.refused-with-status', { request, status }), {
    details: {
      ...requestDetails(request),
      status,
      state,
    },
  });
}

/** The error for a reply that a device in step would not have given. */
export function outOfStep(request: Request, found: Reply): FlasherError {
  return new FlasherError('unexpected-reply', message('dfu.out-of-step', { request, found }), {
    details: replyDetails(request, found),
  });
}

/** The error for a device that is in another state than `name` leads to. */
export function wrongState(name: 'ABORT' | 'UPLOAD', state: number): FlasherError {
  return outOfStep(message('request.dfu', { name }), message('reply.state', { state: stateName(state) }));
}

/** The error for a bootloader in a state that no request leads out of (dfuMANIFEST of one that did not leave). */
export function deadEnd(state: number): FlasherError {
  const found = message('reply.not-idle', { state: stateName(state) });
  return new FlasherError('unexpected-reply', message('dfu.dead-end', { found }), {
    details: replyDetails(getState, found),
    next: message('next.power-cycle-in-dfu-and-repeat'),
  });
}

/** The question for the state of the device. */
export const getState: Request = message('request.dfu', { name: 'GETSTATE' });

/** The error for an endpoint stall that no status explained. */
export function stallFailure(request: Request): FlasherError {
  return new FlasherError('stalled', message('dfu.refused', { request }), { details: requestDetails(request) });
}

/**
 * Requests without a data stage do nothing or fail under libusb-win32 up to 1.2.6 and libusbK 3.0.7 (libusb #382,
 * #1006): ABORT and CLRSTATUS never arrive.
 */
export function uselessDriver(state: number): FlasherError {
  return new FlasherError('driver-missing', message('dfu.driver-drops-requests', { state: stateName(state) }), {
    details: { state: stateName(state) },
    next: message('next.replace-driver-with-winusb'),
  });
}
