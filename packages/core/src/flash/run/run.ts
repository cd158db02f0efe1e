// Carries out a plan on a target: invalidate, rewrite and read back sector by sector, commit. Does a failed unit again, and never
// commits before every sector was read back since the last anomaly.

import { type Attempt, type Session, withRetry } from '../open/session.ts';
import type { Step } from '../plan/plan.ts';
import { commit, confirm } from './commit.ts';
import { type Job, type RewriteStep, type Run, rewriteOnce, zeroVectorsOnce } from './rewrite.ts';

type InvalidateStep = Extract<Step, { kind: 'invalidate' }>;

/** Resolves with the sectors that were written more than once, when every byte of the plan has been read back. */
export async function runPlan(session: Session, job: Job): Promise<readonly number[]> {
  const equal = job.plan.sectors.filter(({ action }) => action === 'skip');
  const verified = new Map(equal.map(({ sector }) => [sector.index, job.inspectedIn]));
  const run: Run = { ...job, session, verified, redone: new Set(), vectors: 'old' };
  for (const step of job.plan.steps) {
    if (step.kind === 'invalidate') await invalidate(run, step);
    else if (step.kind === 'rewrite') await rewrite(run, step);
    else await commit(run, step);
  }
  if (!job.plan.steps.some(({ kind }) => kind === 'commit')) await confirm(run);
  job.tracker.state = 'verified';
  return [...run.redone].sort((a, b) => a - b);
}

async function invalidate(run: Run, { sector, cost }: InvalidateStep): Promise<void> {
  const { session, tracker } = run;
  await run.beginSector(sector.index);
  if (run.before)
    tracker.uncertainty = { signs: [{ blocks: [run.before], state: 'untouched' }], otherwise: 'unbootable' };
  const { left } = session.meter;
  const once = async () => {
    session.meter.rewind(left);
    await zeroVectorsOnce(run, cost);
  };
  await withRetry(session, once, { sector: sector.index });
  tracker.state = 'unbootable';
  tracker.uncertainty = undefined;
}

/** Erases, programs, reads back; all of it again if any of it fails. */
async function rewrite(run: Run, step: RewriteStep): Promise<void> {
  const { session } = run;
  const { left } = session.meter;
  const once = async ({ number }: Attempt) => {
    session.meter.rewind(left);
    await rewriteOnce(run, step, number > 0);
  };
  await withRetry(session, once, { sector: step.sector.index });
}
