// One sector, or the vectors, as one attempt: erased, programmed, read back. Throws what failed; the caller tries again.

import { type Block, hex32 } from '../../bytes.ts';
import { type BoardState, FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { Mismatch } from '../../target/target.ts';
import type { SectorProgress } from '../events.ts';
import type { BoardStateTracker, Doubt } from '../open/board-state.ts';
import type { Task } from '../open/meter.ts';
import { epochOf, type Session } from '../open/session.ts';
import { bytesIn, type FlashPlan, type Step, type StepCost } from '../plan/plan.ts';
import { compareBlocks, targetOptions } from '../reading.ts';
import { holdsVectors, invalidatingBlocks, zeroVectors } from './vectors.ts';

/** The sector with the vectors. */
export const vectorSector = 0;

export type RewriteStep = Extract<Step, { kind: 'rewrite' }>;

/** What a run works on beside the session. */
export interface Job {
  readonly plan: FlashPlan;
  readonly tracker: BoardStateTracker;
  /** The epoch in which the snapshot was begun: equal sectors count as read back then. */
  readonly inspectedIn: number;
  /** What is now where the first change will be made; shows later whether it was made. */
  readonly before: Block | undefined;
  /** Called before a sector is changed; resolves when the journal knows. */
  readonly beginSector: (index: number) => Promise<void>;
}

/**
 * `old`: what was there before · `spent`: zeros, to be erased before they can be programmed · `blank` · `committed`: programmed,
 * or perhaps programmed, or wrongly.
 */
type Vectors = 'old' | 'spent' | 'blank' | 'committed';

export interface Run extends Job {
  readonly session: Session;
  /** By sector number: the epoch in which it was last read back whole and right. */
  readonly verified: Map<number, number>;
  readonly redone: Set<number>;
  vectors: Vectors;
}

/** Until the zeros have been read back nothing else may be touched: a board that still starts must be whole. */
export async function zeroVectorsOnce(run: Run, cost: StepCost): Promise<void> {
  progress(run, vectorSector, 'invalidating');
  await program(run.session, invalidatingBlocks, { sector: vectorSector, ms: cost.write });
  await mustRead(run.session, [zeroVectors], vectorSector);
  run.vectors = 'spent';
}

/** A sector that was finished is rewritten again, beyond what was announced. */
export async function rewriteFinished(run: Run, step: RewriteStep): Promise<void> {
  const { erase, write, verify } = step.cost;
  run.session.meter.again(erase + write + verify);
  await rewriteOnce(run, step, true);
}

/** `again`: from the erase on, whatever an earlier attempt has left. */
export async function rewriteOnce(run: Run, step: RewriteStep, again: boolean): Promise<void> {
  const { session } = run;
  const { sector, blocks, expected, cost } = step;
  const { index } = sector;
  await run.beginSector(index);
  if (again) {
    announceRedo(run, step);
    // Vectors that may start something must not outlive the erase of anything.
    if (run.vectors === 'committed' || (holdsVectors(sector) && run.vectors !== 'spent')) await invalidateAgain(run);
  }
  aboutToChange(run, step);
  if (step.erase || again) await eraseAndProgram(run, step);
  else {
    progress(run, index, 'writing');
    await program(session, blocks, { sector: index, ms: cost.write });
  }
  if (expected.length > 0) {
    const epoch = epochOf(session);
    progress(run, index, 'verifying');
    await mustRead(session, expected, index);
    run.verified.set(index, epoch);
    progress(run, index, 'verified');
  }
  changed(run, isLastOpen(run, index) ? 'written' : 'partly-written');
}

/** Without a vector table to invalidate the first rewrite is the first change, and without one to commit the last is the last. */
function aboutToChange(run: Run, { sector, expected }: RewriteStep): void {
  const { tracker, before } = run;
  const isFirst = tracker.state === 'untouched' && before !== undefined;
  const signs: Doubt['signs'] = [
    ...(isFirst ? [{ blocks: [before], state: 'untouched' } as const] : []),
    ...(isLastOpen(run, sector.index) ? [{ blocks: expected, state: 'written' } as const] : []),
  ];
  tracker.uncertainty = { signs, otherwise: 'partly-written' };
}

function changed({ tracker }: Run, state: BoardState): void {
  tracker.state = state;
  tracker.uncertainty = undefined;
}

/** True if everything but this sector was read back, and no vectors are to follow. */
function isLastOpen({ plan, verified }: Run, index: number): boolean {
  const others = plan.sectors.filter(({ sector, action }) => action !== 'keep' && sector.index !== index);
  return !plan.coversVectors && others.every(({ sector }) => verified.has(sector.index));
}

function announceRedo(run: Run, { sector }: RewriteStep): void {
  run.redone.add(sector.index);
  progress(run, sector.index, 'redoing');
}

/** Zeros over whatever the vectors have become. */
export async function invalidateAgain(run: Run): Promise<void> {
  const step = run.plan.steps.find(({ kind }) => kind === 'invalidate');
  if (step?.kind !== 'invalidate') return;
  run.session.meter.again(step.cost.write + step.cost.verify);
  await zeroVectorsOnce(run, step.cost);
  changed(run, 'partly-written');
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
  await session.meter.track(tasks, (count) => {
    const onBytes = (bytes: number) => {
      count(bytes);
      if (!writing) progress(run, index, 'writing');
      writing = true;
    };
    return session.target.rewrite(sector, blocks, targetOptions(session, onBytes));
  });
  if (holdsVectors(sector)) run.vectors = 'blank';
}

/** Programs without erasing, as one announced piece of work. */
export async function program(
  session: Session,
  blocks: readonly Block[],
  { sector, ms }: { readonly sector: number; readonly ms: number },
): Promise<void> {
  const task: Task = { phase: 'write', sector, ms, bytes: bytesIn(blocks) };
  await session.meter.track([task], async (count) => {
    for (const block of blocks) await session.target.program(block, targetOptions(session, count));
  });
}

/** Throws `verify-failed`, which {@link withRetry} answers with another try. */
export async function mustRead(session: Session, expected: readonly Block[], sector: number): Promise<void> {
  const mismatch = await compareBlocks(session, expected, { phase: 'verify', sector });
  if (mismatch) throw verifyFailed(mismatch, sector);
}

function verifyFailed({ address, expected, found }: Mismatch, sector: number): FlasherError {
  const text = message('flash.mismatch', { address, sector, expected, found });
  return new FlasherError('verify-failed', text, { details: { address: hex32(address), sector, expected, found } });
}

export function progress(run: Run, sector: number, what: SectorProgress): void {
  run.tracker.sectors.set(sector, what);
  run.session.emit({ type: 'sector', sector, progress: what });
}
