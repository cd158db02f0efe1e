// Requests after which a running board leaves the bus and returns as something: sent once, and believed only when the
// bus agrees.

import { watchDisconnect } from '../../discovery/disconnect-watch.ts';
import { type ErrorCode, FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { type CommandOutcome, idleAxes } from '../../odrive/commands.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { type AxisEvidence, type RuntimeEvidence, readAxes, readEvidence } from '../../odrive/identity.ts';
import { lookUntil, retryPolicy } from '../../retry.ts';
import type { BoardContext } from '../context/board-context.ts';
import type { RunContext } from '../context/context.ts';
import { busyMessage } from './preflight.ts';

/** How long a board that was asked to restart may stay on the bus, in ms. */
const disconnectMs = 3_000;

/** What became of a request to restart. `unanswered`: no reply came, and the board has not restarted. */
export type RestartOutcome = CommandOutcome | 'unanswered';

/** Asks the board to restart, which must bear being asked twice. At a serial port it is asked once, see {@link restartAtPort}. */
export async function requestRestart(
  context: BoardContext,
  odrive: OdriveDevice,
  tell: (odrive: OdriveDevice) => Promise<CommandOutcome>,
): Promise<RestartOutcome> {
  const { env, board } = context;
  if (env.openChannel) {
    const { restartAtPort } = await import('./restart-at-port.ts');
    return restartAtPort(context, odrive, tell);
  }
  const { bus, clock } = env;
  using watch = watchDisconnect(bus, clock, board.device);
  const { attempts } = retryPolicy('restart-request');
  for (let telling = 1; telling <= attempts; telling++) {
    const outcome = await tell(odrive);
    if (outcome !== 'restarting') return outcome;
    // The request was sent: a caller that stops now must still learn whether the board left, to be able to bring it back.
    if (!(await watch.seen(disconnectMs))) continue;
    await board.release();
    return outcome;
  }
  return 'unanswered';
}

/** Of a request without which nothing continues; `code`: what the board is left as. */
export function unanswered(code: ErrorCode = 'timeout'): FlasherError {
  return new FlasherError(code, message('running.unanswered'), { retryable: true });
}

/** AXIS_STATE_UNDEFINED: the axes have not been started yet (main.cpp waits 1.5 s). */
const notStarted = 0;
const startMs = 4_000;
const pauseMs = 100;

/** What the board says of itself, once its axes have begun to work. */
export async function settledEvidence(work: RunContext, odrive: OdriveDevice): Promise<RuntimeEvidence> {
  const { clock } = work.env;
  const { signal } = work.request;
  return lookUntil(
    { withinMs: startMs, everyMs: pauseMs, clock, signal },
    () => readEvidence(odrive, { signal }),
    ({ axes }) => axes.every(({ state }) => state !== notStarted),
  );
}

/**
 * No axis at work, brought to idle if that was asked for. An axis that has not begun yet counts as idle unless it would
 * begin to move by itself; what it does of itself may take `patienceMs`. Throws `axis-armed`.
 */
export async function requireIdle(work: RunContext, odrive: OdriveDevice, patienceMs = 0): Promise<void> {
  const busy = await busyAxes(work, odrive, patienceMs);
  if (busy.length === 0) return;
  const names = busy.map(({ name }) => name);
  if (!work.request.disarm) throw new FlasherError('axis-armed', busyMessage(busy), { details: { axes: names } });
  if (!(await idleAxes(odrive, work.env.clock, { signal: work.request.signal })))
    throw new FlasherError('axis-armed', busyMessage(busy, 'stays'), {
      details: { axes: names },
      next: message('next.secure-load-and-power-cycle'),
    });
  work.emit({ type: 'note', code: 'disarmed', text: message('running.set-to-idle', { axes: names }) });
}

/** Axes that have not begun yet: what they do once they have, if they would do anything. */
async function axesBegun(work: RunContext, odrive: OdriveDevice): Promise<readonly AxisEvidence[]> {
  const axes = await readAxes(odrive, { signal: work.request.signal });
  const mayMove = axes.some(({ state, startup }) => state === notStarted && startup.length > 0);
  return mayMove ? (await settledEvidence(work, odrive)).axes : axes;
}

async function busyAxes(work: RunContext, odrive: OdriveDevice, patienceMs: number): Promise<readonly AxisEvidence[]> {
  const { clock } = work.env;
  const { signal } = work.request;
  const look = async () => {
    const first = await readAxes(odrive, { now: true, signal });
    const axes = first.some(({ state }) => state === notStarted) ? await axesBegun(work, odrive) : first;
    return axes.filter(({ idle, state }) => !idle && state !== notStarted);
  };
  return lookUntil({ withinMs: patienceMs, everyMs: pauseMs, clock, signal }, look, (busy) => busy.length === 0);
}
