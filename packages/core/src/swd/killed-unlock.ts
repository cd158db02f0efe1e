// What an unlock that was killed leaves behind: a core that a debugger has halted, a flash that may still be erasing, and one
// that shows nothing before a power-on. Only where the core is halted is any of it looked for.

import { stopIfAborted } from '../abort.ts';
import { mainFlash, maximumTimes } from '../board/stm32f405.ts';
import type { Clock, Log } from '../ports.ts';
import type { ProbeAccess } from '../stlink/access.ts';
import { refusable } from './refusable.ts';
import { flash, flashStatus } from './registers.ts';

/** OpenOCD allows the erase of a whole chip 33 s. */
const maxEraseMs: number = maximumTimes[8].massErase + 1_000;
const erasePollMs = 100;

/**
 * A flash that erases shows nothing, its unique id and OTP included: a read stalls. One that never ends is left
 * to whatever reads next.
 */
export async function untilFlashIsIdle(
  access: ProbeAccess,
  {
    clock,
    log,
    signal,
  }: { readonly clock: Clock; readonly log?: Log | undefined; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const deadline = clock.now() + maxEraseMs;
  for (let isTold = false; ; isTold = true) {
    stopIfAborted(signal);
    const status = (await refusable(() => access.readWord(flash.status))) ?? 0;
    if ((status & flashStatus.busy) === 0 || clock.now() >= deadline) return;
    if (!isTold) log?.({ level: 'debug', scope: 'swd', text: 'The chip is still erasing its flash: waiting for it.' });
    await clock.sleep(erasePollMs, signal).catch(() => undefined);
  }
}

/** A chip whose read protection was taken off shows its flash after a power-on only (RM0090 §3.7.3). */
export async function hidesFlash(access: ProbeAccess): Promise<boolean> {
  return (await refusable(() => access.readWord(mainFlash.address))) === undefined;
}
