// One run again, printed step by step.

import { hearStrayRejections } from './judge/stray.ts';
import type { RunResult } from './run/types.ts';
import type { RunSeed } from './types.ts';
import { oneRun } from './work.ts';

/** Resolves with the exit status: 0 if no rule was broken. */
export async function replay(seed: RunSeed): Promise<number> {
  hearStrayRejections();
  const run = await oneRun(seed);
  console.log(linesOf(run).join('\n'));
  return run.violations.length === 0 ? 0 : 1;
}

function linesOf({ text, attempts, limitations, violations }: RunResult): string[] {
  const steps = attempts.flatMap(({ text: attempt, ending, ms, planMs }) => [
    `  ${attempt}`,
    `    → ${ending}`,
    `    ${Math.round(ms)} ms; undisturbed ${Math.round(planMs)} ms`,
  ]);
  const verdict = violations.map(({ rule, text: violation }) => `  BROKEN ${rule}: ${violation}`);
  return [
    text,
    ...steps,
    ...limitations.map((limitation) => `  known limitation: ${limitation}`),
    ...(verdict.length > 0 ? verdict : ['  every rule held']),
  ];
}
