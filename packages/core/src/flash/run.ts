// Carries out a plan on a target: disarm, rewrite and read back sector by sector, arm. Does a failed unit again, and never
// arms before every sector was read back since the last anomaly.

import { arm, confirm } from './arm.ts';
import type { Step } from './plan.ts';
import { type Job, type RewriteStep, type Run, rewriteOnce, zeroVectorsOnce } from './rewrite.ts';
import { persist, type Session } from './session.ts';

type DisarmStep = Extract<Step, { kind: 'disarm' }>;

/** Resolves with the sectors that were written more than once, when every byte of the plan has been read back. */
export async function runPlan(session: Session, job: Job): Promise<readonly number[]> {
  const equal = job.plan.sectors.filter(({ action }) => action === 'skip');
  const verified = new Map(equal.map(({ sector }) => [sector.index, job.inspectedIn]));
  const run: Run = { ...job, session, verified, redone: new Set(), vectors: 'old' };
  for (const step of job.plan.steps) {
    if (step.kind === 'disarm') await disarm(run, step);
    else if (step.kind === 'rewrite') await rewrite(run, step);
    else await arm(run, step);
  }
  if (!job.plan.steps.some(({ kind }) => kind === 'arm')) await confirm(run);
  job.knowledge.state = 'verified';
  return [...run.redone].sort((a, b) => a - b);
}

async function disarm(run: Run, { sector, cost }: DisarmStep): Promise<void> {
  const { session, knowledge } = run;
  await run.beginSector(sector.index);
  if (run.before) knowledge.doubt = { signs: [{ blocks: [run.before], state: 'untouched' }], otherwise: 'disarmed' };
  await persist(session, ({ number }) => zeroVectorsOnce(run, cost, number > 0), sector.index);
  knowledge.state = 'disarmed';
  knowledge.doubt = undefined;
}

/** Erases, programs, reads back; all of it again if any of it fails. */
async function rewrite(run: Run, step: RewriteStep): Promise<void> {
  await persist(run.session, ({ number }) => rewriteOnce(run, step, number > 0), step.sector.index);
}
