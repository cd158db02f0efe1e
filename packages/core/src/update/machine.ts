// The stages of an update in their order, and what is done at its beginning and its end. What is done with a running board comes
// from outside: see running-stages.ts.

import { toFlasherError } from '../abort.ts';
import { refuseStops } from '../ask/findings.ts';
import { isFlasherError } from '../errors.ts';
import { checkImage } from '../flash/preflight/preflight-image.ts';
import { type Exclusion, exclusion, onlooker } from '../records/exclusion.ts';
import { createContext, type RunContext } from '../running/context/context.ts';
import type { FollowedBoard } from '../running/context/followed-board.ts';
import { type Approach, approachOf } from './approach.ts';
import { beginUpdate, type RunningStages, type Update, type UpdateParts } from './context.ts';
import { failed } from './failed.ts';
import { type Offer, offering } from './other-connection.ts';
import { closeRecord } from './records/records.ts';
import { reportOf, type StageTime, type UpdateReport } from './report.ts';
import type { UpdateEnv, UpdateRequest } from './request.ts';
import { bootOldFirmware, inspectDfu } from './stages/inspect-dfu.ts';
import type { EndedUpdate, Next, StageInputs, Underway } from './stages/stage-inputs.ts';
import { start } from './stages/start.ts';
import { write } from './stages/write.ts';

/** What is done in each stage with what it is given; it says where it goes from there, and with what. */
const steps: { readonly [S in Underway['stage']]: (update: Update, given: StageInputs[S]) => Promise<Next> } = {
  'inspect-running': async (update, given) => (await update.running()).inspectRunning(update, given),
  'disable-startup': async (update, given) => (await update.running()).disableStartup(update, given),
  'enter-dfu': async (update, given) => (await update.running()).enterDfu(update, given),
  'inspect-dfu': inspectDfu,
  'boot-old-firmware': bootOldFirmware,
  write,
  start,
  restore: async (update, given) => (await update.running()).restore(update, given),
};

/** An update whose part for running boards comes when it is needed: always before the first change that depends on it. */
export async function updateWith(parts: UpdateParts, env: UpdateEnv, request: UpdateRequest): Promise<UpdateReport> {
  const loaded = once(parts);
  const offer = offering(env, request);
  const { findMs = offeredMs } = request;
  // No wait for a cable where there is an alternative to offer.
  const isOffered = await offer.isThere().catch(() => false);
  const asked = { ...request, ask: offer.ask ?? request.ask };
  const first = isOffered ? { ...asked, findMs: Math.min(findMs, offeredMs) } : asked;
  try {
    return await updateBy(loaded, env, first, offer.meet);
  } catch (thrown) {
    const wanted = isFlasherError(thrown) ? await offer.after(thrown) : undefined;
    if (!wanted) throw thrown;
    const { target, selection } = wanted;
    return await updateBy(loaded, { ...env, target }, { ...request, selection }).catch((failure: unknown) => {
      if (!isFlasherError(failure)) throw failure;
      throw failure.with({ details: { ...failure.details, via: target.kind } });
    });
  }
}

type LoadedParts = Pick<Update, keyof UpdateParts>;

/** What did not come may come at the next call. */
function once({ running, readImage }: UpdateParts): LoadedParts {
  let loaded: RunningStages | undefined;
  return {
    running: async () => {
      loaded ??= await running();
      return loaded;
    },
    readImage,
  };
}

/** How long a board is looked for on the bus before another connection is offered, in ms. */
const offeredMs = 2_000;

async function updateBy(
  parts: LoadedParts,
  env: UpdateEnv,
  request: UpdateRequest,
  onBoard?: Offer['meet'],
): Promise<UpdateReport> {
  const work = createContext(env, request);
  refuseImage(work);
  await using alone = exclusion(env.vault);
  const approach = approachOf(env);
  await using board = await find({ ...work, env }, approach, request.dryRun ? onlooker(env.vault) : alone);
  onBoard?.(board.device);
  const update = beginUpdate({ ...work, env, board, approach, ...parts });
  const times: StageTime[] = [];
  let at: Underway =
    board.foundIn === 'rom'
      ? { stage: 'inspect-dfu', given: { oldBooted: false } }
      : { stage: 'inspect-running', given: { startupWrites: 0 } };
  try {
    for (;;) {
      const next: Next = await timed(update, at, times);
      if (next.stage === 'end') return await finished(update, next.given, times);
      at = next;
    }
  } catch (thrown) {
    throw await failed(update, at, toFlasherError(thrown, request.signal));
  }
}

/** An invalid file is refused before a board is looked for. */
function refuseImage({ request, emit }: RunContext<UpdateRequest>): void {
  if (!('image' in request.firmware)) return;
  const findings = checkImage(request.firmware.image);
  if (findings.some(({ level }) => level === 'stop')) emit({ type: 'findings', findings });
  refuseStops(findings);
}

async function find(
  work: Parameters<Approach['find']>[0],
  approach: Approach,
  alone: Exclusion,
): Promise<FollowedBoard> {
  const { request, emit } = work;
  try {
    emit({ type: 'stage', stage: 'find' });
    return await approach.find(work, alone);
  } catch (thrown) {
    throw toFlasherError(thrown, request.signal);
  }
}

async function timed<S extends Underway['stage']>(
  update: Update,
  { stage, given }: Next<S>,
  times: StageTime[],
): Promise<Next> {
  const { emit, request } = update;
  if (request.signal?.aborted) throw request.signal.reason;
  const began = update.elapsed();
  emit({ type: 'stage', stage });
  const next = await steps[stage](update, given);
  times.push({ stage, ms: update.elapsed() - began });
  return next;
}

/** The records have done their work; what cannot be put back would not be put back by another run either. */
async function finished(update: Update, end: EndedUpdate, times: readonly StageTime[]): Promise<UpdateReport> {
  if (!update.request.dryRun) {
    await closeRecord(update);
    if (end.after) return reportOf(update, end, times, await (await update.running()).judge(update, end));
  }
  return reportOf(update, end, times);
}
