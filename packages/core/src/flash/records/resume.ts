// Whether an interrupted run is continued, and which. What a record says of a chip is decided in records/match.ts, what
// its undo backup says in accounting.ts.

import { chipOf } from '../../board/serial.ts';
import { vectorTable } from '../../image/vector.ts';
import { type Message, message } from '../../messages/message.ts';
import type { Vault } from '../../ports.ts';
import type { FlashRecord } from '../../records/board-record.ts';
import {
  configurationSince,
  isInPlace,
  isOtherBoard,
  isWritten,
  knowsFirmware,
  matchOf,
  sameChip,
} from '../../records/match.ts';
import { removeRecord, type StoredRecord } from '../../records/store.ts';
import { loadUndo } from '../../records/undo.ts';
import { keyOf, type OpenBoard } from '../open/open.ts';
import type { Session } from '../open/session.ts';
import type { DesiredSector } from '../plan/desired.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import { accounting, isConfiguredSince } from './accounting.ts';
import { hashes, type InterruptedRun, recordName } from './interrupted-run.ts';

export interface Marked {
  readonly candidates: readonly StoredRecord[];
  readonly snapshot: Snapshot;
  readonly wanted: readonly DesiredSector[];
  /** True: no record is removed. */
  readonly keeps: boolean;
  /** Says that a record of this chip's number and port does not fit; absent: as a run of its own says it. */
  readonly leaveAlone?: ((stored: StoredRecord) => void) | undefined;
}

/** The earlier run that the board in hand bears the marks of. Records of finished ones are removed on the way. */
export async function choosePast(
  board: OpenBoard,
  vault: Vault,
  { candidates, snapshot, wanted, keeps, leaveAlone = tellLeft(board.session, vault) }: Marked,
): Promise<InterruptedRun | undefined> {
  const key = keyOf(board);
  const { sectors: layout } = board.identity;
  const chip = { hashOf: hashes(snapshot), startable: vectorTable(snapshot.vectors).plausible };
  const fitting: InterruptedRun[] = [];
  const foreignHere: string[] = [];
  const setAside = (stored: StoredRecord) => {
    const isOwn = sameChip(stored.record, chipOf(key.serial)) === 'same';
    if (!isOwn || !isInPlace(stored.record, key)) return;
    foreignHere.push(stored.record.begun);
    leaveAlone(stored);
  };
  for (const stored of candidates) {
    const { flash, update } = stored.record;
    if (!flash || !knowsFirmware(flash)) continue;
    const isOther = isOtherBoard(stored.record, board.identity);
    const found = { ...chip, samePath: isInPlace(stored.record, key), written: isWritten(stored.record) };
    const seen = isOther ? 'unrelated' : matchOf(flash, found);
    // Nothing is written where it was at work, and what is there starts: it stays to be continued by its own kind.
    if (seen === 'interrupted' && !update && !concerns(flash, wanted)) continue;
    const undo = seen === 'interrupted' ? await loadUndo(vault, flash, layout).catch(() => undefined) : undefined;
    const isUsed = undo !== undefined && chip.startable && isConfiguredSince(flash, undo, { snapshot, layout });
    const match = isUsed ? 'unrelated' : seen;
    const isDone =
      match === 'finished' || (match === 'unrelated' && found.samePath && !isOther && !isWorthKeeping(stored));
    if (isDone && !update && keeps) continue;
    if (isDone && !update) await removeRecord(vault, stored).catch(() => undefined);
    else if (match === 'unrelated') setAside(stored);
    else fitting.push({ stored, match, flash, configuration: configurationSince(flash, found), undo });
  }
  const interrupted = fitting.filter(({ match }) => match === 'interrupted');
  const { possible, foreign } = accounting(interrupted, { snapshot, wanted, key, foreignHere });
  for (const { stored } of foreign) setAside(stored);
  const past = possible[0] ?? fitting.find((each) => !foreign.includes(each));
  if (!past) return undefined;
  for (const { stored } of possible)
    if (!isCopy(stored, past.stored))
      ignored(board.session, message('flash.record-fits-too', recordName(vault, stored)));
  const names = fitting.filter(({ stored }) => isCopy(stored, past.stored)).flatMap(({ stored }) => stored.names);
  tellResumed(board.session, vault, past);
  return { ...past, stored: { ...past.stored, names: [...new Set([...past.stored.names, ...names])] } };
}

/** Whether that run was at work on the vectors, so that nothing starts, or on what is wanted now. */
function concerns({ sectors }: FlashRecord, wanted: readonly DesiredSector[]): boolean {
  return sectors.some(
    ({ index, old, next }) => index === 0 || (old !== next && wanted.some(({ sector }) => sector.index === index)),
  );
}

/** The record of the same run: a person has copied the folder back. */
function isCopy({ record: a }: StoredRecord, { record: b }: StoredRecord): boolean {
  const sameFiles =
    a.flash?.undo?.name === b.flash?.undo?.name && a.update?.configuration?.sha256 === b.update?.configuration?.sha256;
  return sameFiles && a.chip === b.chip && a.begun === b.begun;
}

/** A run without an undo backup knows nothing that a person may want back. */
function isWorthKeeping({ record: { flash, update } }: StoredRecord): boolean {
  return flash?.undo !== undefined || update !== undefined;
}

function tellResumed(session: Session, vault: Vault, { match, flash, undo }: InterruptedRun): void {
  if (match === 'finished') return;
  const { undo: named } = flash;
  if (named && !undo) ignored(session, message('flash.undo-unusable', { location: vault.locate(named.name) }));
  else session.emit({ type: 'note', code: 'resumed', text: message('flash.continuing') });
}

function tellLeft(session: Session, vault: Vault): (stored: StoredRecord) => void {
  return (stored) => {
    ignored(session, message('flash.record-does-not-fit', recordName(vault, stored)));
  };
}

function ignored(session: Session, text: Message): void {
  session.emit({ type: 'note', code: 'journal-ignored', text });
}
