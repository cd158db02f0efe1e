// The attempts of one run, over any connection: mostly the same operation again, each with its faults.

import type { Attempt, FaultKind, OperationChoice, Rng } from '../types.ts';

/** How many attempts, the first operation, how another one is drawn, and what faults there are. */
export interface AttemptTables {
  readonly count: number;
  readonly first: OperationChoice;
  readonly draw: () => OperationChoice;
  readonly faultKinds: readonly FaultKind[];
}

const faultCounts = [
  { count: 1, weight: 12 },
  { count: 2, weight: 5 },
  { count: 3, weight: 3 },
];

export function drawAttempts(rng: Rng, { count, first, draw, faultKinds }: AttemptTables): readonly Attempt[] {
  return Array.from({ length: count }, (_, index) => ({
    operation: index === 0 || !rng.oneIn(3) ? first : draw(),
    kinds: drawKinds(rng, faultKinds),
    triesToStart: rng.oneIn(4),
    interventions: [],
  }));
}

function drawKinds(rng: Rng, faultKinds: readonly FaultKind[]): readonly FaultKind[] {
  const { count } = rng.weighted(faultCounts);
  const kinds = Array.from({ length: count }, () => rng.weighted(faultKinds));
  return kinds.filter((kind, index) => kinds.indexOf(kind) === index);
}
