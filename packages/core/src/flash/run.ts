// Carries out a plan on a target: disarm, rewrite and read back sector by sector, arm. Does a failed unit again, and never
// arms before every sector was read back since the last anomaly.

import { type Block, hex32, isErased } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import type { Knowledge } from './board-state.ts';
import type { SectorProgress } from './events.ts';
import type { Task } from './meter.ts';
import { bytesIn, type FlashPlan, type Step, type StepCost } from './plan.ts';
import { compareBlocks, readMs, targetOptions } from './reading.ts';
import { checkAborted, epochOf, persist, type Session } from './session.ts';
import type { Mismatch } from './target.ts';
import { disarmingBlocks, holdsVectors, zeroVectors } from './vectors.ts';

/** The sector with the vectors. */
const vectorSector = 0;

type DisarmStep = Extract<Step, { kind: 'disarm' }>;
type RewriteStep = Extract<Step, { kind: 'rewrite' }>;
type ArmStep = Extract<Step, { kind: 'arm' }>;

/** What a run works on beside the session. */
export interface Job {
  readonly plan: FlashPlan;
  readonly knowledge: Knowledge;
  /** The epoch in which the snapshot was begun: equal sectors count as read back then. */
  readonly inspectedIn: number;
  /** What is now where the first change will be made; tells later whether it was made. */
  readonly before: Block | undefined;
  /** Called before a sector is changed; resolves when the journal knows. */
  readonly beginSector: (index: number) => Promise<void>;
}

/**
 * `old`: what was there before · `spent`: zeros, to be erased before they can be programmed · `blank` · `armed`: programmed,
 * or perhaps programmed, or wrongly.
 */
type Vectors = 'old' | 'spent' | 'blank' | 'armed';

interface Run extends Job {
  readonly session: Session;
  /** By sector number: the epoch in which it was last read back whole and right. */
  readonly verified: Map<number, number>;
  readonly redone: Set<number>;
  vectors: Vectors;
}

/** How often everything is read back again before the wire is given up; a pass counts only without any anomaly. */
const passes = 5;

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
  if (run.before) knowledge.doubt = { block: run.before, there: 'untouched', notThere: 'disarmed' };
  await persist(session, ({ number }) => zeroVectorsOnce(run, cost, number > 0), sector.index);
  knowledge.state = 'disarmed';
  knowledge.doubt = undefined;
}

/** Until the zeros have been read back nothing else may be touched: a board that still starts must be whole. */
async function zeroVectorsOnce(run: Run, cost: StepCost, again: boolean): Promise<void> {
  if (again) run.session.meter.again(cost.write + cost.verify);
  progress(run, vectorSector, 'disarming');
  await program(run.session, disarmingBlocks, { sector: vectorSector, ms: cost.write });
  await mustRead(run.session, [zeroVectors], vectorSector);
  run.vectors = 'spent';
}

/** Erases, programs, reads back; all of it again if any of it fails. */
async function rewrite(run: Run, step: RewriteStep): Promise<void> {
  const { knowledge } = run;
  if (knowledge.state === 'untouched' && run.before)
    knowledge.doubt = { block: run.before, there: 'untouched', notThere: 'partly-written' };
  knowledge.state = 'partly-written';
  await persist(run.session, ({ number }) => rewriteOnce(run, step, number > 0), step.sector.index);
  knowledge.doubt = undefined;
}

async function rewriteOnce(run: Run, step: RewriteStep, again: boolean): Promise<void> {
  const { session } = run;
  const { sector, blocks, expected, cost } = step;
  const { index } = sector;
  await run.beginSector(index);
  if (again) {
    announceRedo(run, step);
    // Vectors that may start something must not outlive the erase of anything.
    if (run.vectors === 'armed' || (holdsVectors(sector) && run.vectors !== 'spent')) await disarmAgain(run);
  }
  if (step.erase || again) await eraseAndProgram(run, step);
  else {
    progress(run, index, 'writing');
    await program(session, blocks, { sector: index, ms: cost.write });
  }
  if (expected.length === 0) return;
  const epoch = epochOf(session);
  progress(run, index, 'verifying');
  await mustRead(session, expected, index);
  run.verified.set(index, epoch);
  progress(run, index, 'verified');
}

function announceRedo(run: Run, { sector, cost }: RewriteStep): void {
  run.redone.add(sector.index);
  run.verified.delete(sector.index);
  run.session.meter.again(cost.erase + cost.write + cost.verify);
  progress(run, sector.index, 'redoing');
}

async function disarmAgain(run: Run): Promise<void> {
  const step = run.plan.steps.find(({ kind }) => kind === 'disarm');
  if (step?.kind !== 'disarm') return;
  await zeroVectorsOnce(run, step.cost, true);
  run.knowledge.doubt = undefined;
}

