// What a run leaves on the disk so that nothing is lost with it: the undo backup before the first change, the journal
// before every sector. Removed is only the journal, and only when the board is verified.

import { vectorTable } from '../image/vector.ts';
import type { Vault } from '../ports.ts';
import { type Journal, removeJournal, writeJournal } from '../records/flash-journal.ts';
import { serialOf } from '../records/names.ts';
import { backupFailed, type OldSectors, saveUndo, type UndoReport } from '../records/undo.ts';
import type { OpenBoard } from './open.ts';
import type { FlashPlan } from './plan.ts';
import { rememberRaw } from './raw-configuration.ts';
import { journalFor, type Past, withKept } from './resume.ts';
import type { Session } from './session.ts';
import type { Snapshot } from './snapshot.ts';

export interface Records {
  readonly undo?: UndoReport;
  /** Resolves when the journal says that this sector is in hand. */
  beginSector(index: number): Promise<void>;
  /** The board is verified: the journal has done its work. */
  close(): Promise<void>;
}

export interface RecordInput {
  readonly vault: Vault;
  readonly plan: FlashPlan;
  readonly snapshot: Snapshot;
  readonly past: Past | undefined;
  /** False: no undo backup, and a journal only as far as the disk lets us. */
  readonly backup: boolean;
}

/** Puts the undo backup on the disk. Throws `backup-failed` with the board untouched. */
export async function openRecords(board: OpenBoard, input: RecordInput): Promise<Records> {
  const { session } = board;
  const { vault, plan, past, backup } = input;
  const undo = backup ? await keepUndo(board, input) : undefined;
  const journal = journalFor(session.target.device, plan, { ...input, undo: undo ?? pastUndo(input) });
  const first = plan.coversVectors ? [0] : [];
  let written: readonly number[] | undefined;
  let given = false;
  const write = async (inProgress: readonly number[]) => {
    await writeJournal(vault, { ...journal, inProgress });
    const moved = past && past.journal.path !== journal.path;
    if (moved && !written) await removeJournal(vault, past.journal);
    written = inProgress;
  };
  const beginSector = async (index: number) => {
    const inProgress = [...new Set([...first, index])];
    if (given || String(inProgress) === String(written)) return;
    try {
      await write(inProgress);
    } catch (cause) {
      // Half-way a missing journal is the lesser evil: a board that is finished needs none.
      if (backup && !written) throw backupFailed('The journal of the run could not be written', cause);
      given = true;
      const text = `The journal could not be written: ${cause instanceof Error ? cause.message : String(cause)}`;
      session.emit({ type: 'note', code: 'journal-unwritable', text });
    }
  };
  return { ...(undo && { undo }), beginSector, close: () => closeJournals(session, vault, [journal, past?.journal]) };
}

/** Removes what is no longer needed; a file that stays behind is recognised as finished by the next run. */
export async function closeJournals(
  session: Session,
  vault: Vault,
  journals: readonly (Journal | undefined)[],
): Promise<void> {
  for (const journal of journals) {
    if (!journal) continue;
    try {
      await removeJournal(vault, journal);
    } catch (cause) {
      const text = `The journal could not be removed: ${cause instanceof Error ? cause.message : String(cause)}`;
      session.emit({ type: 'note', code: 'journal-unwritable', text });
    }
  }
}

/** The undo backup of the interrupted run if it covers everything, else a new one that holds what that one held, too. */
async function keepUndo(board: OpenBoard, input: RecordInput): Promise<UndoReport> {
  const { session } = board;
  const { vault, plan, snapshot, past } = input;
  const rewritten = plan.sectors.filter(({ action }) => action === 'rewrite').map(({ sector }) => sector.index);
  const kept = pastUndo(input);
  if (kept && rewritten.every((index) => past?.undo?.has(index))) return { ...kept, location: vault.locate(kept.name) };
  const held = withKept(snapshot, past);
  const old: OldSectors = new Map([
    ...(past?.undo ?? []),
    ...rewritten.flatMap((index) => {
      const bytes = held.sectors.get(index)?.bytes;
      return bytes ? [[index, bytes] as const] : [];
    }),
  ]);
  const complete = kept ? kept.complete : !past && vectorTable(snapshot.vectors).plausible;
  const { device } = session.target;
  const report = await saveUndo(vault, {
    serial: serialOf(device),
    date: session.clock.date(),
    sectors: old,
    complete,
  });
  await rememberRaw(board, vault, old);
  const text = complete
    ? `What is on the board now is saved as ${report.location}.`
    : `The board holds no whole firmware; what it holds is saved as ${report.location}.`;
  session.emit({ type: 'note', code: complete ? 'undo-saved' : 'undo-partial', text });
  return report;
}

function pastUndo({ past }: RecordInput): { readonly name: string; readonly complete: boolean } | undefined {
  if (past?.journal.undo === undefined) return undefined;
  return { name: past.journal.undo, complete: past.journal.undoComplete };
}
