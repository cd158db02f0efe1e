// The undo backup of a run: what was on the board before the first change, together with what the backup of an interrupted run has of
// it, and what another tool put into a sector meanwhile.

import { vectorTable } from '../../image/vector.ts';
import { message } from '../../messages/message.ts';
import type { FlashRecord } from '../../records/board-record.ts';
import { isWitness } from '../../records/match.ts';
import { type OldSectors, saveUndo } from '../../records/undo.ts';
import { otpWord } from '../../records/undo-copy.ts';
import { keyOf, type OpenBoard } from '../open/open.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import { rememberRaw } from '../preflight/raw-configuration.ts';
import { hashes, withKept } from './interrupted-run.ts';
import { strangeSectors } from './interrupted-sector.ts';
import type { KeptUndo, RecordInput } from './record-input.ts';

/** The undo backup of the interrupted run if it covers everything, else a new one that holds what that one held, too. */
export async function keepUndo(board: OpenBoard, input: RecordInput): Promise<KeptUndo> {
  const { session } = board;
  const { vault, plan, snapshot } = input;
  const past = input.past?.match === 'interrupted' ? input.past : undefined;
  const rewritten = plan.sectors.filter(({ action }) => action === 'rewrite').map(({ sector }) => sector.index);
  const before = past?.flash.undo && past.undo ? { ...past.flash.undo, sectors: past.undo } : undefined;
  if (past && before) await keepStrange(board, input, past.flash, before.sectors);
  if (before && rewritten.every((index) => before.sectors.has(index))) {
    const report = { name: before.name, complete: isComplete(before), location: vault.locate(before.name) };
    return { report, sectors: before.sectors };
  }
  const held = withKept(snapshot, past);
  const sectors: OldSectors = new Map([
    ...(before?.sectors ?? []),
    ...rewritten.flatMap((index) => {
      const bytes = held.sectors.get(index)?.bytes;
      return bytes ? [[index, bytes] as const] : [];
    }),
  ]);
  const complete = before ? isComplete(before) : wouldStart(snapshot) && (!past || isUnchanged(past.flash, snapshot));
  const { serial } = keyOf(board);
  const report = await saveUndo(vault, {
    serial,
    otp: otpWord(board.identity),
    date: session.clock.date(),
    sectors,
    layout: board.identity.sectors,
    complete,
  });
  await rememberRaw(board, vault, sectors);
  const text = message(complete ? 'flash.undo-saved' : 'flash.undo-partial', { location: report.location });
  session.emit({ type: 'note', code: complete ? 'undo-saved' : 'undo-partial', text });
  return { report, sectors };
}

function wouldStart({ vectors }: Snapshot): boolean {
  return vectorTable(vectors).plausible;
}

/** The interrupted run has not changed anything yet: what is there is what was there before it. */
function isUnchanged({ sectors }: FlashRecord, snapshot: Snapshot): boolean {
  const hashOf = hashes(snapshot);
  return sectors.every(
    (sector) => isWitness(sector) || (sector.old !== undefined && sector.old === hashOf(sector.index)),
  );
}

/** Content that another tool put into a sector the interrupted run had in hand: the undo backup does not contain it. */
async function keepStrange(
  board: OpenBoard,
  { vault, plan, snapshot }: RecordInput,
  flash: FlashRecord,
  undo: OldSectors,
): Promise<void> {
  const { session } = board;
  const contents = new Map(plan.sectors.map(({ sector, content }) => [sector.index, content]));
  const strange = strangeSectors({ flash, undo, snapshot, contentOf: (index) => contents.get(index) });
  const sectors: OldSectors = new Map(
    strange.flatMap((index) => {
      const bytes = contents.get(index) && snapshot.sectors.get(index)?.bytes;
      return bytes ? [[index, bytes] as const] : [];
    }),
  );
  if (sectors.size === 0) return;
  const { serial } = keyOf(board);
  const { location } = await saveUndo(vault, {
    serial,
    otp: otpWord(board.identity),
    date: session.clock.date(),
    sectors,
    layout: board.identity.sectors,
    complete: false,
  });
  await rememberRaw(board, vault, sectors);
  const text = message('flash.sectors-changed-since', { sectors: [...sectors.keys()], location });
  session.emit({ type: 'note', code: 'undo-partial', text });
}

/** What the record says of it, unless its own bytes say otherwise. */
function isComplete({ complete, sectors }: { readonly complete: boolean; readonly sectors: OldSectors }): boolean {
  const first = sectors.get(0);
  return complete && (!first || vectorTable(first).plausible);
}
