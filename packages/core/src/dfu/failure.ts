// What a bootloader's complaint means for the flasher: one table from bStatus to FlasherError. No I/O.

import { hex32 } from '../bytes.ts';
import { type ErrorCode, FlasherError } from '../errors.ts';
import { type DfuStatusReply, dfuStatus, dfuStatuses, stateName, statusName } from './status.ts';

/**
 * Statuses that mean something of their own. Every other one is `dfu-status`, errTARGET too: no address is used that the
 * device does not offer, so a refused one was most likely damaged on its way, and trying again is in order.
 */
const codes: Readonly<Record<number, ErrorCode>> = {
  [dfuStatus.vendor]: 'read-protected',
  [dfuStatus.stalledPacket]: 'stalled',
};

/** The error for a device in dfuERROR. `what` names the request, as in `erase of 0x08000000`. */
export function statusFailure(reply: DfuStatusReply, what: string, address?: number): FlasherError {
  const code = codes[reply.status] ?? 'dfu-status';
  const text = dfuStatuses[reply.status]?.text ?? 'an undefined status';
  return new FlasherError(code, `The bootloader refused the ${what}: ${statusName(reply.status)}, ${text}.`, {
    details: {
      request: what,
      status: statusName(reply.status),
      state: stateName(reply.state),
      address: address === undefined ? undefined : hex32(address),
    },
  });
}

/** The error for a reply that a device in step would not have given. */
export function outOfStep(what: string, found: string): FlasherError {
  return new FlasherError('unexpected-reply', `Unexpected reply from the bootloader to ${what}: ${found}.`, {
    details: { request: what, found },
  });
}

/** The error for a bootloader in a state that no request leads out of (dfuMANIFEST of one that did not leave). */
export function deadEnd(state: number): FlasherError {
  const found = `${stateName(state)}, not an idle bootloader`;
  return new FlasherError('unexpected-reply', `The bootloader cannot be returned to its idle state: ${found}.`, {
    details: { request: 'GETSTATE', found },
    next: 'Power-cycle the board in DFU mode, then run the same command again.',
  });
}

/** The error for an endpoint stall that no status explained. */
export function stallFailure(what: string): FlasherError {
  return new FlasherError('stalled', `The bootloader refused ${what}.`, { details: { request: what } });
}

/**
 * Requests without a data stage do nothing or fail under libusb-win32 up to 1.2.6 and libusbK 3.0.7 (libusb #382,
 * #1006): ABORT and CLRSTATUS never arrive.
 */
export function uselessDriver(state: number): FlasherError {
  return new FlasherError(
    'driver-missing',
    `The USB driver drops requests without data: the bootloader stays in ${stateName(state)}.`,
    {
      details: { state: stateName(state) },
      next: 'On Windows use Zadig to replace the driver of "STM32  BOOTLOADER" with WinUSB (libusb-win32 and libusbK do not work), then power-cycle the board in DFU mode.',
    },
  );
}
