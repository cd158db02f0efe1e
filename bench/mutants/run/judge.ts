// Tries mutants one by one, each with the tests that reach it, until one fails.

import type { Verdict } from '../types.ts';
import type { ReachedTest } from './messages.ts';
import type { WorkerPool } from './worker-pool.ts';

/** A test counts as one that never ends after so much more processor time than it takes, in ms. */
const minLimitMs = 5_000;
const slowest = 10;

/** Never throws for what a mutant does. */
export async function judge(pool: WorkerPool, number: number, tests: readonly ReachedTest[]): Promise<Verdict> {
  const began = performance.now();
  const verdict = (outcome: Verdict['outcome'], test?: string): Verdict => ({
    outcome,
    tests: tests.length,
    ms: Math.round(performance.now() - began),
    ...(test !== undefined && { test }),
  });
  if (tests.length === 0) return verdict('unreached');
  const limited = tests.map(({ file, index, ms }) => ({ file, index, limitMs: minLimitMs + slowest * ms }));
  const result = await pool.order({ what: 'try', number, tests: limited });
  if (result.what === 'tried') return verdict(result.killedBy === undefined ? 'survived' : 'killed', result.killedBy);
  const lost = result.what === 'lost' ? result.test : undefined;
  const at = tests.find(({ file, index }) => file === lost?.file && index === lost.index);
  return verdict('timeout', at?.name);
}
