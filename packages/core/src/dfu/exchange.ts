// One DFU request and its answer, every count checked. Knows the requests, not their order.

import { hexBytes } from '../bytes.ts';
import { type ErrorCode, type FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { ControlSetup, UsbLink } from '../ports.ts';
import { retryPolicy } from '../retry.ts';
import { type Request, translated } from '../usb/link-failure.ts';
import { getState, outOfStep, stallFailure } from './failure.ts';
import { dfuLimits, dfuRequests } from './requests.ts';
import { type DfuStatusReply, dfuStates, parseStatus, statusLength } from './status.ts';

/**
 * The DFU requests of one interface. Every call throws FlasherError: `stalled`, `unexpected-reply` for an answer of the
 * wrong length or content, and what the link failed with.
 */
export interface DfuExchange {
  /** Buffers a command or data in the device. */
  download(block: number, data: Uint8Array): Promise<void>;
  /** Exactly `length` bytes. */
  upload(block: number, length: number): Promise<Uint8Array>;
  /** In dfuDNLOAD-SYNC this executes what is buffered, in dfuMANIFEST-SYNC it leaves. */
  status(timeoutMs?: number): Promise<DfuStatusReply>;
  /** bState; changes nothing, in any state. */
  state(): Promise<number>;
  clearStatus(): Promise<void>;
  abort(): Promise<void>;
}

const nothing = new Uint8Array(0);

const getStatus = message('request.dfu', { name: 'GETSTATUS' });
const clearStatus = message('request.dfu', { name: 'CLRSTATUS' });
const abort = message('request.dfu', { name: 'ABORT' });

/** The requests of interface `interfaceNumber` over `link`. */
export function dfuExchange(link: UsbLink, interfaceNumber: number): DfuExchange {
  const read = async (what: Request, setup: ControlSetup, length: number, timeoutMs: number): Promise<Uint8Array> => {
    const answer = await translated(what, () => link.controlIn(setup, length, timeoutMs));
    if (answer.status === 'stall') throw stallFailure(what);
    if (answer.status !== 'ok') throw outOfStep(what, message('reply.too-long'));
    if (answer.data.length !== length)
      throw outOfStep(what, message('reply.length', { bytes: answer.data.length, expected: length }));
    return answer.data;
  };
  const write = async (what: Request, setup: ControlSetup, data: Uint8Array): Promise<void> => {
    const answer = await translated(what, () => link.controlOut(setup, data, dfuLimits.request));
    if (answer.status === 'stall') throw stallFailure(what);
    // Never ask for the status after a short DNLOAD: a sector erase cut down to one byte is a mass erase.
    if (answer.status !== 'ok' || answer.bytes !== data.length)
      throw outOfStep(what, message('reply.accepted', { bytes: answer.bytes, of: data.length }));
  };
  return {
    download: (block, data) =>
      write(
        message('request.dfu-block', { name: 'DNLOAD', block }),
        dfuRequests.download(interfaceNumber, block),
        data,
      ),
    upload: (block, length) =>
      read(
        message('request.dfu-block', { name: 'UPLOAD', block }),
        dfuRequests.upload(interfaceNumber, block),
        length,
        dfuLimits.request,
      ),
    status: async (timeoutMs = dfuLimits.request) => {
      const reply = await read(getStatus, dfuRequests.getStatus(interfaceNumber), statusLength, timeoutMs);
      const parsed = parseStatus(reply);
      if (parsed === undefined) throw outOfStep(getStatus, message('reply.bytes', { bytes: hexBytes(reply) }));
      return parsed;
    },
    state: async () => {
      const reply = await read(getState, dfuRequests.getState(interfaceNumber), 1, dfuLimits.request);
      const state = reply[0];
      if (state === undefined || dfuStates[state] === undefined)
        throw outOfStep(getState, message('reply.bytes', { bytes: hexBytes(reply) }));
      return state;
    },
    clearStatus: () => write(clearStatus, dfuRequests.clearStatus(interfaceNumber), nothing),
    abort: () => write(abort, dfuRequests.abort(interfaceNumber), nothing),
  };
}

/**
 * The state during an upload, in which GETSTATUS executes nothing: so it answers for a device that has no GETSTATE
 * (MicroPython's usb_dfu_device.py stalls it). Throws as {@link DfuExchange}.
 */
export async function uploadState(exchange: Pick<DfuExchange, 'state' | 'status'>): Promise<number> {
  try {
    return await exchange.state();
  } catch (error) {
    if (!hasCode(error, 'stalled')) throw error;
    return (await exchange.status()).state;
  }
}

/** True for failures after which the same link may well work again once both sides agree where they are. */
export function isTransient(failure: FlasherError): boolean {
  return retryPolicy('dfu-block').repeats(failure);
}

/** True if `error` is a FlasherError of that code. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is FlasherError {
  return isFlasherError(error) && codes.includes(error.code);
}
