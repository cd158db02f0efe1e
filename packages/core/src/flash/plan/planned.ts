// The plan of a change as it is made for the board in hand, and reported.

import type { Parallelism } from '../../board/stm32f405.ts';
import type { OpenBoard } from '../open/open.ts';
import type { DesiredSector } from './desired.ts';
import { type FlashPlan, planFlash } from './plan.ts';
import type { Snapshot } from './snapshot.ts';

/** The plan for the board in hand, at that width. */
export function planAt(
  { session, identity }: OpenBoard,
  { wanted, held }: { readonly wanted: readonly DesiredSector[]; readonly held: Snapshot },
  width: Parallelism,
): FlashPlan {
  const times = session.target.times(width);
  return planFlash({ sectors: identity.sectors, wanted, snapshot: held, width, times });
}

/** Reports the plan, and what it takes. `replaced`: the one that was reported before. */
export function announce({ session }: OpenBoard, plan: FlashPlan, replaced?: FlashPlan): void {
  for (const phase of ['erase', 'write', 'verify'] as const)
    session.meter.announce(phase, plan.totals.phaseMs[phase] - (replaced?.totals.phaseMs[phase] ?? 0));
  session.emit({ type: 'plan', plan });
}
