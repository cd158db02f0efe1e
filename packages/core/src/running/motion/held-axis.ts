// An axis that this process has armed: looked at and its watchdog fed until it is idle again, and set to idle by the code that lets
// go of it. We idle only what we have armed.

import { isFlasherError } from '../../errors.ts';
import { idleState } from '../../odrive/commands.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { findProperty } from '../../odrive/tree.ts';
import type { BoardContext } from '../context/board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { idleAxis } from './idle-axis.ts';
import { beatMs, feedWatchdog, unguard, type WatchdogSettings } from './watchdog.ts';

/** Disposing brings the axis to idle and writes its watchdog's settings back. */
export interface HeldAxis extends AsyncDisposable {
  readonly axis: string;
  /** Resolves when the axis is idle by itself or was brought to idle, or the board restarted meanwhile. Rejects where the board is not there any more. */
  readonly ended: Promise<HoldEnd>;
  /** The same as disposing. Throws FlasherError `axis-armed` where the axis does not obey. */
  release(): Promise<void>;
}

/** `restarted`: what the axis does now is not what was requested here. */
export type HoldEnd = 'idle' | 'restarted';

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

  let isTold = false;
  const tell = () => {
    if (!isTold) context.emit({ type: 'axis', axis, held: false });
    isTold = true;
  };

  const beat = feedAndLook(axis);
  const restore = (odrive: OdriveDevice) => unguard(odrive, { vault, serial, axis }, settings);
  const watch = async (): Promise<HoldEnd> => {
    await clock.sleep(settleMs, stop.signal);
    for (;;) {
      const found = await turn(() => withRunningBoard(own, ({ odrive }) => beat(odrive)));
      if (found === 'armed') {
        await clock.sleep(beatMs, stop.signal);
        continue;
      }
      isIdle = true;
      tell();
      await turn(() => withRunningBoard(own, ({ odrive }) => restore(odrive)));
      return found;
    }
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
      tell();
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

const uptimePath = 'system_stats.uptime';
/** Wraps around after 49 days. */
const uptimeEnds = 0xffff_0000;

/** Feeds the watchdog first, which cannot wait. Then whether the board is still the same, and what the axis does. */
function feedAndLook(axis: string): (odrive: OdriveDevice) => Promise<HoldEnd | 'armed'> {
  let uptime: number | undefined;
  return async (odrive) => {
    try {
      await feedWatchdog(odrive, axis);
    } catch (thrown) {
      // One lost reply does not release the axis: the watchdog is fed again soon.
      if (!isFlasherError(thrown) || thrown.code !== 'timeout') throw thrown;
    }
    const before = uptime;
    uptime = findProperty(odrive.tree, uptimePath) && Number(await odrive.read(uptimePath));
    if (before !== undefined && uptime !== undefined && uptime < before && before < uptimeEnds) return 'restarted';
    return Number(await odrive.read(`${axis}.current_state`)) === idleState ? 'idle' : 'armed';
  };
}
