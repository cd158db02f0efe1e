// The verdicts on a list of mutants, as they come: one bundle with all of them, one pass that finds out which tests reach which, then
// one mutant after the other in several processes.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Mutant, Verdict } from '../types.ts';
import { bundle, testFiles } from './bundle.ts';
import { createCrew } from './crew.ts';
import { judge } from './judge.ts';
import type { ReachedTest } from './messages.ts';
import { findReach, type Reach } from './reach.ts';

export interface Tried extends Verdict {
  readonly mutant: Mutant;
}

export interface Bench {
  readonly root: string;
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

/** A test counts as one that never ends after so much more than it takes, in ms; other work may slow this computer down. */
const leastLimitMs = 10_000;
const slowest = 10;

/** Throws what building the bundle throws. */
export async function* tryMutants(bench: Bench, mutants: readonly Mutant[]): AsyncGenerator<Tried> {
  const { root, path, jobs, budgetMs, onReach, onFile } = bench;
  const files = testFiles(root);
  const numbered = mutants.map((mutant, number) => ({ mutant, number }));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await bundle(root, files, numbered));
  try {
    const times = new Map<string, number>();
    await using crew = createCrew({
      path,
      count: mutants.length,
      jobs,
      limitOf: ({ file, index }) => leastLimitMs + slowest * (times.get(`${file} ${index}`) ?? 0),
    });
    const reach = await findReach(crew, files, (done) => onFile?.(done, files.length));
    onReach?.(reach);
    for (const { file, index, ms } of reach.all) times.set(`${file} ${index}`, ms);
    const tries = numbered.map(({ mutant, number }) => async () => ({
      ...(await judge(crew, number, within(budgetMs, reach.testsOf(number)))),
      mutant,
    }));
    yield* someAtATime(tries, jobs);
  } finally {
    rmSync(path, { force: true });
  }
}

/** As many of the tests, the quickest first, as fit into that time; one at least. */
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
