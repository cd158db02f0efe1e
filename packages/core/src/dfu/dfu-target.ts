// The STM32 ROM bootloader as a Target: what the engine asks for, in terms of memory access, departure and recovery.

import type { Parallelism, Sector } from '../board/stm32f405.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, Log, UsbBus, UsbDeviceInfo } from '../ports.ts';
import { retryPolicy } from '../retry.ts';
import { requireInSector, requireMainFlash } from '../target/only-main-flash.ts';
import type { Target, TargetOptions } from '../target/target.ts';
import { flasherError } from '../usb/link-failure.ts';
import { setParallelism, widestToAsk } from './device-feature.ts';
import { removeReadProtection, removeWriteProtection, startFirmware } from './disconnect.ts';
import { isTransient } from './exchange.ts';
import { dfuHazards } from './hazards.ts';
import { identify } from './identify.ts';
import { compareRange, fillSector, readRange, writeRange } from './memory-access.ts';
import { dfuSteps } from './steps.ts';
import { dfuTimes } from './times.ts';
import { openWire, type RecoveryStep } from './wire.ts';

/** The device in DFU mode and the platform it is on. */
export interface DfuTargetOptions {
  readonly bus: UsbBus;
  /** The device to open, as the provider finds it. */
  readonly device: UsbDeviceInfo;
  readonly clock: Clock;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A {@link Target} over DFU. */
export interface DfuTarget extends Target {
  readonly kind: 'dfu';
  readonly device: UsbDeviceInfo;
}

/** Recoveries without progress after which the board is treated more gently: programmed bytewise, in case of a weak supply. */
const refusalLimit = 2;

/**
 * Where to start the recovery. A block that failed for good has been resynchronised and reopened for already, so the first
 * recovery from it begins with a new link and the next ones with a bus reset; anything else (a failed verify) is gentle.
 */
function firstStep(cause: FlasherError, setbacks: number): RecoveryStep {
  if (cause.code === 'disconnected') return 'await-return';
  if (!isTransient(cause) || cause.code === 'verify-failed') return 'synchronise';
  return setbacks === 1 ? 'reopen' : 'reset';
}

/**
 * Opens a board in DFU mode. Changes nothing on it. Throws FlasherError: `permission-denied`, `driver-missing`,
 * `device-busy`, `disconnected`, `board-unknown` (no DFU interface) and what else the link fails with.
 */
export async function openDfuTarget(options: DfuTargetOptions): Promise<DfuTarget> {
  const { log } = options;
  const wire = await openWire(options);
  let wanted: Parallelism | undefined;
  let width: Parallelism = 8;
  /** Recoveries since an operation of the kind that failed last was completed. */
  let setbacks = 0;
  let failed: string | undefined;
  /** Every step of the recovery failed: what is left is to look whether the board has returned. */
  let exhausted = false;

  const complete = async <T>(kind: string, operation: () => Promise<T>): Promise<T> => {
    try {
      const result = await operation();
      if (failed === kind) setbacks = 0;
      return result;
    } catch (error) {
      failed = kind;
      throw error;
    }
  };

  const reconnect = async (cause: FlasherError, signal: AbortSignal | undefined): Promise<void> => {
    const first = exhausted ? 'await-return' : firstStep(cause, setbacks);
    try {
      await wire.recover(cause, first, signal);
      exhausted = false;
    } catch (error) {
      exhausted = signal?.aborted !== true;
      throw error;
    }
  };

  const applyWidth = async (asked: Parallelism): Promise<Parallelism> => {
    wanted = asked;
    width = await setParallelism(wire, asked);
    if (width !== asked)
      log?.({ level: 'info', scope: 'dfu', text: `The bootloader programs x${width} instead of x${asked}.` });
    return width;
  };

  const recover = async (cause: FlasherError, { signal }: TargetOptions = {}): Promise<void> => {
    let failure = cause;
    const { attempts } = retryPolicy('setting-up');
    for (let tries = 1; ; tries += 1) {
      if (!failure.retryable) throw failure;
      setbacks += 1;
      await reconnect(failure, signal);
      if (wanted === undefined) return;
      try {
        // Whether the device has been through a reset is not always known: ask, and set again what was lost.
        await applyWidth(setbacks > refusalLimit ? 8 : wanted);
        return;
      } catch (error) {
        failure = flasherError(error, message('request.device-feature'));
        if (tries === attempts) throw failure;
      }
    }
  };

  const erase = (sector: Sector) =>
    wire.attempt(async (session) => {
      await session.select(0);
      await session.erase(sector);
    });

  return {
    kind: 'dfu',
    get device() {
      return wire.device;
    },
    steps: dfuSteps,
    hazards: dfuHazards,
    widest: widestToAsk,
    // A misdirected request may damage the vectors.
    namedSuffices: false,
    get anomalies() {
      return wire.timing.anomalies;
    },
    get width() {
      return width;
    },
    identify: (asked = {}) => complete('identify', () => identify(wire, asked.named)),
    // No firmware runs beside the bootloader.
    hold: async () => undefined,
    read: (range, asked) => complete('read', () => readRange(wire, range, asked)),
    matches: (block, asked) => complete('read', () => compareRange(wire, block, asked)),
    rewrite: (sector, blocks, asked = {}) =>
      complete('write', async () => {
        requireInSector(sector, blocks);
        await erase(sector);
        await fillSector(wire, sector, blocks, asked);
      }),
    program: (block, asked) =>
      complete('write', async () => {
        requireMainFlash(block);
        await writeRange(wire, block, asked);
      }),
    parallelism: (asked) => complete('parallelism', () => applyWidth(asked)),
    times: (asked) => dfuTimes(asked, wire.timing.transferLimit),
    recover,
    start: () =>
      complete('start', async () => ((await startFirmware(wire, options)) ? 'started' : 'needs-power-cycle')),
    unlock: async (what, asked) => {
      const restarts = await complete('unlock', () =>
        what === 'read'
          ? removeReadProtection(wire, options, asked?.onBegin)
          : removeWriteProtection(wire, options, asked?.onBegin),
      );
      if (!restarts) return;
      const gone = new FlasherError('disconnected', message('dfu.resets-after-unlock'));
      await recover(gone, asked);
    },
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}
