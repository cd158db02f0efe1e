// One opened board during one run: the connection with its second chances. Everything that may fail and be tried again goes
// through here, so there is one place that knows how often, and one that counts what the failure made doubtful.

import { stopIfAborted, toFlasherError } from '../../abort.ts';
import type { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { Clock } from '../../ports.ts';
import { retry } from '../../retry.ts';
import type { Target } from '../../target/target.ts';
import type { EventListener } from '../events.ts';
import type { Recovery } from '../report.ts';
import type { Meter } from './meter.ts';

export interface Session {
  readonly target: Target;
  readonly clock: Clock;
  readonly meter: Meter;
  /** Never throws. */
  readonly emit: EventListener;
  readonly signal?: AbortSignal | undefined;
  /** What the run survived so far. */
  readonly recoveries: Recovery[];
  /** When the trouble began that nothing has succeeded since, by the clock. */
  readonly failing: { since: number | undefined };
}

/**
 * Grows with everything that goes wrong. What was read back in an earlier epoch does not count as verified: a request
 * that was misdirected, or a board that was without power meanwhile, may have changed it.
 */
export function epochOf(session: Session): number {
  const repaired = Object.values(session.target.anomalies).reduce((sum, count) => sum + count, 0);
  return session.recoveries.length + repaired;
}

/** How often a run may fail in all; a board that fails more often than this does not get better by patience. */
const retryBudget = 12;

/** How long a run tries without a single success, in ms: a person would rather look at the board. */
const troubleLimitMs = 45_000;

/** How long the board may be away before a person is asked to look. */
const patienceMs = 3000;

/** What an operation knows of its own history. */
export interface Attempt {
  /** 0 the first time. */
  readonly number: number;
  /** Why it is done again. */
  readonly cause: FlasherError | undefined;
}

/** What is known of an operation beside what it does. */
export interface Persistence {
  /** The sector in hand, for the report. */
  readonly sector?: number | undefined;
  /** False from the moment on that it must not be done again. */
  readonly mayRepeat?: (() => boolean) | undefined;
}

/**
 * Does `operation`, and again after putting right what failed, up to the policy `flash-step` allows times, as long as the run has
 * second chances left. Throws the last error.
 */
export async function withRetry<T>(
  session: Session,
  operation: (attempt: Attempt) => Promise<T>,
  { sector, mayRepeat = () => true }: Persistence = {},
): Promise<T> {
  let cause: FlasherError | undefined;
  const once = async (attempt: number) => {
    const number = attempt - 1;
    try {
      if (cause) await recover(session, cause, { attempt: number, sector });
      stopIfAborted(session.signal);
      const result = await operation({ number, cause });
      session.failing.since = undefined;
      return result;
    } catch (thrown) {
      cause = toFlasherError(thrown, session.signal);
      throw cause;
    }
  };
  const onFailure = (error: unknown, _: number, isLast: boolean) => {
    if (!isLast && !(mayRepeat() && hasRetriesLeft(session))) throw error;
  };
  return retry('flash-step', once, { clock: session.clock, onFailure });
}

function hasRetriesLeft({ recoveries, failing, clock }: Session): boolean {
  const now = clock.now();
  failing.since ??= now;
  return recoveries.length < retryBudget && now - failing.since < troubleLimitMs;
}

/** Restores the connection after `cause`, or slows the programming down. Nothing verified before counts afterwards. */
async function recover(
  session: Session,
  cause: FlasherError,
  { attempt, sector }: { readonly attempt: number; readonly sector?: number | undefined },
): Promise<void> {
  session.recoveries.push({ code: cause.code, text: cause.text, sector });
  session.emit({ type: 'recovering', code: cause.code, text: cause.text, attempt });
  if (cause.code === 'verify-failed') await slowDown(session);
  else await reconnect(session, cause);
  session.emit({ type: 'recovered' });
}

/** Words are only programmed reliably above 2.7 V (RM0090 §3.6.2): what reads back wrong is tried in bytes. */
async function slowDown(session: Session): Promise<void> {
  if (session.target.width === 8) return;
  const width = await session.target.parallelism(8);
  session.emit({ type: 'note', code: 'narrow', text: message('flash.narrower-after-mismatch', { width }) });
}

async function reconnect(session: Session, cause: FlasherError): Promise<void> {
  const over = new AbortController();
  const asking = askForHelp(session, over.signal);
  try {
    await session.target.recover(cause, session.signal && { signal: session.signal });
  } finally {
    over.abort();
    await asking;
  }
}

async function askForHelp(session: Session, over: AbortSignal): Promise<void> {
  try {
    await session.clock.sleep(patienceMs, over);
  } catch {
    return;
  }
  session.emit({ type: 'human', ...session.target.steps.bringBack });
}
