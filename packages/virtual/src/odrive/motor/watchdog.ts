// The watchdog of an axis: a counter that control loops take down while it is enabled and that watchdog_feed sets up again. At
// zero the axis has an error and is disarmed, idle or not (Axis::watchdog_check).

import type { PropertyValue } from '@odflash/core/odrive';
import type { Cancel } from '../../time/clock.ts';
import { raiseBit } from '../error-bits.ts';

export interface WatchdogEnvironment {
  get(path: string): PropertyValue | undefined;
  set(path: string, value: PropertyValue): void;
  now(): number;
  after(ms: number, action: () => void): Cancel;
  disarm(): void;
}

export interface Watchdog {
  feed(): void;
  /** Its settings may have changed. */
  look(): void;
  stop(): void;
}

/** Axis.ERROR_WATCHDOG_TIMER_EXPIRED. */
const expired = 11;
const timeoutPath = 'config.watchdog_timeout';

export function createWatchdog({ get, set, now, after, disarm }: WatchdogEnvironment): Watchdog {
  const timeoutMs = () => Math.max(0, Number(get(timeoutPath) ?? 0)) * 1000;
  /** Up to 0.4.12 a timeout above zero switches it on, and writing one feeds (Axis::update_watchdog_settings). */
  const hasSwitch = get('config.enable_watchdog') !== undefined;
  const isEnabled = () => (hasSwitch ? get('config.enable_watchdog') === true : timeoutMs() > 0);
  let leftMs = timeoutMs();
  let seenTimeout = timeoutMs();
  let runningSince: number | undefined;
  let cancel: Cancel = () => undefined;

  const count = () => {
    cancel();
    if (runningSince !== undefined) leftMs -= now() - runningSince;
    runningSince = undefined;
  };
  const go = () => {
    if (get(timeoutPath) === undefined || !isEnabled()) return;
    runningSince = now();
    cancel = after(Math.max(0, leftMs), () => {
      count();
      raiseBit({ get, set }, 'error', expired);
      disarm();
    });
  };
  const feed = () => {
    count();
    leftMs = timeoutMs();
    go();
  };
  go();
  return {
    feed,
    look: () => {
      const changed = !hasSwitch && timeoutMs() !== seenTimeout;
      seenTimeout = timeoutMs();
      if (changed) return feed();
      if (isEnabled() === (runningSince !== undefined)) return;
      count();
      go();
    },
    stop: () => cancel(),
  };
}
