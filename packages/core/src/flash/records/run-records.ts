// What a run leaves on the disk so that nothing is lost with it: the undo backup before the first change (keep-undo.ts), the
// record before every sector. Removed is only the record, and only when nothing is left to be done that it knows of.

import { isConfigurationSector } from '../../board/odrive-v3.ts';
import { chipOf } from '../../board/serial.ts';
import { textOf } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { BoardRecord } from '../../records/board-record.ts';
import { isInPlace, sameChip } from '../../records/match.ts';
import { recall } from '../../records/recall.ts';
import { moveAside, removeRecord, type StoredRecord, writeRecord } from '../../records/store.ts';
import { backupFailed, type UndoReport } from '../../records/undo.ts';
import { keyOf, type OpenBoard } from '../open/open.ts';
import type { Session } from '../open/session.ts';
import type { FlashPlan } from '../plan/plan.ts';
import type { FlashEnv } from '../request.ts';
import { keepUndo } from './keep-undo.ts';
import type { RecordInput } from './record-input.ts';
import { flashRecord, owedOf, recordOf } from './record-of-run.ts';

/** A run's records while it continues. */
export interface RunRecords {
  readonly undo?: UndoReport | undefined;
  /** Resolves when the record says that this sector is in hand. */
  beginSector(index: number): Promise<void>;
  /** The board is verified: the record has done its work, or goes back to the update. */
  close(): Promise<void>;
}

/** Puts the undo backup on the disk. Throws `backup-failed` with the board untouched. */
export async function openRecords(board: OpenBoard, input: RecordInput): Promise<RunRecords> {
  const { session } = board;
  const { vault, plan, backup, link } = input;
  await moveUnusable(session, input);
  const kept = backup ? await keepUndo(board, input) : undefined;
  const flash = flashRecord(board, input, kept);
  const record = await recordOf(board, input);
  const first = plan.coversVectors ? [0] : [];
  const second = plan.steps.find(({ sector }) => !first.includes(sector.index))?.sector.index;
  let stored = storedBefore(input);
  let written: readonly number[] | undefined;
  let given = false;
  let beyond = false;
  const beginSector = async (index: number) => {
    // The first record names the sector after the vectors', too: the disk may be full before that one's turn comes.
    const ahead = !beyond && second !== undefined ? [second] : [];
    beyond ||= !first.includes(index);
    const inProgress = [...new Set([...first, index, ...ahead])];
    if (given || String(inProgress) === String(written)) return;
    try {
      stored = await writeRecord(vault, { ...record, flash: { ...flash, inProgress } }, stored);
      written = inProgress;
      link?.keep(stored);
    } catch (cause) {
      // Half-way a missing record is the lesser evil: a board that is finished needs none.
      if (backup && !written)
        throw backupFailed(message('records.journal-not-written', { cause: textOf(cause) }), cause);
      given = true;
      note(session, 'written', cause);
    }
  };
  const close = () =>
    closeRecords(session, input, { stored, record: { ...record, flash: { ...flash, inProgress: [] } } });
  return { undo: kept?.report, beginSector, close };
}

/** Nothing is changed, because all of it is there: what earlier runs left is closed all the same, by calling the result. */
export async function settleRecords(board: OpenBoard, input: RecordInput): Promise<() => Promise<void>> {
  const { session } = board;
  const { past, link } = input;
  // Where nothing is changed, only an update has asked whether it may.
  if (link) await moveUnusable(session, { ...input, backup: false });
  // Of an update that has put its firmware there, nothing has become untrue.
  if (!link && past?.match !== 'interrupted') return async () => {};
  const record = { ...(await recordOf(board, input)), flash: flashRecord(board, input, undefined) };
  return () => closeRecords(session, input, { stored: storedBefore(input), record });
}

function storedBefore({ past, link }: RecordInput): StoredRecord | undefined {
  const known = [past?.stored, link?.stored].filter((stored) => stored !== undefined);
  const [one] = known;
  return one && { ...one, names: [...new Set(known.flatMap(({ names }) => names))] };
}

/**
 * What is left to be done decides: the configuration of an update, or of an interrupted one that this run has made untrue in
 * all else; otherwise the record goes. A file that stays behind is recognised as finished by the next run.
 */
async function closeRecords(
  session: Session,
  { vault, plan, link }: RecordInput,
  { stored, record }: { readonly stored: StoredRecord | undefined; readonly record: BoardRecord },
): Promise<void> {
  const { update } = record;
  try {
    if (link && update)
      return link.keep(await writeRecord(vault, { ...record, update: { ...update, stage: 'restoring' } }, stored));
    if (!stored) return;
    if (!update?.configuration) return await removeRecord(vault, stored);
    const where = vault.locate(update.configuration.name);
    if (replacesConfiguration(plan)) {
      await removeRecord(vault, stored);
      const text = message('flash.update-closed', { location: where });
      session.emit({ type: 'note', code: 'update-closed', text });
    } else {
      await writeRecord(vault, { ...record, flash: undefined }, stored);
      tellOwed(session, where);
    }
  } catch (cause) {
    note(session, 'removed', cause);
  }
}

/** The flash was erased by other means than a plan: of what earlier runs remember, only a configuration is worth keeping. */
export async function settleErased({ bus, vault }: Pick<FlashEnv, 'bus' | 'vault'>, board: OpenBoard): Promise<void> {
  const { session } = board;
  const key = keyOf(board);
  const { candidates } = await recall(vault, bus, key);
  for (const stored of candidates) {
    const { record } = stored;
    if (!isInPlace(record, key) || sameChip(record, chipOf(key.serial)) !== 'same') continue;
    try {
      const update = owedOf(record);
      if (!update?.configuration) {
        await removeRecord(vault, stored);
        continue;
      }
      await writeRecord(vault, { ...record, release: undefined, flash: undefined, update }, stored);
      tellOwed(session, vault.locate(update.configuration.name));
    } catch (cause) {
      note(session, 'removed', cause);
    }
  }
}

function tellOwed(session: Session, where: string): void {
  const text = message('flash.configuration-owed', { location: where });
  session.emit({ type: 'note', code: 'configuration-owed', text });
}

function replacesConfiguration({ sectors }: FlashPlan): boolean {
  return sectors.some(({ sector, action }) => action !== 'keep' && isConfigurationSector(sector.index));
}

function note(session: Session, what: 'written' | 'removed', cause: unknown): void {
  const text = message('flash.journal-failed', { what, cause: textOf(cause) });
  session.emit({ type: 'note', code: 'journal-unwritable', text });
}

/** A record that cannot be used is kept, where no run looks for it. */
async function moveUnusable(session: Session, { vault, unusable, backup }: RecordInput): Promise<void> {
  for (const { name } of unusable) {
    try {
      const aside = await moveAside(vault, name);
      const text = message('flash.record-kept-aside', { location: vault.locate(aside) });
      session.emit({ type: 'note', code: 'record-aside', text });
    } catch (cause) {
      if (backup)
        throw backupFailed(
          message('records.record-not-moved', { location: vault.locate(name), cause: textOf(cause) }),
          cause,
        );
      note(session, 'removed', cause);
    }
  }
}
