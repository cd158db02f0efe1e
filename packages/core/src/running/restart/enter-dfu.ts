// Waiting for a board that was asked to disconnect: for DFU mode, or to run again.

import { type BoardVersion, unsafeInDfu } from '../../board/odrive-v3.ts';
import { nameOf } from '../../discovery/find.ts';
import type { Sighting } from '../../discovery/find-board.ts';
import { awaitBoard, awaitRunning, humanMs } from '../../discovery/follow.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { BoardContext } from '../context/board-context.ts';
import type { RunContext } from '../context/context.ts';

/** Waits until the board, which was asked to restart, runs again. Throws `device-did-not-return`. */
export async function backAfterRestart(work: BoardContext): Promise<void> {
  const { stats, env } = work;
  const left = env.clock.now();
  const back = await awaitRunning(work, work.board, humanMs(work));
  if (back?.kind !== 'runtime') {
    const inDfu = back !== undefined;
    const text = message('running.not-back', { device: nameOf(work.board.device), inDfu });
    const next = message('next.switch-to-run-and-repeat');
    throw new FlasherError('device-did-not-return', text, { details: { dfu: inDfu }, next });
  }
  stats.restarts += 1;
  stats.awayMs += env.clock.now() - left;
}

/** Windows has no driver for the bootloader of its own: better said before the board is there. */
export async function warnOfDriver({ env, emit }: RunContext): Promise<void> {
  if (!env.bootloaderNeedsDriver) return;
  const bound = await env.bootloaderDriver?.();
  if (bound?.toLowerCase() === 'winusb') return;
  emit({ type: 'note', code: 'driver-step', text: message('driver.bootloader-ahead', { bound }) });
}

/** A host that sees the bootloader for the first time may take some seconds. */
export const bootloaderMs = 10_000;

interface DisconnectOutcome {
  /** The board disconnected when it was asked to. */
  readonly left: boolean;
  readonly orRunning?: boolean | undefined;
  /** What the board is, as far as that is known. */
  readonly version?: BoardVersion | undefined;
}

/**
 * The board in DFU mode; with `orRunning` perhaps running again, because something else than its firmware restarted it.
 * Throws `device-did-not-return` or `not-in-dfu-mode`; then nothing was changed.
 */
export async function awaitBootloader(
  work: BoardContext,
  { left, orRunning = false, version }: DisconnectOutcome,
): Promise<Sighting> {
  // Up to v3.4 there is no switch, and the DC supply is what destroys the board in DFU mode.
  const wired = version !== undefined && unsafeInDfu(version);
  const kinds: readonly Sighting['kind'][] = orRunning ? ['rom', 'runtime'] : ['rom'];
  const soon = left ? await awaitBoard(work, work.board, { kinds, timeoutMs: bootloaderMs }) : undefined;
  if (soon) return soon;
  const step = left ? 'find-bootloader' : 'enter-dfu-by-hand';
  const how = left ? 'step.find-bootloader' : wired ? 'step.enter-dfu-by-wire' : 'step.enter-dfu-by-hand';
  work.emit({ type: 'human', step, text: message(how) });
  const later = await awaitBoard(work, work.board, { kinds: ['rom'], timeoutMs: humanMs(work) });
  if (later) return later;
  throw await noBootloader(work, wired);
}

async function noBootloader(work: BoardContext, wired: boolean): Promise<FlasherError> {
  const device = nameOf(work.board.device);
  if (await awaitBoard(work, work.board, { kinds: ['runtime'], timeoutMs: 0 }))
    return new FlasherError('not-in-dfu-mode', message('running.still-running', { device }), {
      next: message(wired ? 'next.enter-dfu-by-wire-or-stlink' : 'next.enter-dfu-by-hand-and-repeat'),
    });
  return new FlasherError('device-did-not-return', message('running.not-in-dfu', { device }), {
    next: message('next.continue-once-in-dfu'),
  });
}
