// From whatever state a device is in to dfuIDLE, without executing anything that a dead session left behind.
// DFU 1.1 §A.1 state diagram; the order of requests is the point: GETSTATUS executes a buffered command (AN3156 §5.2),
// so only GETSTATE may be asked before the state is known.

import type { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import type { DfuExchange } from './exchange.ts';
import { hasCode } from './exchange.ts';
import { deadEnd, getState, outOfStep, uselessDriver } from './failure.ts';
import { dfuLimits } from './requests.ts';
import { dfuState } from './status.ts';

/** How to get out of each state. `elsewhere`: no way to dfuIDLE without a bus reset or another mode. */
type Way = 'arrived' | 'clear' | 'abort' | 'poll' | 'elsewhere';

const ways: readonly Way[] = [
  /* appIDLE */ 'elsewhere',
  /* appDETACH */ 'elsewhere',
  /* dfuIDLE */ 'arrived',
  /* dfuDNLOAD-SYNC */ 'abort', // drops the buffer
  /* dfuDNBUSY */ 'poll',
  /* dfuDNLOAD-IDLE */ 'abort',
  /* dfuMANIFEST-SYNC */ 'abort',
  /* dfuMANIFEST */ 'elsewhere',
  /* dfuMANIFEST-WAIT-RESET */ 'elsewhere',
  /* dfuUPLOAD-IDLE */ 'abort',
  /* dfuERROR */ 'clear',
];

const maxRounds = 8;
const maxReads = 8;
const maxStalls = 3;
const maxTimeouts = 3;
/** Requests without data that changed nothing before the driver is blamed. */
const maxInVain = 3;

/**
 * The state two GETSTATE in a row agree on, so that one stale or damaged reply cannot mislead. Falls back to GETSTATUS
 * for a device that stalls GETSTATE every time. Throws what the link failed with, `unexpected-reply` if nothing agrees.
 */
export async function agreedState(exchange: DfuExchange): Promise<number> {
  let previous: number | undefined;
  let stalls = 0;
  let timeouts = 0;
  for (let reads = 0; reads < maxReads; reads += 1) {
    try {
      const state = await exchange.state();
      if (state === previous) return state;
      previous = state;
    } catch (error) {
      if (!hasCode(error, 'stalled', 'unexpected-reply', 'timeout', 'transfer-failed')) throw error;
      previous = undefined;
      stalls += error.code === 'stalled' ? 1 : 0;
      timeouts += error.code === 'timeout' ? 1 : 0;
      if (stalls === maxStalls) return (await exchange.status()).state;
      if (timeouts === maxTimeouts || reads === maxReads - 1) throw error;
    }
  }
  throw outOfStep(getState, message('reply.unsteady'));
}

/**
 * Brings the device to dfuIDLE, both sides in step: at least one request without data is made on the way (an ABORT is
 * legal in dfuIDLE, too), which takes a reply that was not fetched out of the endpoint. Throws `driver-missing` if such
 * requests have no effect, `unexpected-reply` if the device is in a mode without a way back, and what the link failed
 * with.
 */
export async function synchronise(exchange: DfuExchange, clock: Clock): Promise<void> {
  let inVain = 0;
  let flushed = false;
  let tried: { readonly state: number; readonly way: Way } | undefined;
  for (let round = 0; round < maxRounds; round += 1) {
    const state = await agreedState(exchange);
    const way = wayOut(state, tried);
    if (way === 'arrived' && flushed) return;
    if (way === 'elsewhere') throw deadEnd(state);
    inVain = tried?.state === state && tried.way !== 'poll' ? inVain + 1 : 0;
    if (inVain === maxInVain) throw uselessDriver(state);
    const refused = await leave(way, exchange, clock);
    flushed ||= way === 'arrived' || (way !== 'poll' && refused === undefined);
    // A request the device itself refused says nothing about the driver.
    tried = refused === undefined || refused.code === 'transfer-failed' ? { state, way } : undefined;
  }
  throw outOfStep(getState, message('reply.never-idle'));
}

/** The table's way, but a device that outlasts the longest erase in dfuDNBUSY is stuck: CLRSTATUS frees it (STM32H743). */
function wayOut(state: number, tried: { readonly state: number; readonly way: Way } | undefined): Way {
  const stuck = state === dfuState.downloadBusy && tried?.state === state;
  return stuck ? 'clear' : (ways[state] ?? 'elsewhere');
}

/** One step out of a state; returns what went wrong, since the next GETSTATE shows the result. */
async function leave(way: Way, exchange: DfuExchange, clock: Clock): Promise<FlasherError | undefined> {
  try {
    if (way === 'clear') await exchange.clearStatus();
    else if (way === 'abort' || way === 'arrived') await exchange.abort();
    else await outwait(exchange, clock);
    return undefined;
  } catch (error) {
    if (hasCode(error, 'stalled', 'unexpected-reply', 'timeout', 'transfer-failed')) return error;
    throw error;
  }
}

/** Polls a busy device until it is not, for as long as an erase may take. In dfuDNBUSY a GETSTATUS starts nothing. */
async function outwait(exchange: DfuExchange, clock: Clock): Promise<void> {
  const deadline = clock.now() + dfuLimits.erase;
  while (clock.now() < deadline) {
    const { state, pollTimeoutMs } = await exchange.status(dfuLimits.erase);
    if (state !== dfuState.downloadBusy) return;
    await clock.sleep(Math.min(Math.max(pollTimeoutMs, 10), 500));
  }
}
