// Whether an interrupted run is continued, and what the run that continues it must know. What a record says of a chip is
// decided in records/standing.ts.

import { isConfigurationSector } from '../../board/odrive-v3.ts';
import { chipOf } from '../../board/serial.ts';
import type { Sector } from '../../board/stm32f405.ts';
import { firstDifference, isErased } from '../../bytes.ts';
import { sha256Hex } from '../../image/sha256.ts';
import { vectorTable } from '../../image/vector.ts';
import type { RecordName } from '../../messages/flash.ts';
import { type Message, message } from '../../messages/message.ts';
import type { Vault } from '../../ports.ts';
import type { BoardRecord, FlashRecord, RecordSector } from '../../records/board-record.ts';
import {
  type ChipContent,
  type ConfigurationSince,
  configurationSince,
  isInPlace,
  isOtherBoard,
  isWitness,
  isWritten,
  knowsFirmware,
  type Standing,
  sameChip,
  standingOf,
} from '../../records/standing.ts';
import { removeRecord, type StoredRecord } from '../../records/store.ts';
import { loadUndo, type OldSectors } from '../../records/undo.ts';
import type { ChipKey } from '../../target/chip.ts';
import { contentOf } from '../content.ts';
import type { DesiredSector } from '../desired.ts';
import { keyOf, type OpenBoard } from '../open.ts';
import type { Session } from '../session.ts';
import type { Snapshot } from '../snapshot.ts';
import { strangeSectors } from './interrupted-sector.ts';

/** An earlier run on the board in hand. */
export interface InterruptedRun {
  readonly stored: StoredRecord;
  readonly standing: Exclude<Standing, 'foreign'>;
  readonly flash: FlashRecord;
  /** Whether the stored configuration is the one the record knows. */
  readonly configuration: ConfigurationSince;
  /** What its undo backup contains; absent if it ran without one, or if that is missing or damaged. */
  readonly undo?: OldSectors | undefined;
}

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
  const chip = { hashOf: hashes(snapshot), startable: vectorTable(snapshot.vectors).plausible };
  const fitting: Omit<InterruptedRun, 'undo'>[] = [];
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
    const seen = isOther ? 'foreign' : standingOf(flash, found);
    // Nothing is written where it was at work, and what is there starts: it stays to be continued by its own kind.
    if (seen === 'interrupted' && !update && !concerns(flash, wanted)) continue;
    const isUsed = seen === 'interrupted' && chip.startable && (await isConfiguredSince(vault, flash, snapshot, board));
    const standing = isUsed ? 'foreign' : seen;
    const isDone =
      standing === 'finished' || (standing === 'foreign' && found.samePath && !isOther && !isWorthKeeping(stored));
    if (isDone && !update && keeps) continue;
    if (isDone && !update) await removeRecord(vault, stored).catch(() => undefined);
    else if (standing === 'foreign') setAside(stored);
    else fitting.push({ stored, standing, flash, configuration: configurationSince(flash, found) });
  }
  const interrupted = fitting.filter(({ standing }) => standing === 'interrupted');
  const { possible, foreign } = await accounting(vault, interrupted, {
    snapshot,
    wanted,
    layout: board.identity.sectors,
    key,
    foreignHere,
  });
  for (const { stored } of foreign) setAside(stored);
  const past = possible[0] ?? fitting.find((each) => !foreign.includes(each));
  if (!past) return undefined;
  for (const { stored } of possible)
    if (!isCopy(stored, past.stored))
      ignored(board.session, message('flash.record-fits-too', recordName(vault, stored)));
  const names = fitting.filter(({ stored }) => isCopy(stored, past.stored)).flatMap(({ stored }) => stored.names);
  return pastOf(board, vault, {
    ...past,
    stored: { ...past.stored, names: [...new Set([...past.stored.names, ...names])] },
  });
}

/** Whether that run was at work on the vectors, so that nothing starts, or on what is wanted now. */
function concerns({ sectors }: FlashRecord, wanted: readonly DesiredSector[]): boolean {
  return sectors.some(
    ({ index, old, next }) => index === 0 || (old !== next && wanted.some(({ sector }) => sector.index === index)),
  );
}

/**
 * Whether the firmware has run since and saved a configuration where that run was erasing one: it had left the vectors, so
 * nothing kept the board from being used.
 */
async function isConfiguredSince(
  vault: Vault,
  flash: FlashRecord,
  snapshot: Snapshot,
  { identity }: OpenBoard,
): Promise<boolean> {
  const erased = flash.sectors.filter(({ index, next }) => isConfigurationSector(index) && next === erasedHash(index));
  if (erased.length === 0 || flash.sectors.some(({ index }) => index === 0)) return false;
  const undo = await loadUndo(vault, flash, identity.sectors).catch(() => undefined);
  const strange = undo ? strangeSectors({ flash, undo, snapshot, contentOf: () => undefined }) : [];
  return erased.some(({ index }) => strange.includes(index));

  function erasedHash(index: number): string {
    return sha256Hex(new Uint8Array(identity.sectors[index]?.length ?? 0).fill(0xff));
  }
}

interface Place {
  readonly layout: readonly Sector[];
  readonly key: ChipKey;
  /** When the runs began whose records are of this chip's number and port, and do not fit. */
  readonly foreignHere: readonly string[];
}

const noBytes = new Uint8Array();

