// How fast a running board answers: the same read again and again, one after the other, each timed. Only reads.

import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { findProperty } from '../../odrive/tree.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';

/** How often the board is read. */
export interface RateRequest extends RunningBoardRequest {
  /** Reads; 10 000 by default, as odrivetool's rate_test. */
  readonly reads?: number | undefined;
}

/** How fast the board answered. */
export interface RateReport {
  readonly device: UsbDeviceInfo;
  /** What was read. */
  readonly path: string;
  readonly reads: number;
  /** Requests that had to be sent again. */
  readonly repeats: number;
  /** Reads per second, over all of them. */
  readonly rate: number;
  /** Control loops of the firmware from one read to the next, by its own counter. */
  readonly loops?: number | undefined;
  /** From request to reply, in ms. */
  readonly latency: Latency;
  /** Since the beginning. */
  readonly ms: number;
}

/** Times from request to reply, in ms. */
export interface Latency {
  readonly least: number;
  readonly median: number;
  readonly p99: number;
  readonly most: number;
  readonly histogram: readonly LatencyBin[];
}

/** Reads that took at least `from` and less than `to` milliseconds. */
export interface LatencyBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const defaultReads = 10_000;
/** Counts control loops; the first that the firmware has. What odrivetool reads is the last one. */
const counters = ['n_evt_control_loop', 'axis0.loop_counter', 'vbus_voltage'] as const;

/** Throws FlasherError; a test that is aborted reports the reads so far. */
export function testRate(env: RunningEnv, request: RateRequest): Promise<RateReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return withRunningBoard(context, async ({ odrive, device }) => {
      const path = counterOf(odrive);
      const { reads = defaultReads, signal } = request;
      const { clock } = env;
      const values: number[] = [];
      const times: number[] = [];
      const trips = odrive.roundTrips;
      const begun = clock.now();
      while (times.length < reads && !(signal?.aborted && times.length > 0)) {
        const sent = clock.now();
        values.push(Number(await odrive.read(path, times.length > 0 ? {} : { signal: context.request.signal })));
        times.push(clock.now() - sent);
      }
      const repeats = odrive.roundTrips - trips - times.length;
      const rate = (1000 * times.length) / (clock.now() - begun);
      const loops = path === 'vbus_voltage' ? undefined : meanStep(values);
      return {
        device,
        path,
        reads: times.length,
        repeats,
        rate,
        loops,
        latency: latencyOf(times),
        ms: context.elapsed(),
      };
    });
  });
}

function counterOf({ tree }: OdriveDevice): string {
  const path = counters.find((one) => findProperty(tree, one));
  if (path !== undefined) return path;
  throw new FlasherError('unexpected-reply', message('live.nothing-changes'));
}

/** The counter has 32 bits and starts again at 0. */
function meanStep(values: readonly number[]): number | undefined {
  const steps = values.slice(1).map((value, index) => (value - (values[index] ?? 0)) >>> 0);
  return steps.length === 0 ? undefined : steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

/** Of at least one time. */
function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0;
  return { least: at(0), median: at(0.5), p99: at(0.99), most: at(1), histogram: histogramOf(sorted) };
}

/** Three bins a decade, empty ones at both ends left out. */
function histogramOf(sorted: readonly number[]): readonly LatencyBin[] {
  const edges = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, Number.POSITIVE_INFINITY];
  const bins = edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    return { from, to, count: sorted.filter((time) => time >= from && time < to).length };
  });
  const first = bins.findIndex(({ count }) => count > 0);
  const last = bins.findLastIndex(({ count }) => count > 0);
  return bins.slice(first, last + 1);
}
