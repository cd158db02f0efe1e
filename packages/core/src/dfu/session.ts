// A DfuSe session over one link (AN3156 §4-5): what to send for reading, writing, erasing, leaving. Knows addresses, not
// what memory is there, and not what to do after a failure.

import { mainFlash, type Sector } from '../board/stm32f405.ts';
import { message } from '../messages/message.ts';
import type { Clock, UsbLink } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import { createAddressing } from './addressing.ts';
import type { DeviceTiming } from './device-timing.ts';
import { dfuExchange, hasCode, uploadState } from './exchange.ts';
import { createExecute, explained } from './execute.ts';
import { wrongState } from './failure.ts';
import { type DfuOperation, eraseSector, readUnprotect, writeBlock } from './operations.ts';
import { commandBlock, dfuCommands, dfuLimits } from './requests.ts';
import { createRunReader } from './run-reader.ts';
import { dfuState } from './status.ts';
import { synchronise } from './synchronise.ts';

export interface SessionOptions {
  readonly interfaceNumber: number;
  readonly clock: Clock;
  readonly timing: DeviceTiming;
  /** wTransferSize: what one block number counts. */
  readonly transferSize: number;
  /** True for a device known not to answer while it works. */
  readonly blocks: boolean;
}

/** How far the device has followed a request to leave. */
export type LeaveOutcome = 'gone' | 'leaving' | 'ignored';

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
  leave(address: number): Promise<LeaveOutcome>;
  /** Removes read protection: mass erase of a protected chip. Resolves as `gone` when the device resets. */
  unprotect(): Promise<LeaveOutcome>;
}

/** A session over an open link whose interface is claimed. Makes no request yet. */
export function createSession(link: UsbLink, options: SessionOptions): DfuSession {
  const { interfaceNumber, clock, timing, transferSize } = options;
  const exchange = dfuExchange(link, interfaceNumber);
  const execute = createExecute(exchange, clock, timing, options.blocks);
  const device = createAddressing(exchange, execute, transferSize);
  const reader = createRunReader(exchange);
  let alternate: number | undefined;

  const toIdle = async () => {
    device.forget();
    alternate = undefined;
    await synchronise(exchange, clock);
    device.rests(dfuState.idle);
  };
  /** Under read protection a ROM may refuse every pointer (AT32): then it stands where it does after a reset. */
  const pointAtStart = async (address: number) => {
    try {
      await device.point(address);
    } catch (error) {
      if (!hasCode(error, 'read-protected') || address !== mainFlash.address) throw error;
      await toIdle();
    }
  };
  const work = async (operation: DfuOperation) => {
    await execute(operation);
    device.rests(dfuState.downloadIdle);
  };
  return {
    synchronise: toIdle,
    select: async (wanted) => {
      if (alternate === wanted) return;
      await device.toIdle();
      device.forget();
      await translated(message('request.set-interface', { alternate: wanted }), () =>
        link.selectAlternate(interfaceNumber, wanted),
      );
      alternate = wanted;
    },
    erase: async (sector) => {
      // ST's own DFU code keeps the erase address in the pointer.
      device.forget();
      await device.endUpload();
      await work(eraseSector(sector));
    },
    write: async (address, data) => {
      await work(writeBlock(await device.blockFor('write', address, data.length), address, data));
    },
    read: async (address, length) => {
      const block = await device.blockFor('read', address, length);
      if (device.state === dfuState.idle) reader.begin();
      const upload = () => reader.next(block, length);
      const data = await explained(exchange, message('request.read', { address }), upload);
      device.rests(dfuState.uploadIdle);
      return data;
    },
    endRead: async () => {
      if (device.state !== dfuState.uploadIdle) return;
      const found = await uploadState(exchange);
      // A short answer by the device itself would have ended the upload in dfuIDLE.
      if (found !== dfuState.uploadIdle && found !== dfuState.idle) throw wrongState('UPLOAD', found);
      await device.toIdle();
    },
    leave: async (address) => {
      await pointAtStart(address);
      return disconnecting(async () => {
        await exchange.download(commandBlock, dfuCommands.leave());
        const reply = await exchange.status(dfuLimits.leave);
        return reply.state === dfuState.manifest ? 'leaving' : 'ignored';
      });
    },
    unprotect: async () => {
      await device.toIdle();
      return disconnecting(async () => {
        await work(readUnprotect());
        return 'leaving';
      });
    },
  };
}

/** Runs the last requests before a device resets itself: that it is gone in the middle of them is success. */
async function disconnecting(last: () => Promise<LeaveOutcome>): Promise<LeaveOutcome> {
  try {
    return await last();
  } catch (error) {
    if (hasCode(error, 'disconnected')) return 'gone';
    throw error;
  }
}
