// What was decided is done: what must be on the disk first, the plan, and what is left to be remembered.

import { stopIfAborted } from '../abort.ts';
import type { Block } from '../bytes.ts';
import { message } from '../messages/message.ts';
import type { UndoReport } from '../records/undo.ts';
import type { OpenBoard } from './open/open.ts';
import { withRetry } from './open/session.ts';
import type { DesiredSector } from './plan/desired.ts';
import type { FlashPlan } from './plan/plan.ts';
import { announce, planAt } from './plan/planned.ts';
import type { Snapshot } from './plan/snapshot.ts';
import type { RecordInput } from './records/record-input.ts';
import { openRecords, settleRecords } from './records/run-records.ts';
import { runPlan } from './run/run.ts';
import { vectorBytes } from './run/vectors.ts';

/** What a change needs to be carried out. */
export interface Decided {
  readonly wanted: readonly DesiredSector[];
  readonly snapshot: Snapshot;
  /** The same with what an interrupted run has to keep. */
  readonly held: Snapshot;
  /** The epoch in which the snapshot was begun. */
  readonly inspectedIn: number;
  readonly plan: FlashPlan;
}

/** What was done. */
export interface Done {
  readonly plan: FlashPlan;
  readonly redone?: readonly number[] | undefined;
  readonly undo?: UndoReport | undefined;
}

/** Records and undo backup first, then the plan, then the record has done its work. */
export async function carryOut(board: OpenBoard, decided: Decided, input: RecordInput): Promise<Done> {
  const { session, tracker } = board;
  const { snapshot, inspectedIn } = decided;
  stopIfAborted(session.signal);
  const records = await openRecords(board, input);
  const plan = await widen(board, decided);
  session.emit({ type: 'changing' });
  const { beginSector, undo } = records;
  const before = firstChange(plan, snapshot);
  const redone = await runPlan(session, { plan, tracker, inspectedIn, before, beginSector });
  await records.close();
  return { plan, redone, undo };
}

/** Switches to the planned width; the plan again, if the chip will not have it. */
async function widen(board: OpenBoard, decided: Decided): Promise<FlashPlan> {
  const { session } = board;
  const { plan } = decided;
  if (plan.width === 8) return plan;
  const width = await withRetry(session, () => session.target.parallelism(plan.width));
  if (width === plan.width) return plan;
  const text = message('flash.narrower-than-planned', { width, planned: plan.width });
  session.emit({ type: 'note', code: 'narrow', text });
  const slower = planAt(board, decided, width);
  announce(board, slower, plan);
  return slower;
}

/** What is now where the first change will be made. */
function firstChange(plan: FlashPlan, snapshot: Snapshot): Block | undefined {
  if (plan.coversVectors) return { address: vectorBytes.address, data: snapshot.vectors };
  const sector = plan.steps[0]?.sector;
  const data = sector && snapshot.sectors.get(sector.index)?.bytes;
  return sector && data && { address: sector.address, data };
}

/** Everything is there already. Reads again what a failing wire has made doubtful, and ends an interrupted run. */
export async function leaveAsIs(board: OpenBoard, { plan, inspectedIn }: Decided, records: RecordInput): Promise<void> {
  const { session, tracker } = board;
  const close = await settleRecords(board, records);
  await runPlan(session, { plan, tracker, inspectedIn, before: undefined, beginSector: async () => {} });
  await close();
}
