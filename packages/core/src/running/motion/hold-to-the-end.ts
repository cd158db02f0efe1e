// A held axis in the foreground: until it is idle by itself, or until a person stops it, which brings it to idle.

import { FlasherError } from '../../errors.ts';
import { type Message, message } from '../../messages/message.ts';
import { readRelease } from '../../odrive/identity.ts';
import type { BoardContext } from '../context/board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { type BoardError, readErrors } from '../status/board-status.ts';
import type { HeldAxis, HoldEnd } from './held-axis.ts';

export interface Ended {
  readonly outcome: 'ended' | 'released';
  /** Of the axis and of the board. */
  readonly errors: readonly BoardError[];
}

/** Throws FlasherError: `axis-armed` where the axis does not go to idle, `disconnected` where the board restarted or is gone. */
export async function untilEnded(
  context: BoardContext,
  held: HeldAxis,
  text: Message = message('motion.held', { axis: held.axis }),
): Promise<Ended> {
  const axis = held;
  const { signal } = context.request;
  context.emit({ type: 'note', code: 'axis-held', text });
  const end = await endOrStop(axis, signal);
  if (end === 'restarted')
    throw new FlasherError('disconnected', message('motion.restarted', { axis: axis.axis }), {
      details: { axis: axis.axis },
      next: message('next.check-supply-voltage'),
    });
  const quiet: BoardContext = { ...context, request: { ...context.request, signal: undefined } };
  const errors = await withRunningBoard(quiet, async ({ odrive }) => readErrors(odrive, await readRelease(odrive), {}));
  const own = errors.filter((error) => error.axis === axis.axis || error.axis === '');
  return { outcome: end === 'stopped' ? 'released' : 'ended', errors: own };
}

/** How it came to an end; the axis is idle then, or was asked to be as often as possible. */
async function endOrStop(held: HeldAxis, signal: AbortSignal | undefined): Promise<HoldEnd | 'stopped'> {
  let end: HoldEnd | 'stopped';
  try {
    end = await Promise.race([held.ended, stopped(signal).then(() => 'stopped' as const)]);
  } catch (thrown) {
    await held.release().catch(() => undefined);
    throw thrown;
  }
  await held.release();
  return end;
}

function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
