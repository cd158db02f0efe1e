// The end of a run: everything read back since the last anomaly, and only then the eight bytes that make the board start.

import { stopIfAborted } from '../../abort.ts';
import { type Block, isErased } from '../../bytes.ts';
import { FlasherError, isFlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { retryPolicy } from '../../retry.ts';
import { epochOf, type Session, withRetry } from '../open/session.ts';
import type { Step } from '../plan/plan.ts';
import { compareMs } from '../reading.ts';
import {
  invalidateAgain,
  mustRead,
  program,
  progress,
  type RewriteStep,
  type Run,
  rewriteFinished,
  vectorSector,
} from './rewrite.ts';

type CommitStep = Extract<Step, { kind: 'commit' }>;

/** How often everything is read back again before the connection is given up; a pass counts only without any anomaly. */
const maxPasses = retryPolicy('confirm-written').attempts;

/** The last thing of all. A stop that comes from here on comes too late: the board is whole in a few milliseconds. */
export async function commit(run: Run, step: CommitStep): Promise<void> {
  const { session, tracker } = run;
  const { signal: _, ...unstoppable } = session;
  const erased = isErased(step.block.data);
  const { left } = session.meter;
  await withRetry(
    session,
    async () => {
      session.meter.rewind(left);
      await makeReady(run, step);
      tracker.uncertainty = { signs: [{ blocks: [step.block], state: 'written' }], otherwise: 'partly-written' };
      if (!erased) run.vectors = 'committed';
      await program(unstoppable, erased ? [] : [step.block], { sector: vectorSector, ms: step.cost.write });
      await readBackCommitted(run, unstoppable, step);
    },
    { sector: vectorSector },
  );
  tracker.uncertainty = undefined;
}

/** What reads back wrong may start something: it is destroyed at once, before a stop counts. */
async function readBackCommitted(run: Run, unstoppable: Session, { block }: CommitStep): Promise<void> {
  try {
    await mustRead(unstoppable, [block], vectorSector);
  } catch (error) {
    if (isFlasherError(error) && error.code === 'verify-failed') {
      await invalidateAgain({ ...run, session: unstoppable });
      run.vectors = 'spent';
    }
    throw error;
  }
}

/** Every sector read back since the last anomaly, and the vectors' place fit to be programmed. */
async function makeReady(run: Run, { sector }: CommitStep): Promise<void> {
  const body = lastRewrite(run, sector.index);
  do {
    if (run.vectors === 'spent' && body) await rewriteFinished(run, body);
    await confirm(run);
  } while (run.vectors === 'spent');
  stopIfAborted(run.session.signal);
}

/** Reads back whatever was not read back since the last anomaly, until there is nothing of it left. */
export async function confirm(run: Run): Promise<void> {
  for (let pass = 0; pass < maxPasses; pass++) {
    const epoch = epochOf(run.session);
    const doubtful = run.plan.sectors.filter(({ sector }) => expectedOf(run, sector.index).length > 0);
    const open = doubtful.filter(({ sector }) => run.verified.get(sector.index) !== epoch);
    if (open.length === 0) return;
    const text = message('flash.verify-again', { sectors: open.length });
    run.session.emit({ type: 'note', code: 'verify-again', text });
    for (const { sector } of open) await confirmSector(run, sector.index);
  }
  throw new FlasherError('transfer-failed', message('flash.unverifiable'));
}

async function confirmSector(run: Run, index: number): Promise<void> {
  const { session } = run;
  const step = lastRewrite(run, index);
  const { left } = session.meter;
  await withRetry(
    session,
    async ({ cause }) => {
      session.meter.rewind(left);
      if (cause?.code === 'verify-failed' && step) return rewriteFinished(run, step);
      const epoch = epochOf(session);
      const expected = expectedOf(run, index);
      session.meter.again(expected.reduce((ms, { data }) => ms + compareMs(session, data.length), 0));
      progress(run, index, 'verifying');
      await mustRead(session, expected, index);
      run.verified.set(index, epoch);
      progress(run, index, 'verified');
    },
    { sector: index },
  );
}

/** The step that finished a sector; none for one that was equal. */
function lastRewrite(run: Run, index: number): RewriteStep | undefined {
  return run.plan.steps.findLast((step): step is RewriteStep => step.kind === 'rewrite' && step.sector.index === index);
}

/** What must be read back of a sector, but for the vectors, which are a step of their own. */
function expectedOf(run: Run, index: number): readonly Block[] {
  const equal = run.plan.sectors.find(({ sector, action }) => sector.index === index && action === 'skip');
  return equal?.expected ?? lastRewrite(run, index)?.expected ?? [];
}
