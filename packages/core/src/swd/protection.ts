// Taking protection off a chip over SWD: the option bytes are the debugger's to program, at any protection level but 2.

import { mainFlash, typicalTimes } from '../board/stm32f405.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import { flasherError } from '../usb/link-failure.ts';
import type { Custody } from './custody.ts';
import { optionBytesOf, withoutReadProtection, withoutSectorProtection } from './options.ts';
import { flash } from './registers.ts';
import type { SwdWire } from './wire.ts';

/** How long a person may take to switch the supply off and on, and how often it is looked for, in ms. */
const powerCycleMs = 120_000;
const pollMs = 500;

/** The erase is reported in steps of that many bytes: about four a second. */
const tellBytes = 16 * 1024;

export interface Unprotection {
  readonly wire: SwdWire;
  readonly custody: Custody;
  readonly clock: Clock;
  /** Called before the option bytes are changed. */
  readonly onBegin?: (() => void) | undefined;
  /** Called when the supply has to be switched off and on. */
  readonly onPowerCycle: () => void;
  /** Called with the bytes of the flash that are erased by now, estimated from the time passed. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function removeWriteProtection({ custody, onBegin }: Unprotection): Promise<void> {
  return custody.changeOptions(async (controller) => {
    const wanted = withoutSectorProtection(await controller.options());
    onBegin?.();
    await controller.programOptions(wanted);
  });
}

/**
 * Erases the whole main flash, which a chip with write-protected sectors refuses. One that was interrupted continues: where
 * nothing is left of the protection the power-on is waited for. Throws FlasherError.
 */
export async function removeReadProtection(parts: Unprotection): Promise<void> {
  const { wire, custody, clock, onBegin, onPowerCycle, onBytes, signal } = parts;
  const before = optionBytesOf(await wire.attachment.probe.access.readWord(flash.options));
  let told = 0;
  const onPoll = (passedMs: number) => {
    const share = Math.min(passedMs / typicalTimes[8].massErase, 1);
    const bytes = Math.floor((mainFlash.length * share) / tellBytes) * tellBytes;
    if (bytes > told) onBytes?.(bytes - told);
    told = Math.max(told, bytes);
  };
  if (before.readProtection !== 0)
    await custody.changeOptions(async (controller) => {
      const wanted = withoutReadProtection(await controller.options());
      onBegin?.();
      await controller.programOptions(wanted, onPoll);
    });
  // A debugger that was there at level 1 sees the flash of the open chip only after a power-on (RM0090 §3.7.3).
  const deadline = clock.now() + powerCycleMs;
  for (let tries = 0; ; tries += 1) {
    try {
      await wire.attachment.probe.access.readWord(mainFlash.address);
      return;
    } catch (error) {
      const failure = flasherError(error, message('request.read-flash'));
      if (!failure.retryable) throw failure;
      if (clock.now() >= deadline) throw needsPowerCycle(failure);
      if (tries === 0) onPowerCycle();
      await clock.sleep(pollMs, signal);
      if (failure.details.kind !== 'fault') await custody.recover(failure, signal).catch(wire.note);
    }
  }
}

function needsPowerCycle(cause: FlasherError): FlasherError {
  return new FlasherError('device-did-not-return', message('swd.power-cycle-after-unlock'), {
    cause,
    next: message('next.power-cycle-and-repeat'),
  });
}
