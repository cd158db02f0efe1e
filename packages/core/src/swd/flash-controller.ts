// The FLASH controller of the STM32F405 through the probe (RM0090 §3.9): locks, status, option bytes. Does not program.

import { maximumTimes, type Parallelism } from '../board/stm32f405.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import type { ProbeAccess } from '../stlink/access.ts';
import { type Request, requestDetails } from '../usb/link-failure.ts';
import { flash, flashControl, flashKeys, flashOptions, flashStatus, optionKeys } from './registers.ts';

/** PSIZE in FLASH_CR. */
function widthBits(width: Parallelism): number {
  return { 8: 0, 16: 1, 32: 2 }[width] << flashControl.widthShift;
}

/** FLASH_CR to erase a sector, without STRT. */
export function eraseControl(sector: number, width: Parallelism): number {
  return widthBits(width) | flashControl.eraseSector | (sector << flashControl.sectorShift);
}

/** FLASH_CR to program. */
export function programControl(width: Parallelism): number {
  return widthBits(width) | flashControl.program;
}

/** The error behind the flags of FLASH_SR. */
export function flashFailure(status: number, request: Request): FlasherError {
  const register = `0x${status.toString(16)}`;
  const details = { ...requestDetails(request), flashStatus: register };
  return status & flashStatus.writeProtected
    ? new FlasherError('write-protected', message('swd.sector-protected', { request }), { details })
    : new FlasherError('swd-failed', message('swd.flash-error', { request, flashStatus: register }), { details });
}

/** Every call throws FlasherError. */
export interface FlashController {
  /** Waits for what is under way, clears old errors and takes off the lock of FLASH_CR. */
  unlock(): Promise<void>;
  /** Waits until the controller has done its work; throws what its status says. */
  settle(what: Request, limitMs: number): Promise<void>;
  control(value: number): Promise<void>;
  lock(): Promise<void>;
  /** FLASH_OPTCR. */
  options(): Promise<number>;
  /** Programs the option bytes; with another read protection than level 0 before, this erases the whole flash. `onPoll`
   * is called again and again as long as it takes. */
  programOptions(value: number, onPoll?: (passedMs: number) => void): Promise<void>;
}

const pollMs = 2;
const maxPollMs = 100;
const idleMs = 3_000;
/** OpenOCD allows a regression 33 s; the mass erase takes 32 at most. */
const optionsMs: number = maximumTimes[8].massErase + 3_000;
const level2 = 0xcc;

export function createFlashController({ readWord, writeWord }: ProbeAccess, clock: Clock): FlashController {
  const settle = async (what: Request, limitMs: number, onPoll?: (passedMs: number) => void) => {
    const begun = clock.now();
    for (;;) {
      const status = await readWord(flash.status);
      if ((status & flashStatus.busy) === 0) {
        if ((status & flashStatus.errors) === 0) return;
        await writeWord(flash.status, flashStatus.clearable);
        throw flashFailure(status, what);
      }
      const passed = clock.now() - begun;
      onPoll?.(passed);
      if (passed > limitMs) throw stillBusy(what, limitMs);
      await clock.sleep(Math.min(Math.max(passed / 8, pollMs), maxPollMs));
    }
  };
  const lock = () => writeWord(flash.control, flashControl.lock);
  const options = () => readWord(flash.options);
  return {
    settle,
    lock,
    options,
    control: (value) => writeWord(flash.control, value),
    unlock: async () => {
      await settle(message('request.earlier-operation'), idleMs).catch((error: unknown) => {
        // Flags an earlier session has left are cleared by now.
        if (!(error instanceof FlasherError) || error.details.flashStatus === undefined) throw error;
      });
      // The keys for a controller that is not locked are as wrong as wrong ones: it would lock until the next reset.
      if ((await readWord(flash.control)) >= flashControl.lock)
        for (const key of flashKeys) await writeWord(flash.key, key);
    },
    programOptions: async (value, onPoll) => {
      if (((value >>> flashOptions.protectionShift) & 0xff) === level2)
        throw new FlasherError('internal', message('bug.permanent-lock'));
      if ((await options()) & flashOptions.lock) for (const key of optionKeys) await writeWord(flash.optionKey, key);
      const open = value & ~(flashOptions.lock | flashOptions.start);
      await writeWord(flash.options, open);
      await writeWord(flash.options, open | flashOptions.start);
      await settle(message('request.program-options'), optionsMs, onPoll);
      await writeWord(flash.options, open | flashOptions.lock);
    },
  };
}

function stillBusy(request: Request, limitMs: number): FlasherError {
  return new FlasherError('timeout', message('swd.still-busy', { request, ms: limitMs }), {
    details: { ...requestDetails(request), limitMs },
  });
}
