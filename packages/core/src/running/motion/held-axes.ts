// The axes that a session has armed and that are not idle yet.

import { isFlasherError } from '../../errors.ts';
import type { HeldAxis, HoldEnd } from './held-axis.ts';

/** How an axis ended by itself; `lost`: the board is not there any more. */
export type AxisEnd = HoldEnd | 'lost';

/** Axes by their name, `axis0`. */
export interface HeldAxes {
  readonly names: readonly string[];
  /** Those that were released and did not go to idle. */
  readonly stillArmed: readonly string[];
  /** Remembers one until it ends. */
  keep(held: HeldAxis): void;
  /** Brings one to idle and restores its watchdog, if it is held. Throws FlasherError `axis-armed` where it does not obey. */
  release(axis: string): Promise<void>;
  /** Does so with all of them, whatever fails. */
  releaseAll(): Promise<void>;
}

/** `onEnded` is called for an axis that ended without having been released. */
export function heldAxes(onEnded?: (axis: string, how: AxisEnd) => void): HeldAxes {
  // Not by name: an axis that became idle by itself may be armed anew before that was seen.
  const held = new Set<HeldAxis>();
  const released = new WeakSet<HeldAxis>();
  const stillArmed = new Set<string>();
  const releaseOne = async (one: HeldAxis): Promise<void> => {
    released.add(one);
    try {
      await one.release();
    } catch (thrown) {
      if (isFlasherError(thrown) && thrown.code === 'axis-armed') stillArmed.add(one.axis);
      throw thrown;
    }
  };
  return {
    get names() {
      return [...new Set([...held].map(({ axis }) => axis))];
    },
    get stillArmed() {
      return [...stillArmed];
    },
    keep(one) {
      held.add(one);
      stillArmed.delete(one.axis);
      const forget = (how: AxisEnd) => {
        held.delete(one);
        if (!released.has(one)) onEnded?.(one.axis, how);
      };
      one.ended.then(forget, () => forget('lost'));
    },
    async release(axis) {
      stillArmed.delete(axis);
      await Promise.all([...held].filter((one) => one.axis === axis).map(releaseOne));
    },
    async releaseAll() {
      await Promise.allSettled([...held].map(releaseOne));
    },
  };
}
