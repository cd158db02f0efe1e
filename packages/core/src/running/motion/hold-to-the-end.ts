// A held axis in the foreground: until it is idle by itself, or until a person stops it, which brings it to idle.

import { type Message, message } from '../../messages/message.ts';
import { readFirmware } from '../../odrive/identity.ts';
import type { BoardContext } from '../board-context.ts';
import { type BoardError, readErrors } from '../status/board-status.ts';
import { withRunningBoard } from '../with-running-board.ts';
import type { HeldAxis } from './held-axis.ts';

export interface Ended {
  readonly outcome: 'ended' | 'released';
  /** Of the axis and of the board. */
  readonly errors: readonly BoardError[];
}

/** Throws FlasherError: `axis-armed` where the axis does not go to idle, what was wrong where the board is gone. */
export async function untilEnded(
  context: BoardContext,
  held: HeldAxis,
  text: Message = message('motion.held', { axis: held.axis }),
): Promise<Ended> {
  const axis = held;
  const { signal } = context.request;
  context.emit({ type: 'note', code: 'axis-held', text });
  const isStopped = await endOrStop(axis, signal);
  const quiet: BoardContext = { ...context, request: { ...context.request, signal: undefined } };
  const errors = await withRunningBoard(quiet, async ({ odrive }) =>
    readErrors(odrive, (await readFirmware(odrive)).release, {}),
  );
  const own = errors.filter((error) => error.axis === axis.axis || error.axis === '');
  return { outcome: isStopped ? 'released' : 'ended', errors: own };
}

/** Whether it was stopped; the axis is idle, or was told so as often as it could be. */
async function endOrStop(held: HeldAxis, signal: AbortSignal | undefined): Promise<boolean> {
  let isStopped = false;
  try {
    isStopped = await Promise.race([held.ended.then(() => false), stopped(signal).then(() => true)]);
  } catch (thrown) {
    await held.release().catch(() => undefined);
    throw thrown;
  }
  await held.release();
  return isStopped;
}

function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
