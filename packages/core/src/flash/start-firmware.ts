// The end of a run that starts what it has written. Never fails the run: the board is verified, and a person can start it, too.

import { toFlasherError } from '../abort.ts';
import { vectorTable } from '../image/vector.ts';
import { message } from '../messages/message.ts';
import type { Session } from './open/session.ts';
import type { FlashPlan } from './plan/plan.ts';
import type { Snapshot } from './plan/snapshot.ts';
import type { StartReport } from './report.ts';

/** Whether what is in the flash after the plan would start. */
export function startsAfter({ steps }: FlashPlan, { vectors }: Snapshot): boolean {
  const committed = steps.find((step) => step.kind === 'commit')?.block.data;
  return vectorTable(committed ?? vectors).plausible;
}

/** `part`: a part was written, and what is around it was not looked at. */
export async function startFirmware(
  session: Session,
  plan: FlashPlan,
  { snapshot, part }: { readonly snapshot: Snapshot; readonly part: boolean },
): Promise<StartReport> {
  if (!startsAfter(plan, snapshot)) return 'not-startable';
  if (part) return 'not-checked';
  session.meter.enter('start');
  const start = await session.target.start().catch((thrown: unknown) => {
    const text = message('flash.not-started', { cause: toFlasherError(thrown).text });
    session.emit({ type: 'note', code: 'not-started', text });
    return 'failed' as const;
  });
  if (start === 'started') return start;
  session.emit({ type: 'human', ...session.target.steps.start });
  return start;
}
