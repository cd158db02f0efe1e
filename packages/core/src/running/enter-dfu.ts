// Waiting for a board that was told to leave: for DFU mode, or to run again.

import { type BoardVersion, unsafeInDfu } from '../board/odrive-v3.ts';
import { describeDevice } from '../discovery/find.ts';
import type { Sighting } from '../discovery/find-board.ts';
import { awaitBoard, awaitRunning, humanMs } from '../discovery/follow.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { BoardContext } from './board-context.ts';
import type { RunContext } from './context.ts';

/** Waits until the board, which was told to restart, runs again. Throws `device-did-not-return`. */
export async function backAfterRestart(work: BoardContext): Promise<void> {
  const { stats, env } = work;
  const left = env.clock.now();
  const back = await awaitRunning(work, work.board, humanMs(work));
  const where = back
    ? 'is in DFU mode again: its DIP switch is on DFU (clones: its BOOT jumper is set)'
    : 'did not reconnect';
  if (back?.kind !== 'runtime')
    throw new FlasherError('device-did-not-return', `The board ${describeDevice(work.board.device)} ${where}.`, {
      details: { dfu: back !== undefined },
      next: 'Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and run the same command again.',
    });
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

const byHand =
  'This firmware cannot enter DFU mode on its own. Set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board.';
/** Up to v3.4 there is no switch, and the DC supply is what destroys the board in DFU mode. */
const byWire =
  'Boards up to v3.4 have no DIP switch, and their firmware never enters DFU mode. Keep the DC supply off: tie BOOT0 to 3.3 V, then power the board from another source; or stop here and use an ST-Link.';
const lookForIt =
  'The board disconnected but did not appear in DFU mode. Check the cable; unplug any ST-Link and everything on the GPIO pins, above all GPIO6; or set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle it. With the DIP switch on RUN, a power cycle starts the old firmware again.';

interface DisconnectOutcome {
  /** The board went when it was told to. */
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
  const wired = version !== undefined && unsafeInDfu(version);
  const kinds: readonly Sighting['kind'][] = orRunning ? ['rom', 'runtime'] : ['rom'];
  const soon = left ? await awaitBoard(work, work.board, { kinds, timeoutMs: bootloaderMs }) : undefined;
  if (soon) return soon;
  const step = left ? 'find-bootloader' : 'enter-dfu-by-hand';
  work.emit({ type: 'human', step, text: left ? lookForIt : wired ? byWire : byHand });
  const later = await awaitBoard(work, work.board, { kinds: ['rom'], timeoutMs: humanMs(work) });
  if (later) return later;
  throw await noBootloader(work, wired);
}

async function noBootloader(work: BoardContext, wired: boolean): Promise<FlasherError> {
  const undo = 'Nothing was changed: with the DIP switch on RUN, a power cycle starts the old firmware again.';
  const name = describeDevice(work.board.device);
  if (await awaitBoard(work, work.board, { kinds: ['runtime'], timeoutMs: 0 }))
    return new FlasherError('not-in-dfu-mode', `The board ${name} still runs its firmware.`, {
      next: wired
        ? 'Nothing was changed. Use an ST-Link; or run the same command again with BOOT0 tied to 3.3 V and the DC supply off.'
        : `Set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the same command again. ${undo}`,
    });
  return new FlasherError('device-did-not-return', `The board ${name} disconnected but did not appear in DFU mode.`, {
    next: `${undo} If it appears in DFU mode, run the same command again to continue.`,
  });
}