async function eraseAndProgram(run: Run, { sector, blocks, cost }: RewriteStep): Promise<void> {
  const { index } = sector;
  const { session } = run;
  const tasks: Task[] = [
    { phase: 'erase', sector: index, ms: cost.erase, bytes: 0 },
    { phase: 'write', sector: index, ms: cost.write, bytes: bytesIn(blocks) },
  ];
  progress(run, index, 'erasing');
  let writing = false;
  await session.meter.track(blocks.length > 0 ? tasks : tasks.slice(0, 1), (count) => {
    const onBytes = (bytes: number) => {
      count(bytes);
      if (!writing) progress(run, index, 'writing');
      writing = true;
    };
    return session.target.rewrite(sector, blocks, targetOptions(session, onBytes));
  });
  if (holdsVectors(sector)) run.vectors = 'blank';
}

/** The last thing of all. A stop that comes from here on comes too late: the board is whole in a few milliseconds. */
async function arm(run: Run, step: ArmStep): Promise<void> {
  const { session, knowledge } = run;
  const { signal: _, ...unstoppable } = session;
  const erased = isErased(step.block.data);
  await persist(
    session,
    async ({ number, cause }) => {
      if (number > 0) session.meter.again(step.cost.write + step.cost.verify);
      await makeReady(run, step, cause?.code === 'verify-failed');
      knowledge.doubt = { block: step.block, there: 'written', notThere: 'partly-written' };
      if (!erased) run.vectors = 'armed';
      await program(unstoppable, erased ? [] : [step.block], { sector: vectorSector, ms: step.cost.write });
      await mustRead(unstoppable, [step.block], vectorSector);
    },
    vectorSector,
  );
  knowledge.doubt = undefined;
}

/** Every sector read back since the last anomaly, and the vectors' place fit to be programmed. `wrong`: it is not. */
async function makeReady(run: Run, { sector }: ArmStep, wrong: boolean): Promise<void> {
  const body = lastRewrite(run, sector.index);
  if (wrong && body) await rewriteOnce(run, body, true);
  do {
    if (run.vectors === 'spent' && body) await rewriteOnce(run, body, true);
    await confirm(run);
  } while (run.vectors === 'spent');
  checkAborted(run.session);
}

/** Reads back whatever was not read back since the last anomaly, until there is nothing of it left. */
async function confirm(run: Run): Promise<void> {
  for (let pass = 0; pass < passes; pass++) {
    const epoch = epochOf(run.session);
    const doubtful = run.plan.sectors.filter(({ sector }) => expectedOf(run, sector.index).length > 0);
    const open = doubtful.filter(({ sector }) => run.verified.get(sector.index) !== epoch);
    if (open.length === 0) return;
    const text = `The wire failed meanwhile: ${open.length} sectors are read back again.`;
    run.session.emit({ type: 'note', code: 'verify-again', text });
    for (const { sector } of open) await confirmSector(run, sector.index);
  }
  throw new FlasherError('transfer-failed', 'The wire fails too often to read everything back once without a failure.');
}

async function confirmSector(run: Run, index: number): Promise<void> {
  const { session } = run;
  const step = lastRewrite(run, index);
  await persist(
    session,
    async ({ cause }) => {
      if (cause?.code === 'verify-failed' && step) return rewriteOnce(run, step, true);
      const epoch = epochOf(session);
      const expected = expectedOf(run, index);
      session.meter.again(expected.reduce((ms, { data }) => ms + readMs(session, data.length), 0));
      progress(run, index, 'verifying');
      await mustRead(session, expected, index);
      run.verified.set(index, epoch);
      progress(run, index, 'verified');
    },
    index,
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

/** Programs without erasing, as one announced piece of work. */
async function program(
  session: Session,
  blocks: readonly Block[],
  { sector, ms }: { readonly sector: number; readonly ms: number },
): Promise<void> {
  const task: Task = { phase: 'write', sector, ms, bytes: bytesIn(blocks) };
  await session.meter.track([task], async (count) => {
    for (const block of blocks) await session.target.program(block, targetOptions(session, count));
  });
}

/** Throws `verify-failed`, which {@link persist} answers with another try. */
async function mustRead(session: Session, expected: readonly Block[], sector: number): Promise<void> {
  const mismatch = await compareBlocks(session, expected, { phase: 'verify', sector });
  if (mismatch) throw verifyFailed(mismatch, sector);
}

function verifyFailed({ address, expected, found }: Mismatch, sector: number): FlasherError {
  const [wanted, got] = [expected, found].map((byte) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  const text = `At ${hex32(address)} (sector ${sector}) ${got} was read back instead of ${wanted}. Write-protected sectors ignore what is written without a word.`;
  return new FlasherError('verify-failed', text, { details: { address: hex32(address), sector, expected, found } });
}

function progress(run: Run, sector: number, what: SectorProgress): void {
  run.knowledge.sectors.set(sector, what);
  run.session.emit({ type: 'sector', sector, progress: what });
}
