// The first pass, on the unchanged code: which tests reach which mutant, and how long each takes.

import type { ReachedTest } from './messages.ts';
import type { WorkerPool } from './worker-pool.ts';

export interface Reach {
  /** Tests to try a mutant with, the quickest first. */
  readonly testsOf: (number: number) => readonly ReachedTest[];
  /** All tests that passed, the quickest first. */
  readonly all: readonly ReachedTest[];
  /** Tests that fail without any mutant, and why: they are left out. */
  readonly failed: readonly { readonly name: string; readonly failure: string }[];
}

/** `seen` receives how many files are done. */
export async function findReach(
  pool: WorkerPool,
  files: readonly string[],
  seen: (done: number) => void,
): Promise<Reach> {
  const tests: ReachedTest[] = [];
  const failed: { readonly name: string; readonly failure: string }[] = [];
  const loading = new Set<number>();
  let done = 0;
  await Promise.all(
    files.map(async (file) => {
      const result = await pool.order({ what: 'reach', file });
      if (result.what !== 'reached') failed.push({ name: file, failure: 'the process took too long or died' });
      else {
        for (const number of result.file.loading) loading.add(number);
        for (const test of result.file.tests) {
          const { failure } = test;
          if (failure === undefined) tests.push(test);
          else failed.push({ name: `${file} > ${test.name}`, failure });
        }
      }
      done += 1;
      seen(done);
    }),
  );
  tests.sort((a, b) => a.ms - b.ms);
  // What a module computes when it is loaded may count for code that uses it later: no test can be left out.
  const testsOf = (number: number) =>
    loading.has(number) ? tests : tests.filter(({ numbers }) => numbers.includes(number));
  return { testsOf, all: tests, failed };
}
