// Whether a board at a serial port has restarted. The port is there whatever the board behind it does, so the board's own count
// of milliseconds decides: it continues, or it has begun anew.

import { stopIfAborted, toFlasherError } from '../../abort.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { CommandOutcome } from '../../odrive/commands.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { findProperty } from '../../odrive/tree.ts';
import type { BoardContext } from '../context/board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';

const uptimePath = 'system_stats.uptime';
/** A board that starts answers after half a second. */
const bootMs = 1_000;
/** How long it may take to answer again. */
const returnMs = 15_000;
const pauseMs = 500;
/** By how much the two clocks may differ over that time. */
const toleranceMs = 2_000;

/**
 * Asks once: lines have no number by which a repeat would be recognised. Resolves when the board answers again; `unanswered` if it
 * does, and has not restarted. Throws FlasherError: `usage` where a restart would not show, `timeout` where it stays silent.
 */
export async function restartAtPort(
  context: BoardContext,
  odrive: OdriveDevice,
  tell: (odrive: OdriveDevice) => Promise<CommandOutcome>,
): Promise<CommandOutcome | 'unanswered'> {
  const { clock } = context.env;
  if (!findProperty(odrive.tree, uptimePath))
    throw new FlasherError('usage', message('serial.no-uptime'), { next: message('next.call-over-usb') });
  const before = await uptimeOf(odrive);
  const asked = clock.now();
  const outcome = await tell(odrive);
  if (outcome !== 'restarting') return outcome;
  await context.board.release();
  await clock.sleep(bootMs);
  const now = await uptimeOnceBack(context);
  return hasRestarted(before, now, clock.now() - asked) ? 'restarting' : 'unanswered';
}

async function uptimeOf(odrive: OdriveDevice): Promise<number> {
  return Number(await odrive.read(uptimePath));
}

/** Reports nothing of what fails meanwhile: that is expected of a board that starts. */
async function uptimeOnceBack(context: BoardContext): Promise<number> {
  const { clock } = context.env;
  const { signal } = context.request;
  const quiet: BoardContext = { ...context, emit: () => undefined };
  const deadline = clock.now() + returnMs;
  for (;;) {
    try {
      return await withRunningBoard(quiet, ({ odrive }) => uptimeOf(odrive));
    } catch (thrown) {
      stopIfAborted(signal);
      if (clock.now() >= deadline) throw toFlasherError(thrown, signal);
      await clock.sleep(pauseMs, signal);
    }
  }
}

/** Whether the count, which ends at 2^32, did not continue from `before` for `elapsedMs`. */
function hasRestarted(before: number, now: number, elapsedMs: number): boolean {
  const counted = (now - before) >>> 0;
  return Math.abs(counted - elapsedMs) > Math.min(before / 2, toleranceMs);
}
