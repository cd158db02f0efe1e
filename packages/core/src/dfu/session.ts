// A DfuSe session over one link: address pointer, alternate setting, runs of blocks (AN3156 §4-5). Knows addresses and
// block numbers; not what the memory is, and not what to do after a failure.

import { eraseMs, maximumTimes, programMs, type Sector } from '../board/stm32f405.ts';
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
  /** Programs at most one transfer size. Continues a run if it lies right behind the block before it. */
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

/** Where the next block of a run goes. */
interface Run {
  readonly kind: 'read' | 'write';
  readonly next: number;
  readonly block: number;
}

const pollAtOnce = 250;
const lastBlock = 0xffff;

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
  let run: Run | undefined;
  let alternate: number | undefined;
  /** dfuDNLOAD-IDLE or dfuUPLOAD-IDLE after work, as far as we know. */
  let state: number = dfuState.idle;
  const reader = createRunReader(exchange);

  const toIdle = async () => {
    if (state === dfuState.idle) return;
    run = undefined;
    await exchange.abort();
    const { state: found } = await exchange.status();
    if (found !== dfuState.idle) throw outOfStep('ABORT', stateName(found));
    state = found;
  };

  const setAddress = async (address: number) => {
    run = undefined;
    if (state === dfuState.uploadIdle) await toIdle();
    await execute({
      what: `address ${hex32(address)}`,
      kind: 'set-address',
      block: commandBlock,
      data: dfuCommands.setAddress(address),
      address,
      limitMs: dfuLimits.setAddress,
      pollLimitMs: pollAtOnce,
    });
    state = dfuState.downloadIdle;
  };

  /** Number of the block at `address`; starts a new run (pointer = `address`) if it does not continue the one before. */
  const blockFor = async (kind: Run['kind'], address: number, length: number): Promise<number> => {
    // The note multiplies the number by "the length of this request", real chips by the transfer size: only full blocks
    // mean the same in both readings (AN3156 §4.1, §4.2), so a short one never runs on.
    const continues = run?.kind === kind && run.next === address && length === transferSize && run.block <= lastBlock;
    if (!continues) {
      await setAddress(address);
      if (kind === 'read') {
        await toIdle();
        reader.begin();
      }
    }
    const block = continues && run ? run.block : firstDataBlock;
    run = undefined;
    return block;
  };

  const follow = (kind: Run['kind'], address: number, length: number, block: number) => {
    state = kind === 'read' ? dfuState.uploadIdle : dfuState.downloadIdle;
    run = length === transferSize ? { kind, next: address + length, block: block + 1 } : undefined;
  };

  return {
    synchronise: async () => {
      run = undefined;
      alternate = undefined;
      await synchronise(exchange, clock);
      state = dfuState.idle;
    },
    select: async (wanted) => {
      if (alternate === wanted) return;
      await toIdle();
      run = undefined;
      await translated(`SET_INTERFACE ${wanted}`, () => link.selectAlternate(interfaceNumber, wanted));
      alternate = wanted;
    },
    erase: async (sector) => {
      run = undefined;
      if (state === dfuState.uploadIdle) await toIdle();
      await execute({
        what: `erase of ${hex32(sector.address)}`,
        kind: 'erase',
        block: commandBlock,
        data: dfuCommands.eraseSector(sector.address),
        address: sector.address,
        limitMs: dfuLimits.erase,
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
        pollLimitMs: Math.ceil(programMs(data.length, 8, maximumTimes[8])) + 1,
      });
      follow('write', address, data.length, block);
    },
    read: async (address, length) => {
      const block = await blockFor('read', address, length);
      const what = `read of ${hex32(address)}`;
      const data = await explained(exchange, what, () => reader.next(block, length), address);
      follow('read', address, length, block);
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
