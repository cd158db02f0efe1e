// An axis that this process has armed: looked at and its watchdog fed until it is idle again, and set to idle by the code that lets
// go of it. We idle only what we have armed.

import { isFlasherError } from '../../errors.ts';
import { idleState } from '../../odrive/commands.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { BoardContext } from '../board-context.ts';
import { withRunningBoard } from '../with-running-board.ts';
import { idleAxis } from './idle-axis.ts';
import { beatMs, feedWatchdog, unguard, type WatchdogSettings } from './watchdog.ts';

/** Disposing brings the axis to idle and writes its watchdog's settings back. */
export interface HeldAxis extends AsyncDisposable {
  readonly axis: string;
  /** Resolves when the axis is idle by itself or was brought to idle. Rejects where the board is not there any more. */
  readonly ended: Promise<void>;
  /** The same as disposing. Throws FlasherError `axis-armed` where the axis does not obey. */
  release(): Promise<void>;
}

export interface Holding {
  readonly axis: string;
  readonly serial: string;
  /** What its watchdog is set to again, where that was changed. */
  readonly settings?: WatchdogSettings | undefined;
  /** Whose turn it is on the connection, where others use it, too. */
  readonly turn?: (<T>(work: () => Promise<T>) => Promise<T>) | undefined;
}

/** The firmware's own thread takes up what is requested a few milliseconds later. */
const settleMs = 100;

/** Begins to hold an axis that was armed just now. */
export function holdAxis(context: BoardContext, holding: Holding): HeldAxis {
  const { axis, serial, settings, turn = (work) => work() } = holding;
  const { clock, vault } = context.env;
  const stop = new AbortController();
  const own = contextWith(context, stop.signal);
  let isIdle = false;

  const beat = (odrive: OdriveDevice) => feedAndLook(odrive, axis);
  const restore = (odrive: OdriveDevice) => unguard(odrive, { vault, serial, axis }, settings);
  const watch = async () => {
    await clock.sleep(settleMs, stop.signal);
    while (!(await turn(() => withRunningBoard(own, ({ odrive }) => beat(odrive))))) {
      await clock.sleep(beatMs, stop.signal);
    }
    isIdle = true;
    context.emit({ type: 'axis', axis, held: false });
    await turn(() => withRunningBoard(own, ({ odrive }) => restore(odrive)));
  };
  const watched = watch();
  // A caller that waits gets it; where none waits it is not a failure of its own.
  watched.catch(() => undefined);

  let released: Promise<void> | undefined;
  const release = async () => {
    stop.abort();
    await watched.catch(() => undefined);
    // Neither the stop that a person asked for nor a board that is gone for good holds this up.
    const last = contextWith(context, undefined);
    try {
      await turn(async () => {
        if (!isIdle) await idleAxis(last, axis);
        isIdle = true;
        await withRunningBoard(last, ({ odrive }) => restore(odrive));
      });
    } finally {
      context.emit({ type: 'axis', axis, held: false });
    }
  };
  const once = () => {
    released ??= release();
    return released;
  };
  return { axis, ended: watched, release: once, [Symbol.asyncDispose]: once };
}

/** Where a board is gone, no person is asked to reconnect it: its watchdog acts. */
function contextWith(context: BoardContext, signal: AbortSignal | undefined): BoardContext {
  return { ...context, request: { ...context.request, signal, humanMs: 1 } };
}

/** Food first: it is what cannot wait. Whether the axis is idle. */
async function feedAndLook(odrive: OdriveDevice, axis: string): Promise<boolean> {
  try {
    await feedWatchdog(odrive, axis);
  } catch (thrown) {
    // A reply that is lost is no reason to let go, the next food comes soon.
    if (!isFlasherError(thrown) || thrown.code !== 'timeout') throw thrown;
  }
  return Number(await odrive.read(`${axis}.current_state`)) === idleState;
}
