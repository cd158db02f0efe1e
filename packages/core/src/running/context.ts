// What every piece of an update works with, and what it counts on the way.

import { type Asking, remembering } from '../ask/settle.ts';
import type { ReadBackupOptions } from '../configuration/file/read-backup.ts';
import { listener } from '../flash/open.ts';
import type { UpdateListener } from '../update/events.ts';
import type { RunningBoardRequest, UpdateEnv } from '../update/request.ts';

/** What went over the wire beside the flash itself; grows. */
export interface RunStats {
  /** Native requests, the descriptor's included. */
  roundTrips: number;
  /** How often the board left and came back because it was told to, and how long it was away in all. */
  restarts: number;
  awayMs: number;
}

export interface RunContext<R extends RunningBoardRequest = RunningBoardRequest> {
  readonly env: UpdateEnv;
  readonly request: R;
  /** Never throws. */
  readonly emit: UpdateListener;
  readonly stats: RunStats;
  /** Who answers questions; what was accepted once is not asked again. */
  readonly asking: Asking;
  /** When the board last appeared on the bus while it was waited for, by the clock. */
  readonly arrival: { at: number };
  /** Milliseconds since the work began. */
  elapsed(): number;
}

export function createContext<R extends RunningBoardRequest & { readonly dryRun?: boolean }>(
  env: UpdateEnv,
  request: R,
): RunContext<R> {
  const { ask, consent, dryRun } = request;
  const started = env.clock.now();
  return {
    env,
    request,
    emit: listener(env.log, request.onEvent),
    stats: { roundTrips: 0, restarts: 0, awayMs: 0 },
    asking: { ask: ask && remembering(ask), consent, dryRun },
    arrival: { at: Number.NEGATIVE_INFINITY },
    elapsed: () => env.clock.now() - started,
  };
}

/** The signal in the form options take it. */
export function signalOf({ request }: RunContext): { readonly signal?: AbortSignal } {
  return request.signal ? { signal: request.signal } : {};
}

/** How the configuration is read: when that is, and who hears of it. */
export function readingOf(work: RunContext): ReadBackupOptions {
  const onProperty = (done: number, total: number) => work.emit({ type: 'step', activity: 'backup', done, total });
  return { date: work.env.clock.date(), onProperty, ...signalOf(work) };
}
