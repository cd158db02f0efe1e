// Taking protection off a chip over SWD: the option bytes are the debugger's to program, at any protection level but 2.

import { mainFlash, typicalTimes } from '../board/stm32f405.ts';
import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import { retry, retryPolicy } from '../retry.ts';
import { flasherError } from '../usb/link-failure.ts';
import type { Custody } from './custody.ts';
import { optionBytesOf, withoutReadProtection, withoutSectorProtection } from './options.ts';
import { flash } from './registers.ts';
import type { SwdWire } from './wire.ts';

/** How long a person may take to switch the supply off and on, and how often it is looked for, in ms. */
const powerCycleMs = 120_000;
const pollMs = 500;

/** The erase is told of in steps of that many bytes: about four a second. */
const tellBytes = 16 * 1024;

export interface Unprotection {
  readonly wire: SwdWire;
  readonly custody: Custody;
  readonly clock: Clock;
  /** Called when the supply has to be switched off and on. */
  readonly onPowerCycle: () => void;
  /** Called with the bytes of the flash that are erased by now, as far as time tells. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function removeWriteProtection(parts: Unprotection): Promise<void> {
  return untilBegun(parts, (begin) =>
    parts.custody.changeOptions(async (controller) => {
      const wanted = withoutSectorProtection(await controller.options());
      begin();
      await controller.programOptions(wanted);
    }),
  );
}

/**
 * Erases the whole main flash. One that was interrupted continues: what is left of the protection is taken off, and where nothing
 * is left of it the power-on is waited for. Throws FlasherError.
 */
export async function removeReadProtection(parts: Unprotection): Promise<void> {
  const { wire, custody, clock, onPowerCycle, onBytes, signal } = parts;
  const before = optionBytesOf(await untilBegun(parts, () => wire.attachment.probe.access.readWord(flash.options)));
  // A chip with write-protected sectors refuses to erase itself; the option bytes are loaded by a reset.
  if (before.writeProtected.length > 0) await removeWriteProtection(parts);
  let told = 0;
  const onPoll = (passedMs: number) => {
    const share = Math.min(passedMs / typicalTimes[8].massErase, 1);
    const bytes = Math.floor((mainFlash.length * share) / tellBytes) * tellBytes;
    if (bytes > told) onBytes?.(bytes - told);
    told = Math.max(told, bytes);
  };
  if (before.readProtection !== 0)
    await untilBegun(parts, (begin) =>
      custody.changeOptions(async (controller) => {
        const wanted = withoutReadProtection(await controller.options());
        begin();
        await controller.programOptions(wanted, onPoll);
      }),
    );
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

/** Makes again what the connection failed in, as long as it has not called `begin`: nothing was changed until then. */
function untilBegun<T>(
  { custody, clock, signal }: Unprotection,
  operation: (begin: () => void) => Promise<T>,
): Promise<T> {
  const policy = retryPolicy('flash-step');
  let isBegun = false;
  const begin = () => {
    isBegun = true;
  };
  const attempt = async () => {
    try {
      return await operation(begin);
    } catch (error) {
      throw flasherError(error, message('request.program-options'));
    }
  };
  const onFailure = async (failure: unknown, _attempt: number, isLast: boolean) => {
    if (!isLast && isFlasherError(failure)) await custody.recover(failure, signal);
  };
  const repeats = (failure: unknown) => !isBegun && policy.repeats(failure);
  return retry({ ...policy, repeats }, attempt, { clock, signal, onFailure });
}

function needsPowerCycle(cause: FlasherError): FlasherError {
  return new FlasherError('device-did-not-return', message('swd.power-cycle-after-unlock'), {
    cause,
    next: message('next.power-cycle-and-repeat'),
  });
}
