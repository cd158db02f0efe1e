// The verdicts on a list of mutants, as they come: one bundle with all of them, one pass that finds out which tests reach which, then
// one mutant after the other in several processes.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Mutant, Verdict } from '../types.ts';
import { bundle } from './bundle.ts';
import { judge } from './judge.ts';
import type { ReachedTest } from './messages.ts';
import { nearestFirst } from './nearness.ts';
import { findReach, type Reach } from './reach.ts';
import { createWorkerPool } from './worker-pool.ts';

export interface Tried extends Verdict {
  readonly mutant: Mutant;
}

export interface Bench {
  readonly root: string;
  /** Files of tests. */
  readonly files: readonly string[];
  /** Where the script of the bundle may lie meanwhile. */
  readonly path: string;
  /** How many processes. */
  readonly jobs: number;
  /** How long the tests of one mutant may take on the unchanged code, in ms. */
  readonly budgetMs: number;
  /** Told once, before the first mutant. */
  readonly onReach?: (reach: Reach) => void;
  readonly onFile?: (done: number, all: number) => void;
}

/** Throws what building the bundle throws. */
export async function* tryMutants(bench: Bench, mutants: readonly Mutant[]): AsyncGenerator<Tried> {
  const { root, files, path, jobs, budgetMs, onReach, onFile } = bench;
  const numbered = mutants.map((mutant, number) => ({ mutant, number }));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await bundle(root, files, numbered));
  try {
    await using pool = createWorkerPool({ path, count: mutants.length, jobs });
    const reach = await findReach(pool, files, (done) => onFile?.(done, files.length));
    onReach?.(reach);
    const tries = numbered.map(({ mutant, number }) => async () => ({
      ...(await judge(pool, number, within(budgetMs, nearestFirst(mutant.file, reach.testsOf(number))))),
      mutant,
    }));
    yield* someAtATime(tries, jobs);
  } finally {
    rmSync(path, { force: true });
  }
}

/** As many of the tests, in their order, as fit into that time; one at least. */
function within(ms: number, tests: readonly ReachedTest[]): readonly ReachedTest[] {
  let sum = 0;
  const end = tests.findIndex((test) => {
    sum += test.ms;
    return sum > ms;
  });
  return end < 0 ? tests : tests.slice(0, Math.max(end, 1));
}

/** Results in the order in which they come. */
async function* someAtATime<T>(tasks: readonly (() => Promise<T>)[], most: number): AsyncGenerator<T> {
  const running = new Map<number, Promise<readonly [number, T]>>();
  const left = [...tasks.entries()];
  for (;;) {
    for (let task = left.shift(); task; task = running.size < most ? left.shift() : undefined) {
      const [number, start] = task;
      running.set(
        number,
        start().then((result) => [number, result] as const),
      );
    }
    if (running.size === 0) return;
    const [number, result] = await Promise.race(running.values());
    running.delete(number);
    yield result;
  }
}
