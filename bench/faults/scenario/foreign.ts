// People who have another board's settings at hand, and try them on this one.

import type { Attempt, OperationName, Rng, Scenario } from '../types.ts';
import { faultKinds } from './fault-kinds.ts';
import { seedLimit } from './rng.ts';

/** One run of a running board in so many. */
const foreign = 3;

const operations: readonly { readonly name: OperationName; readonly weight: number }[] = [
  { name: 'restore a file', weight: 4 },
  { name: 'flash foreign sectors', weight: 1 },
];

/** The same runs, some of them with one more attempt. */
export function withForeign(scenario: Scenario, rng: Rng): Scenario {
  const [first] = scenario.attempts;
  if (!first || !scenario.running || !rng.oneIn(foreign)) return scenario;
  const { name } = rng.weighted(operations);
  const attempt: Attempt = {
    operation: { ...first.operation, name, firmware: rng.below(seedLimit) },
    kinds: [rng.weighted(faultKinds)],
    triesToStart: false,
    interventions: [],
  };
  return { ...scenario, attempts: [...scenario.attempts, attempt] };
}
