// A DfuSe session over one link: address pointer, alternate setting, runs of blocks (AN3156 §4-5). Knows addresses and
// block numbers; not what the memory is, and not what to do after a failure.

import { eraseMs, mainFlash, maximumTimes, programMs, type Sector } from '../board/stm32f405.ts';
import { hex32 } from '../bytes.ts';
import type { Clock, UsbLink } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import { dfuExchange, hasCode } from './exchange.ts';
import { createExecute, explained } from './execute.ts';
import { outOfStep } from './failure.ts';
import type { Pace } from './pace.ts';
import { commandBlock, dfuCommands, dfuLimits, firstDataBlock } from './requests.ts';
import { createRunReader } from './run-reader.ts';
import { dfuState, stateName } from './status.ts';
import { synchronise } from './synchronise.ts';

export interface SessionOptions {
  readonly interfaceNumber: number;
  readonly clock: Clock;
  readonly pace: Pace;
  /** wTransferSize: what one block number counts. */
  readonly transferSize: number;
  /** True for a device known not to answer while it works. */
  readonly blocks: boolean;
}

/** How far the device has followed a request to leave. */
export type Departure = 'gone' | 'leaving' | 'ignored';

/**
 * One DfuSe session. Every call throws FlasherError. After a `retryable` one call {@link synchronise}; the failed call may
 * then be made again: every one of them is harmless when done twice.
 */
export interface DfuSession {
  /** To dfuIDLE from any state, executing nothing. Forgets pointer and alternate setting. */
  synchronise(): Promise<void>;
  select(alternate: number): Promise<void>;
  /** Erases the unit that holds `sector.address`. */
  erase(sector: Sector): Promise<void>;
  /** Programs at most one transfer size. Full blocks on the transfer size's grid need no address of their own. */
  write(address: number, data: Uint8Array): Promise<void>;
  /** Reads at most one transfer size, likewise. */
  read(address: number, length: number): Promise<Uint8Array>;
  /** Ends a run of reads; throws `unexpected-reply` if the device turns out not to have been where it should. */
  endRead(): Promise<void>;
  /** Starts the firmware whose vector table is at `address`. */
  leave(address: number): Promise<Departure>;
  /** Removes read protection: mass erase of a protected chip. Resolves as `gone` when the device resets. */
  unprotect(): Promise<Departure>;
}

/** What block numbers count from now, and for which kind of access it was set. */
interface Pointer {
  readonly kind: 'read' | 'write';
  readonly base: number;
}

const pollAtOnce = 250;
const lastBlock = 0xffff;
/** Where the address pointer stands after a reset of the device (AN3156 §4.2). */
const origin = mainFlash.address;

/** Longest real erase of a sector (x8), so that a lying bwPollTimeout cannot make us sleep longer. */
function longestErase(sector: Sector): number {
  return Object.hasOwn(maximumTimes[8].erase, sector.length / 1024)
    ? eraseMs(sector, maximumTimes[8])
    : dfuLimits.erase;
}