interface Accounting {
  /** What may be continued, the best first. */
  readonly possible: readonly Omit<InterruptedRun, 'undo'>[];
  /**
   * No sector in hand is as such a run found it or can have left it: they are of another board, or of other people. So is a
   * run whose sectors are all blank, which every run can leave, where a later one in this port does not fit.
   */
  readonly foreign: readonly Omit<InterruptedRun, 'undo'>[];
}

/**
 * Of several, those whose undo backup accounts for what is in the sectors in hand, or tells nothing because it is missing or
 * damaged; those of this port first, the newest first: an older one may be another board's with the same serial number.
 */
async function accounting(
  vault: Vault,
  interrupted: readonly Omit<InterruptedRun, 'undo'>[],
  { snapshot, wanted, layout, key, foreignHere }: Pick<Marked, 'snapshot' | 'wanted'> & Place,
): Promise<Accounting> {
  const rank = ({ stored: { record } }: Omit<InterruptedRun, 'undo'>) =>
    `${isInPlace(record, key) ? 1 : 0} ${record.begun}`;
  const newest = [...interrupted].sort((a, b) => (rank(a) < rank(b) ? 1 : -1));
  const possible: Omit<InterruptedRun, 'undo'>[] = [];
  const partly: Omit<InterruptedRun, 'undo'>[] = [];
  const foreign: Omit<InterruptedRun, 'undo'>[] = [];
  for (const past of newest) {
    const undo = await loadUndo(vault, past.flash, layout).catch(() => undefined);
    const contentOfSector = (index: number) => {
      const named = wanted.find(({ sector }) => sector.index === index);
      const held = undo?.get(index);
      return named && held && contentOf(named, held);
    };
    const strange = undo ? strangeSectors({ flash: past.flash, undo, snapshot, contentOf: contentOfSector }) : [];
    // What earlier images would have left is not at hand: only their hashes are in the record.
    const isProven = ({ index, next, other }: RecordSector) => {
      const content = contentOfSector(index);
      return strange.includes(index) && other.length === 0 && content !== undefined && sha256Hex(content) === next;
    };
    const marked = past.flash.sectors.filter((sector) => !isWitness(sector) && !isProven(sector));
    const isBlank = marked.every(({ index }) => isErased(snapshot.sectors.get(index)?.bytes ?? noBytes));
    const isOutdated = isBlank && foreignHere.some((begun) => begun > past.stored.record.begun);
    if (marked.length === 0 || isOutdated) foreign.push(past);
    else (strange.length === 0 ? possible : partly).push(past);
  }
  return { possible: possible.length > 0 ? possible : partly.slice(0, 1), foreign };
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

async function pastOf(
  { session, identity }: OpenBoard,
  vault: Vault,
  past: Omit<InterruptedRun, 'undo'>,
): Promise<InterruptedRun> {
  if (past.standing === 'finished') return past;
  const undo = await loadUndo(vault, past.flash, identity.sectors).catch(() => undefined);
  const { undo: named } = past.flash;
  if (named && !undo) ignored(session, message('flash.undo-unusable', { location: vault.locate(named.name) }));
  else session.emit({ type: 'note', code: 'resumed', text: message('flash.continuing') });
  return { ...past, undo };
}

function tellLeft(session: Session, vault: Vault): (stored: StoredRecord) => void {
  return (stored) => {
    ignored(session, message('flash.record-does-not-fit', recordName(vault, stored)));
  };
}

/** A record and the files it names, for a message. */
export function recordName(vault: Vault, { record, names }: StoredRecord): RecordName {
  const { flash, update, begun } = record;
  return {
    locations: names.map((name) => vault.locate(name)),
    begun: begun === '' ? undefined : begun,
    undo: flash?.undo && vault.locate(flash.undo.name),
    configuration: update?.configuration && vault.locate(update.configuration.name),
  };
}

function ignored(session: Session, text: Message): void {
  session.emit({ type: 'note', code: 'journal-ignored', text });
}

/** Hashes of the sectors that were read whole. */
export function hashes(snapshot: Snapshot): ChipContent['hashOf'] {
  const known = new Map<number, string>();
  return (index) => {
    const bytes = snapshot.sectors.get(index)?.bytes;
    if (!bytes) return undefined;
    const hash = known.get(index) ?? sha256Hex(bytes);
    known.set(index, hash);
    return hash;
  };
}

/** Sectors that these records speak of. */
export function spokenSectors(records: readonly BoardRecord[]): ReadonlySet<number> {
  return new Set(records.flatMap(({ flash }) => flash?.sectors.map(({ index }) => index) ?? []));
}

/**
 * The snapshot with kept configuration as it was before the interrupted run, which may have died while rewriting it: then
 * what is wanted may be there, and what was kept beside it not.
 */
export function withKept(
  snapshot: Snapshot,
  past: InterruptedRun | undefined,
  wanted: readonly DesiredSector[] = [],
): Snapshot {
  if (!past?.undo) return snapshot;
  const kept = [...snapshot.sectors.values()].map((known) => {
    const { index } = known.sector;
    const bytes = past.undo?.get(index);
    if (!bytes) return [index, known] as const;
    const named = wanted.find(({ sector, gaps }) => sector.index === index && gaps === 'keep');
    const whole = !named || (known.bytes && firstDifference(contentOf(named, bytes), known.bytes) === -1);
    return [index, { ...known, bytes, equal: known.equal && whole === true }] as const;
  });
  return { ...snapshot, sectors: new Map(kept) };
}
