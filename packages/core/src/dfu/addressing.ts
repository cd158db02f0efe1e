// Where the device is: its state between commands, as far as we know, and what its block numbers count from.

import { mainFlash } from '../board/stm32f405.ts';
import type { DfuExchange } from './exchange.ts';
import type { Execute } from './execute.ts';
import { wrongState } from './failure.ts';
import { setAddress } from './operations.ts';
import { firstDataBlock } from './requests.ts';
import { dfuState } from './status.ts';

type Access = 'read' | 'write';

/** States the device rests in between two calls. */
type Rest = typeof dfuState.idle | typeof dfuState.downloadIdle | typeof dfuState.uploadIdle;

export interface Addressing {
  readonly state: Rest;
  /** The last request has led to `state`. */
  rests(state: Rest): void;
  /** The device may have moved its pointer, or we no longer know where it is. */
  forget(): void;
  /** Sets the pointer for the firmware to start from. */
  point(address: number): Promise<void>;
  /** dfuIDLE, from dfuDNLOAD-IDLE or dfuUPLOAD-IDLE. */
  toIdle(): Promise<void>;
  /** Out of dfuUPLOAD-IDLE, where no DNLOAD is taken. */
  endUpload(): Promise<void>;
  /** Number of the block of `length` bytes at `address`, with the pointer set that it counts from. */
  blockFor(access: Access, address: number, length: number): Promise<number>;
}

/** Where the address pointer stands after a reset of the device (AN3156 §4.2). */
const origin = mainFlash.address;
const lastBlock = 0xffff;

/**
 * Full blocks on the grid count from the start of the flash: where the pointer stands after a reset, so that an
 * unnoticed bus reset (by another program, a driver installation) cannot send them elsewhere. Any other block has the pointer
 * set to itself: the note multiplies the number by "the length of this request", real chips by the transfer size, and only
 * 0 is the same in both readings (AN3156 §4.1, §4.2).
 */
function placeOf(
  address: number,
  length: number,
  transferSize: number,
): { readonly base: number; readonly block: number } {
  const block = firstDataBlock + (address - origin) / transferSize;
  const onGrid = length === transferSize && Number.isInteger(block) && block >= firstDataBlock && block <= lastBlock;
  return onGrid ? { base: origin, block } : { base: address, block: firstDataBlock };
}

export function createAddressing(exchange: DfuExchange, execute: Execute, transferSize: number): Addressing {
  let state: Rest = dfuState.idle;
  let pointer: { readonly access: Access; readonly base: number } | undefined;

  const toIdle = async () => {
    if (state === dfuState.idle) return;
    await exchange.abort();
    const { state: found } = await exchange.status();
    if (found !== dfuState.idle) throw wrongState('ABORT', found);
    state = dfuState.idle;
  };
  const endUpload = async () => {
    if (state === dfuState.uploadIdle) await toIdle();
  };
  const point = async (address: number) => {
    pointer = undefined;
    await endUpload();
    await execute(setAddress(address));
    state = dfuState.downloadIdle;
  };
  return {
    get state() {
      return state;
    },
    rests: (rest) => {
      state = rest;
    },
    forget: () => {
      pointer = undefined;
    },
    point,
    toIdle,
    endUpload,
    blockFor: async (access, address, length) => {
      const { base, block } = placeOf(address, length, transferSize);
      if (pointer?.access !== access || pointer.base !== base) {
        await point(base);
        pointer = { access, base };
      }
      if (access === 'write') await endUpload();
      // UPLOAD is legal in dfuIDLE and dfuUPLOAD-IDLE only; the pointer survives the ABORT.
      else if (state === dfuState.downloadIdle) await toIdle();
      return block;
    },
  };
}
