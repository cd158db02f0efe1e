// From what is wanted and what is there to what will be done, step by step, with bytes and milliseconds. Pure: no I/O,
// no clock; the same input gives the same plan, so a dry run is free and progress has true totals.

import type { Parallelism, Sector } from '../../board/stm32f405.ts';
import { type Block, cut, endOf, isErased } from '../../bytes.ts';
import type { TargetTimes } from '../../target/target.ts';
import { holdsVectors, invalidatingBlocks, vectorBytes, zeroVectors } from '../run/vectors.ts';
import { contentOf, programRuns, readBackRuns } from './content.ts';
import { type DesiredSector, namedBytes, wantsVectors } from './desired.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Why a sector is treated as it is. `not-named`: not requested · `equal`: it holds what is wanted · `differs` ·
 * `vectors`: equal, but rewritten so that the board starts nothing while others change.
 */
export type SectorReason = 'not-named' | 'equal' | 'differs' | 'vectors';

/** What happens to one sector and why. */
export interface SectorPlan {
  readonly sector: Sector;
  readonly action: 'keep' | 'skip' | 'rewrite';
  readonly why: SectorReason;
  /** How many bytes the image names in this sector. */
  readonly bytes: number;
  /** What must be read back from this sector before the job may be called verified. */
  readonly expected: readonly Block[];
  /** The whole sector as it will be; only where it is rewritten. */
  readonly content?: Uint8Array | undefined;
}

/** One unit of work, and of doing again. Milliseconds are the target's own. */
export type Step =
  /** Programs zeros over reset vector and stack pointer, in this order, and reads them back: nothing starts any more. */
  | { readonly kind: 'invalidate'; readonly sector: Sector; readonly blocks: readonly Block[]; readonly cost: StepCost }
  /** Erases (unless an earlier step did), programs `blocks`, then compares `expected` with what is read back. */
  | {
      readonly kind: 'rewrite';
      readonly sector: Sector;
      readonly erase: boolean;
      readonly blocks: readonly Block[];
      readonly expected: readonly Block[];
      readonly cost: StepCost;
    }
  /** Programs stack pointer and reset vector, the last eight bytes of all, and reads them back. */
  | { readonly kind: 'commit'; readonly sector: Sector; readonly block: Block; readonly cost: StepCost };

/** Expected milliseconds by phase. */
export interface StepCost {
  readonly erase: number;
  readonly write: number;
  readonly verify: number;
}

/** Sums over the steps. */
export interface PlanTotals {
  readonly ms: number;
  readonly phaseMs: StepCost;
  readonly erasedSectors: number;
  readonly writtenBytes: number;
  readonly readBackBytes: number;
}

/** What a flash will do, sector by sector and step by step, with its bytes and expected time. Made before the first change. */
export interface FlashPlan {
  /** Every sector of the main flash, in order. */
  readonly sectors: readonly SectorPlan[];
  /** Empty if the board holds what is wanted already. */
  readonly steps: readonly Step[];
  /** True if the vector table is part of the job: the vectors are invalidated first and committed last. */
  readonly coversVectors: boolean;
  /** Program width the times are counted for. */
  readonly width: Parallelism;
  readonly totals: PlanTotals;
}

export interface PlanInput {
  /** Every sector of the main flash, in order. */
  readonly sectors: readonly Sector[];
  /** Sorted by address. */
  readonly wanted: readonly DesiredSector[];
  readonly snapshot: Snapshot;
  readonly width: Parallelism;
  readonly times: TargetTimes;
}

/**
 * Decides sector by sector, then puts the work in the safe order: invalidate, erase the vectors' sector, finish every other
 * sector, finish the vectors' sector but for the vectors, commit.
 */
export function planFlash(input: PlanInput): FlashPlan {
  const coversVectors = wantsVectors(input.wanted);
  const anyDiffers = input.wanted.some(({ sector }) => !isEqual(input.snapshot, sector));
  const sectors = input.sectors.map((sector): SectorPlan => {
    const wanted = input.wanted.find((candidate) => candidate.sector.index === sector.index);
    if (!wanted) return { sector, action: 'keep', why: 'not-named', bytes: 0, expected: [] };
    const differs = !isEqual(input.snapshot, sector);
    const forVectors = anyDiffers && holdsVectors(sector);
    const bytes = namedBytes(wanted);
    if (!differs && !forVectors) return { sector, action: 'skip', why: 'equal', bytes, expected: wanted.named };
    const content = contentOf(wanted, input.snapshot.sectors.get(sector.index)?.bytes);
    const expected = readBackRuns(wanted, { address: sector.address, data: content });
    return { sector, action: 'rewrite', why: differs ? 'differs' : 'vectors', bytes, expected, content };
  });
  const steps = stepsFor(sectors, input.times);
  return { sectors, steps, coversVectors, width: input.width, totals: totalsOf(steps) };
}

