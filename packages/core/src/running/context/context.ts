// What every piece of an update works with, and what it counts on the way.

import type { Finding } from '../../ask/findings.ts';
import { type Asking, remembering } from '../../ask/settle.ts';
import type { ReadBackupOptions } from '../../configuration/file/read-backup.ts';
import { listener } from '../../listener.ts';
import { messageTrace } from '../../messages/message.ts';
import type { RunningEvent, RunningListener } from '../events.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';

/** What was transferred beside the flash itself; grows. */
export interface RunStats {
  /** Native requests, the descriptor's included. */
  roundTrips: number;
  /** How often the board disconnected and reconnected on request, and how long it was away in all. */
  restarts: number;
  awayMs: number;
}

export interface RunContext<R extends RunningBoardRequest = RunningBoardRequest> {
  readonly env: RunningEnv;
  readonly request: R;
  /** Never throws. Says each finding once: what is looked at again is mostly found as before. */
  readonly emit: NonNullable<R['onEvent']>;
  readonly stats: RunStats;
  /** Who answers questions; what was accepted once is not asked again. */
  readonly asking: Asking;
  /** When the board last appeared on the bus while it was waited for, by the clock. */
  readonly arrival: { at: number };
  /** Milliseconds since the work began. */
  elapsed(): number;
}

export function createContext<R extends RunningBoardRequest & { readonly dryRun?: boolean | undefined }>(
  env: RunningEnv,
  request: R,
): RunContext<R> {
  const { ask, consent, dryRun } = request;
  const started = env.clock.now();
  return {
    env,
    request,
    emit: eachFindingOnce(listener<RunningEvent>(env.log, request.onEvent)) as NonNullable<R['onEvent']>,
    stats: { roundTrips: 0, restarts: 0, awayMs: 0 },
    asking: { ask: ask && remembering(ask), consent, dryRun },
    arrival: { at: Number.NEGATIVE_INFINITY },
    elapsed: () => env.clock.now() - started,
  };
}

function eachFindingOnce(emit: RunningListener): RunningListener {
  const said = new Set<string>();
  return (event) => {
    if (event.type !== 'findings') return emit(event);
    const findings = event.findings.filter((finding) => !said.has(keyOf(finding)));
    for (const finding of findings) said.add(keyOf(finding));
    emit({ ...event, findings });
  };
}

/** What a finding says. */
function keyOf({ level, text }: Finding): string {
  return `${level} ${messageTrace(text)}`;
}

/** How the configuration is read: when that is, and who hears of it. */
export function readingOf(work: RunContext): ReadBackupOptions {
  const onProperty = (done: number, total: number) => work.emit({ type: 'step', activity: 'backup', done, total });
  return { date: work.env.clock.date(), onProperty, signal: work.request.signal };
}
