// Who runs on the chip: its firmware, until something is to be changed; then our code, or nothing; at the end the firmware
// again. The firmware is stopped at a reset, never where it is.

import { contains, systemMemory } from '../board/stm32f405.ts';
import { type FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, Log } from '../ports.ts';
import { retry, retryPolicy } from '../retry.ts';
import type { TargetOptions } from '../target/target.ts';
import { flasherError, translated } from '../usb/link-failure.ts';
import { createDirectWorker } from './direct-worker.ts';
import { createFlashController, type FlashController } from './flash-controller.ts';
import { core as coreRegisters, dhcsr, freezeRegister, freezeWatchdogs } from './registers.ts';
import { startStub } from './stub-worker.ts';
import type { SwdWire } from './wire.ts';
import type { FlashJob, FlashWorker } from './worker.ts';

/** Every call throws FlasherError. */
export interface Custody {
  /** The firmware is stopped. */
  readonly isHeld: boolean;
  /** What works on the flash now; `undefined` while the firmware runs, and after a failure. */
  readonly worker: FlashWorker | undefined;
  /** The core came out of its reset in the bootloader: BOOT0 is high. */
  readonly bootsBootloader: boolean;
  /** Stops the firmware and starts what works on the flash. Does nothing a second time. */
  hold(): Promise<void>;
  work(job: FlashJob, options: TargetOptions): Promise<void>;
  /** Stops whatever runs, then works on the option bytes, which are loaded at the reset that ends it. */
  changeOptions(change: (controller: FlashController) => Promise<void>): Promise<void>;
  /** Attaches anew after `cause`, and stops the firmware again if it was stopped. */
  recover(cause: FlasherError, signal: AbortSignal | undefined): Promise<void>;
  /** Starts the firmware. False if it does not run: a core that locked up, or one that starts the bootloader. */
  start(): Promise<boolean>;
  /** The end: a chip that was changed and not started stays halted at its reset, any other runs its firmware. */
  release(): Promise<void>;
}

/** So often code in the SRAM may fail to run before it is done without. */
const maxStubFailures = 2;

/** How long a started firmware is watched, in ms. */
const startMs = 50;

export function createCustody(wire: SwdWire, clock: Clock, log: Log | undefined): Custody {
  /** The firmware is not to run. */
  let isHeld = wire.attachment.caught;
  /** The flash may be another than when the firmware was stopped. */
  let isChanged = false;
  /** Nothing has run on the core since its reset. */
  let isFresh = wire.attachment.caught;
  let bootsBootloader = false;
  let worker: FlashWorker | undefined;
  let stubFailures = 0;

  const caught = async () => {
    const { core } = wire.attachment;
    await core.catchAtReset('request').catch(async (error: unknown) => {
      if (!isFlasherError(error) || error.code !== 'swd-failed') throw error;
      wire.note(error);
      await core.catchAtReset('pin');
    });
    isFresh = true;
  };

  const standStill = async () => {
    isHeld = true;
    worker = undefined;
    if (!isFresh) await caught();
    const { core, probe } = wire.attachment;
    const { readWord, writeWord } = probe.access;
    await writeWord(freezeRegister, (await readWord(freezeRegister)) | freezeWatchdogs);
    bootsBootloader = contains(systemMemory, { address: await core.programCounter(), length: 0 });
  };

  const startWorker = async (): Promise<FlashWorker> => {
    const { core, probe } = wire.attachment;
    const { access, info } = probe;
    const controller = createFlashController(access, clock);
    isFresh = false;
    if (stubFailures === maxStubFailures) {
      log?.({
        level: 'warn',
        scope: 'swd',
        text: 'The chip cannot run code in its SRAM: the probe programs the flash directly.',
      });
      return createDirectWorker(access, controller, { abilities: info.abilities, clock });
    }
    try {
      return await startStub({ access, core, clock, controller });
    } catch (error) {
      stubFailures += 1;
      throw error;
    }
  };

  const hold = async () => {
    if (worker !== undefined) return;
    await standStill();
    worker = await startWorker();
  };

  const startOnce = async (): Promise<boolean> => {
    const { core, probe } = wire.attachment;
    await core.start();
    await clock.sleep(startMs);
    const state = await probe.access.readWord(coreRegisters.dhcsr);
    return !bootsBootloader && (state & dhcsr.isLockedUp) === 0;
  };

  /** Repeated after a failure: a second reset does no harm. */
  const start = async (): Promise<boolean> => {
    isHeld = false;
    isFresh = false;
    worker = undefined;
    return retry('setting-up', () => translated(message('request.start-firmware'), startOnce), {
      clock,
      onFailure: async (failure, _, isLast) => {
        if (!isLast && isFlasherError(failure)) await wire.reattach(failure, { mayReset: true });
      },
    });
  };

  return {
    get isHeld() {
      return isHeld;
    },
    get worker() {
      return worker;
    },
    get bootsBootloader() {
      return bootsBootloader;
    },
    hold,
    start,
    work: async (job, options) => {
      await hold();
      isChanged = true;
      const by = worker;
      // A failed job leaves the chip in an unknown state: it is caught again before the next job.
      worker = undefined;
      await by?.work(job, options);
      worker = by;
    },
    changeOptions: async (change) => {
      await standStill();
      isChanged = true;
      await change(createFlashController(wire.attachment.probe.access, clock));
      await caught();
    },
    recover: async (cause, signal) => {
      for (let failure = cause, tries = 1; ; tries += 1) {
        worker = undefined;
        await wire.reattach(failure, { mayReset: isHeld, signal });
        isFresh = wire.attachment.caught;
        if (!isHeld) return;
        try {
          return await hold();
        } catch (error) {
          failure = flasherError(error, message('request.stop-firmware'));
          if (!failure.retryable || tries === retryPolicy('setting-up').attempts) throw failure;
        }
      }
    },
    release: async () => {
      if (isHeld) await (isChanged ? caught() : start());
    },
  };
}