export function createSession(link: UsbLink, options: SessionOptions): DfuSession {
  const { interfaceNumber, clock, pace, transferSize } = options;
  const exchange = dfuExchange(link, interfaceNumber);
  const execute = createExecute(exchange, clock, pace, options.blocks);
  let pointer: Pointer | undefined;
  let alternate: number | undefined;
  /** dfuDNLOAD-IDLE or dfuUPLOAD-IDLE after work, as far as we know. */
  let state: number = dfuState.idle;
  const reader = createRunReader(exchange);

  const toIdle = async () => {
    if (state === dfuState.idle) return;
    await exchange.abort();
    const { state: found } = await exchange.status();
    if (found !== dfuState.idle) throw outOfStep('ABORT', stateName(found));
    state = found;
  };

  const setAddress = async (address: number) => {
    pointer = undefined;
    if (state === dfuState.uploadIdle) await toIdle();
    await execute({
      what: `address ${hex32(address)}`,
      kind: 'set-address',
      block: commandBlock,
      data: dfuCommands.setAddress(address),
      address,
      limitMs: dfuLimits.setAddress,
      replyMs: dfuLimits.reply,
      pollLimitMs: pollAtOnce,
    });
    state = dfuState.downloadIdle;
  };

  /**
   * Number of the block at `address`, after setting the pointer it counts from. Full blocks on the grid count from the
   * start of the flash: where the pointer stands after a reset, so that a bus reset nobody told us of (another program, a
   * driver installation) cannot send them elsewhere. Any other block has the pointer set to itself: the note multiplies
   * the number by "the length of this request", real chips by the transfer size, and only 0 is the same in both readings
   * (AN3156 §4.1, §4.2).
   */
  const blockFor = async (kind: Pointer['kind'], address: number, length: number): Promise<number> => {
    const steps = (address - origin) / transferSize;
    const onGrid =
      length === transferSize && Number.isInteger(steps) && steps >= 0 && firstDataBlock + steps <= lastBlock;
    const base = onGrid ? origin : address;
    if (pointer?.kind !== kind || pointer.base !== base) {
      await setAddress(base);
      pointer = { kind, base };
    }
    if (kind === 'write' && state === dfuState.uploadIdle) await toIdle();
    if (kind === 'read' && state !== dfuState.uploadIdle) {
      await toIdle();
      reader.begin();
    }
    return onGrid ? firstDataBlock + steps : firstDataBlock;
  };

  return {
    synchronise: async () => {
      pointer = undefined;
      alternate = undefined;
      await synchronise(exchange, clock);
      state = dfuState.idle;
    },
    select: async (wanted) => {
      if (alternate === wanted) return;
      await toIdle();
      pointer = undefined;
      await translated(`SET_INTERFACE ${wanted}`, () => link.selectAlternate(interfaceNumber, wanted));
      alternate = wanted;
    },
    erase: async (sector) => {
      pointer = undefined;
      if (state === dfuState.uploadIdle) await toIdle();
      await execute({
        what: `erase of ${hex32(sector.address)}`,
        kind: 'erase',
        block: commandBlock,
        data: dfuCommands.eraseSector(sector.address),
        address: sector.address,
        limitMs: dfuLimits.erase,
        replyMs: dfuLimits.reply,
        pollLimitMs: longestErase(sector),
      });
      state = dfuState.downloadIdle;
    },
    write: async (address, data) => {
      const block = await blockFor('write', address, data.length);
      await execute({
        what: `write of ${hex32(address)}`,
        kind: 'write',
        block,
        data,
        address,
        limitMs: dfuLimits.write,
        replyMs: dfuLimits.reply,
        pollLimitMs: Math.ceil(programMs(data.length, 8, maximumTimes[8])) + 1,
      });
      state = dfuState.downloadIdle;
    },
    read: async (address, length) => {
      const block = await blockFor('read', address, length);
      const what = `read of ${hex32(address)}`;
      const data = await explained(exchange, what, () => reader.next(block, length), address);
      state = dfuState.uploadIdle;
      return data;
    },
    endRead: async () => {
      if (state !== dfuState.uploadIdle) return;
      const found = await exchange.state();
      // A short answer of the device's own accord would have ended the upload in dfuIDLE.
      if (found !== dfuState.uploadIdle && found !== dfuState.idle) throw outOfStep('UPLOAD', stateName(found));
      await toIdle();
    },
    leave: async (address) => {
      await setAddress(address);
      return departure(async () => {
        await exchange.download(commandBlock, dfuCommands.leave());
        const reply = await exchange.status(dfuLimits.leave);
        return reply.state === dfuState.manifest ? 'leaving' : 'ignored';
      });
    },
    unprotect: async () => {
      await toIdle();
      return departure(async () => {
        await execute({
          what: 'read unprotect',
          kind: 'unprotect',
          block: commandBlock,
          data: dfuCommands.readUnprotect(),
          limitMs: dfuLimits.readUnprotect,
          replyMs: dfuLimits.readUnprotect,
          pollLimitMs: maximumTimes[8].massErase,
        });
        state = dfuState.downloadIdle;
        return 'leaving';
      });
    },
  };
}

/** Runs the last requests before a device resets itself: that it is gone in the middle of them is success. */
async function departure(last: () => Promise<Departure>): Promise<Departure> {
  try {
    return await last();
  } catch (error) {
    if (hasCode(error, 'disconnected')) return 'gone';
    throw error;
  }
}
