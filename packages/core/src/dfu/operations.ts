// The DfuSe commands as operations: payload, block number and how long each may take. Pure.

import { eraseMs, maximumTimes, programMs, type Sector } from '../board/stm32f405.ts';
import { message } from '../messages/message.ts';
import type { Request } from '../usb/link-failure.ts';
import { commandBlock, dfuCommands, dfuLimits } from './requests.ts';

/** One DNLOAD and what is expected of it. */
export interface DfuOperation {
  readonly what: Request;
  readonly kind: 'set-address' | 'erase' | 'write' | 'unprotect';
  /** wBlockNum. */
  readonly block: number;
  readonly data: Uint8Array;
  /** How long the device may take in all, in ms. */
  readonly limitMs: number;
  /** How long one GETSTATUS may take to be answered, in ms. */
  readonly replyMs: number;
  /** The most it can really take; a longer bwPollTimeout is wrong and is limited to this. */
  readonly pollLimitMs: number;
}

const slowest = maximumTimes[8];

export function setAddress(address: number): DfuOperation {
  return {
    what: message('request.set-address', { address }),
    kind: 'set-address',
    block: commandBlock,
    data: dfuCommands.setAddress(address),
    limitMs: dfuLimits.setAddress,
    replyMs: dfuLimits.reply,
    // The ROM asks for 104 ms, for nothing.
    pollLimitMs: 250,
  };
}

/** Erases the unit that holds `sector.address`. */
export function eraseSector(sector: Sector): DfuOperation {
  const known = Object.hasOwn(slowest.erase, sector.length / 1024);
  return {
    what: message('request.erase', { address: sector.address }),
    kind: 'erase',
    block: commandBlock,
    data: dfuCommands.eraseSector(sector.address),
    limitMs: dfuLimits.erase,
    replyMs: dfuLimits.reply,
    pollLimitMs: known ? eraseMs(sector, slowest) : dfuLimits.erase,
  };
}

/** Programs `data`, which is meant for `address`, as block number `block`. */
export function writeBlock(block: number, address: number, data: Uint8Array): DfuOperation {
  return {
    what: message('request.write', { address }),
    kind: 'write',
    block,
    data,
    limitMs: dfuLimits.write,
    replyMs: dfuLimits.reply,
    pollLimitMs: Math.ceil(programMs(data.length, 8, slowest)) + 1,
  };
}

export function readUnprotect(): DfuOperation {
  return {
    what: message('request.read-unprotect'),
    kind: 'unprotect',
    block: commandBlock,
    data: dfuCommands.readUnprotect(),
    limitMs: dfuLimits.readUnprotect,
    replyMs: dfuLimits.readUnprotect,
    pollLimitMs: slowest.massErase,
  };
}
