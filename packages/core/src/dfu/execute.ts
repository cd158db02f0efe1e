// One command from DNLOAD to its result (AN3156 §5): DNLOAD buffers, the first GETSTATUS starts the work, the next one
// shows how it went. The STM32 ROM does not answer while it works, so asking again at once simply waits as long as needed.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import { type Request, requestDetails } from '../usb/link-failure.ts';
import type { DeviceTiming } from './device-timing.ts';
import { type DfuExchange, hasCode } from './exchange.ts';
import { outOfStep, statusFailure } from './failure.ts';
import type { DfuOperation } from './operations.ts';
import { type DfuStatusReply, dfuState, dfuStatus, stateName } from './status.ts';
import { agreedState } from './synchronise.ts';

/** Runs operations on one device. Throws FlasherError; a `retryable` one leaves the device to be synchronised. */
export type Execute = (operation: DfuOperation) => Promise<void>;

const shortestPollMs = 5;
/** Failed polls (stall, lost or damaged reply) before giving up on a busy device. */
const maxFailedPolls = 40;
/** Failed polls that are the link's fault: a link that must be reopened fails every time. */
const maxBrokenPolls = 3;

/** Polls of one operation that came to nothing. */
interface PollFailures {
  all: number;
  /** Of these: refused by the device, and the link's fault. */
  refusals: number;
  broken: number;
}

/** `blocks`: the device is known not to answer while it works, so that it need not be given time. */
export function createExecute(exchange: DfuExchange, clock: Clock, timing: DeviceTiming, blocks: boolean): Execute {
  // Some devices answer the result at once. But once a kind of command was seen to answer dfuDNBUSY, a first answer
  // without it means that the DNLOAD got lost or that the answer belongs to an earlier request.
  const answersBusy = new Set<DfuOperation['kind']>();

  const wait = async (operation: DfuOperation, pollTimeoutMs: number) => {
    await clock.sleep(Math.min(Math.max(pollTimeoutMs, shortestPollMs), operation.pollLimitMs));
  };

  const count = (failures: PollFailures, failure: FlasherError) => {
    const isRefusal = failure.code === 'stalled';
    if (failures.all === 0 && !(isRefusal && timing.refusesWhileBusy)) timing.note(failure);
    failures.all += 1;
    failures.refusals += isRefusal ? 1 : 0;
    failures.broken += failure.code === 'transfer-failed' ? 1 : 0;
  };

  /** After a lost reply the next one may be stale: only what is said twice counts. */
  const settled = async (operation: DfuOperation, reply: DfuStatusReply, failures: PollFailures) => {
    if (failures.all === 0) return reply;
    if (failures.refusals === failures.all) timing.refusedWhileBusy();
    return confirmed(exchange, reply, operation);
  };

  const patienceWith = ({ kind, limitMs, pollLimitMs }: DfuOperation) =>
    kind === 'erase' && timing.stallsInErase ? pollLimitMs : limitMs;

  const free = async (operation: DfuOperation) => {
    const reply = await freed(exchange, operation);
    timing.freed();
    return reply;
  };

  const poll = async (operation: DfuOperation, first: DfuStatusReply): Promise<DfuStatusReply> => {
    const start = clock.now();
    // Sectors of one size take equally long.
    const work = `${operation.kind} ${operation.pollLimitMs}`;
    // Far beyond the limit for one that answers: a worn chip on a host that gives up early is only known by this.
    const initialDelay = Math.min(timing.initialDelay(work), 2 * operation.limitMs);
    if (initialDelay > 0) await clock.sleep(initialDelay);
    const deadline = clock.now() + patienceWith(operation);
    let { pollTimeoutMs } = first;
    if (timing.cautious || !blocks) await wait(operation, pollTimeoutMs);
    const failures: PollFailures = { all: 0, refusals: 0, broken: 0 };
    for (;;) {
      const reply = await patientStatus(exchange, operation.replyMs);
      const late = clock.now() >= deadline;
      if (!(reply instanceof Error)) {
        if (reply.state !== dfuState.downloadBusy) return settled(operation, reply, failures);
        if (late) return free(operation);
        pollTimeoutMs = reply.pollTimeoutMs;
      } else {
        count(failures, reply);
        if (late || failures.all === maxFailedPolls || failures.broken === maxBrokenPolls) {
          if (operation.kind === 'erase') timing.outlasted(work, clock.now() - start);
          throw reply;
        }
      }
      await wait(operation, pollTimeoutMs);
    }
  };

  return async (operation) => {
    await explained(exchange, operation.what, () => exchange.download(operation.block, operation.data));
    const first = await exchange.status();
    const busy = first.state === dfuState.downloadBusy;
    if (busy) answersBusy.add(operation.kind);
    const reply = busy ? await poll(operation, first) : first;
    if (reply.status !== dfuStatus.ok) throw statusFailure(await confirmed(exchange, reply, operation), operation.what);
    if (reply.state !== dfuState.downloadIdle || (!busy && answersBusy.has(operation.kind)))
      throw outOfStep(operation.what, message('reply.state-ok', { state: stateName(reply.state) }));
    timing.succeeded();
  };
}

/**
 * Frees a device that says dfuDNBUSY beyond any time an erase can take: the first CLRSTATUS leads to dfuERROR, the second to
 * dfuIDLE, and the work is done (STM32H743 rev V). Reading back shows whether it is. Throws `timeout` if it stays stuck.
 */
async function freed(exchange: DfuExchange, operation: DfuOperation): Promise<DfuStatusReply> {
  if (operation.kind !== 'erase') throw stillBusy(operation);
  await exchange.clearStatus();
  await exchange.clearStatus();
  if ((await agreedState(exchange)) !== dfuState.idle) throw stillBusy(operation);
  return { status: dfuStatus.ok, state: dfuState.downloadIdle, pollTimeoutMs: 0 };
}

function stillBusy({ what, limitMs }: DfuOperation): FlasherError {
  return new FlasherError('timeout', message('dfu.still-busy', { request: what, ms: limitMs }), {
    details: { ...requestDetails(what), limitMs },
  });
}

/**
 * GETSTATUS of a busy device. A stall (STM32L4, clones), a time limit of the host system (Windows: 5 s) or a damaged reply
 * does not mean that it has stopped working: those return as a value. Throws what waiting does not mend.
 */
async function patientStatus(exchange: DfuExchange, timeoutMs: number): Promise<DfuStatusReply | FlasherError> {
  try {
    return await exchange.status(timeoutMs);
  } catch (error) {
    if (hasCode(error, 'stalled', 'timeout', 'transfer-failed', 'unexpected-reply')) return error;
    throw error;
  }
}

/** The same answer twice, or `unexpected-reply`. Harmless where it is used: in dfuDNLOAD-IDLE and dfuERROR. */
async function confirmed(
  exchange: DfuExchange,
  reply: DfuStatusReply,
  { what }: Pick<DfuOperation, 'what'>,
): Promise<DfuStatusReply> {
  const again = await exchange.status();
  if (again.state === reply.state && again.status === reply.status) return again;
  const states = { state: stateName(reply.state), later: stateName(again.state) };
  throw outOfStep(what, message('reply.states', states));
}

/** Runs a request; if the device stalls it, asks why and throws the reason (protection, a bad address) instead. */
export async function explained<T>(exchange: DfuExchange, what: Request, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!hasCode(error, 'stalled') || (await agreedState(exchange)) !== dfuState.error) throw error;
    throw statusFailure(await confirmed(exchange, await exchange.status(), { what }), what);
  }
}