function isEqual(snapshot: Snapshot, sector: Sector): boolean {
  return snapshot.sectors.get(sector.index)?.equal === true;
}

/** The safe order (ARCHITECTURE.md, "Safe order"). */
function stepsFor(sectors: readonly SectorPlan[], times: TargetTimes): Step[] {
  const rewrites = sectors.flatMap(({ sector, content, expected }) => (content ? { sector, content, expected } : []));
  const first = rewrites.find(({ sector }) => holdsVectors(sector));
  const others = rewrites
    .filter((rewrite) => rewrite !== first)
    .map(({ sector, content, expected }) =>
      rewriteStep(times, { sector, erase: true, blocks: runsOf(sector, content), expected }),
    );
  if (!first) return others;
  const { sector, content } = first;
  const rest = { address: sector.address + vectorBytes.length, length: sector.length - vectorBytes.length };
  const blocks = programRuns({ address: rest.address, data: content.subarray(vectorBytes.length) });
  const expected = first.expected.flatMap((run) => cut(run, rest) ?? []);
  return [
    invalidateStep(sector, times),
    rewriteStep(times, { sector, erase: true, blocks: [], expected: [] }),
    ...others,
    rewriteStep(times, { sector, erase: false, blocks, expected }),
    commitStep(sector, content, times),
  ];
}

function runsOf(sector: Sector, content: Uint8Array): Block[] {
  return programRuns({ address: sector.address, data: content });
}

function invalidateStep(sector: Sector, times: TargetTimes): Step {
  const blocks = invalidatingBlocks;
  return { kind: 'invalidate', sector, blocks, cost: costOf(times, { blocks, expected: [zeroVectors] }) };
}

/** Vectors that shall be blank (erase) need no programming, only the reading back. */
function commitStep(sector: Sector, content: Uint8Array, times: TargetTimes): Step {
  const block = { address: sector.address, data: content.subarray(0, vectorBytes.length) };
  const blocks = isErased(block.data) ? [] : [block];
  return { kind: 'commit', sector, block, cost: costOf(times, { blocks, expected: [block] }) };
}

function rewriteStep(times: TargetTimes, step: Omit<Extract<Step, { kind: 'rewrite' }>, 'kind' | 'cost'>): Step {
  return { kind: 'rewrite', ...step, cost: costOf(times, { ...step, erased: step.erase ? step.sector : undefined }) };
}

interface Work {
  readonly erased?: Sector | undefined;
  readonly blocks: readonly Block[];
  readonly expected: readonly Block[];
}

function costOf(times: TargetTimes, work: Work): StepCost {
  const sum = (blocks: readonly Block[], ms: (bytes: number) => number) =>
    blocks.reduce((total, { data }) => total + times.seek + ms(data.length), 0);
  return {
    erase: work.erased ? times.erase(work.erased) : 0,
    write: sum(work.blocks, times.program),
    verify: sum(work.expected, times.compare),
  };
}

function totalsOf(steps: readonly Step[]): PlanTotals {
  const sum = (value: (step: Step) => number) => steps.reduce((total, step) => total + value(step), 0);
  const phaseMs = {
    erase: sum((step) => step.cost.erase),
    write: sum((step) => step.cost.write),
    verify: sum((step) => step.cost.verify),
  };
  return {
    ms: phaseMs.erase + phaseMs.write + phaseMs.verify,
    phaseMs,
    erasedSectors: steps.filter((step) => step.kind === 'rewrite' && step.erase).length,
    writtenBytes: sum((step) => bytesIn(step.kind === 'commit' ? [step.block] : step.blocks)),
    readBackBytes: sum((step) => (step.kind === 'rewrite' ? bytesIn(step.expected) : vectorBytes.length)),
  };
}

/** How many bytes these blocks hold. */
export function bytesIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + endOf(block) - block.address, 0);
}
