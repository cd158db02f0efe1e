// How long to wait for a device and how much to send it at once, from what has gone wrong so far. Knows no protocol.

import type { ErrorCode, FlasherError } from '../errors.ts';

/** What went wrong and was repaired, by error code, for reports. */
export type Anomalies = Readonly<Partial<Record<ErrorCode, number>>>;

export interface DeviceTiming {
  /** True while the device's own bwPollTimeout is waited for before it is asked again. */
  readonly cautious: boolean;
  readonly anomalies: Anomalies;
  /** Longest data stage to use, in bytes; starts at the device's own transfer size. */
  readonly transferLimit: number;
  /** Counts a failure that is about to be repaired. */
  note(failure: FlasherError): void;
  /** An operation went through. */
  succeeded(): void;
  /** A device was still at work when a time limit (ours or the host system's) ran out after `ms`. */
  outlasted(work: string, ms: number): void;
  /** A device refused GETSTATUS while it worked, and the work was done all the same. */
  refusedWhileBusy(): void;
  /** True once a device has shown that it always refuses GETSTATUS while it works (STM32L4, clones): no sign of trouble. */
  readonly refusesWhileBusy: boolean;
  /** How long to leave a device alone with such work before it is asked, so that the limit does not run out again. */
  initialDelay(work: string): number;
  /** A device that said "busy" beyond any time its work can take was freed, and had done it. */
  freed(): void;
  /** True once a device was freed: the next time it need not be waited for longer than its work can take at worst. */
  readonly stallsInErase: boolean;
  /**
   * Halves the data stage; false if it cannot get shorter. Some ROMs (G4, L432) and clones take only 1 KiB or 512 bytes; what
   * is found out in the middle of a flash must not end it there. `told`: the device said that it refused the request.
   */
  shorten(why: { readonly told: boolean }): boolean;
}

/** Address and length of every operation are multiples of this (AN3156 §4.1, §4.2). */
const shortest = 4;
/** A stall that the device does not explain is rarely the length's fault. */
const shortestUntold = 1024;
/** Failures of one kind after which they no longer count as chance. */
const refusalThreshold = 3;
/** Operations without trouble after which a device is asked without waiting again; doubles with every anomaly. */
const firstCautiousOps = 16;
const maxCautiousOps = 4096;

/** Timing that asks the device without waiting until something goes wrong. */
export function createDeviceTiming(transferSize: number): DeviceTiming {
  const anomalies: Partial<Record<ErrorCode, number>> = {};
  let transferLimit = transferSize;
  let cautiousOps = firstCautiousOps;
  let left = 0;
  const lasting = new Map<string, number>();
  let refusals = 0;
  let stallsInErase = false;
  return {
    get cautious() {
      return left > 0;
    },
    get anomalies() {
      return { ...anomalies };
    },
    get transferLimit() {
      return transferLimit;
    },
    note(failure) {
      anomalies[failure.code] = (anomalies[failure.code] ?? 0) + 1;
      left = cautiousOps;
      cautiousOps = Math.min(cautiousOps * 2, maxCautiousOps);
    },
    succeeded() {
      if (left > 0) left -= 1;
    },
    outlasted(work, ms) {
      lasting.set(work, Math.max(ms, lasting.get(work) ?? 0));
    },
    refusedWhileBusy() {
      refusals += 1;
    },
    get refusesWhileBusy() {
      return refusals >= refusalThreshold;
    },
    initialDelay: (work) => lasting.get(work) ?? 0,
    freed() {
      stallsInErase = true;
      // The device was stuck, not slow: no reason to wait longer.
      lasting.clear();
    },
    get stallsInErase() {
      return stallsInErase;
    },
    shorten({ told }) {
      const least = told ? shortest : shortestUntold;
      if (transferLimit <= least) return false;
      transferLimit = Math.max(least, Math.floor(transferLimit / 2 / shortest) * shortest);
      return true;
    },
  };
}
