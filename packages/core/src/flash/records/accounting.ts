// Which of several interrupted runs can have left what is in the flash, as far as their undo backups show. Pure.

import { isConfigurationSector } from '../../board/odrive-v3.ts';
import type { Sector } from '../../board/stm32f405.ts';
import { isErased } from '../../bytes.ts';
import { sha256Hex } from '../../image/sha256.ts';
import type { FlashRecord, RecordSector } from '../../records/board-record.ts';
import { isInPlace, isWitness } from '../../records/match.ts';
import type { OldSectors } from '../../records/undo.ts';
import type { ChipKey } from '../../target/chip.ts';
import { contentOf } from '../plan/content.ts';
import type { DesiredSector } from '../plan/desired.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import type { InterruptedRun } from './interrupted-run.ts';
import { strangeSectors } from './interrupted-sector.ts';

/** What the runs are held against. */
export interface Found {
  readonly snapshot: Snapshot;
  readonly wanted: readonly DesiredSector[];
  readonly key: ChipKey;
  /** When the runs began whose records are of this chip's number and port, and do not fit. */
  readonly foreignHere: readonly string[];
}

interface Accounting {
  /** What may be continued, the best first. */
  readonly possible: readonly InterruptedRun[];
  /**
   * No sector in hand is as such a run found it or can have left it: they are of another board, or of other people. So is a
   * run whose sectors are all blank, which every run can leave, where a later one in this port does not fit.
   */
  readonly foreign: readonly InterruptedRun[];
}

/**
 * Of several, those whose undo backup accounts for what is in the sectors in hand, or says nothing because it is missing or
 * damaged; those of this port first, the newest first: an older one may be another board's with the same serial number.
 */
export function accounting(interrupted: readonly InterruptedRun[], found: Found): Accounting {
  const rank = ({ stored: { record } }: InterruptedRun) => `${isInPlace(record, found.key) ? 1 : 0} ${record.begun}`;
  const newest = [...interrupted].sort((a, b) => (rank(a) < rank(b) ? 1 : -1));
  const judged = newest.map((past) => ({ past, verdict: verdictOn(past, found) }));
  const those = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict).map(({ past }) => past);
  const possible = those('possible');
  return { possible: possible.length > 0 ? possible : those('partly').slice(0, 1), foreign: those('foreign') };
}

type Verdict = 'possible' | 'partly' | 'foreign';

const noBytes = new Uint8Array();

function verdictOn({ stored, flash, undo }: InterruptedRun, { snapshot, wanted, foreignHere }: Found): Verdict {
  const contentOfSector = (index: number) => {
    const named = wanted.find(({ sector }) => sector.index === index);
    const held = undo?.get(index);
    return named && held && contentOf(named, held);
  };
  const strange = undo ? strangeSectors({ flash, undo, snapshot, contentOf: contentOfSector }) : [];
  // What earlier images would have left is not at hand: only their hashes are in the record.
  const isProven = ({ index, next, other }: RecordSector) => {
    const content = contentOfSector(index);
    return strange.includes(index) && other.length === 0 && content !== undefined && sha256Hex(content) === next;
  };
  const marked = flash.sectors.filter((sector) => !isWitness(sector) && !isProven(sector));
  const isBlank = marked.every(({ index }) => isErased(snapshot.sectors.get(index)?.bytes ?? noBytes));
  const isOutdated = isBlank && foreignHere.some((begun) => begun > stored.record.begun);
  if (marked.length === 0 || isOutdated) return 'foreign';
  return strange.length === 0 ? 'possible' : 'partly';
}

/**
 * Whether the firmware has run since and saved a configuration where that run was erasing one: it had left the vectors, so
 * nothing kept the board from being used.
 */
export function isConfiguredSince(
  flash: FlashRecord,
  undo: OldSectors,
  { snapshot, layout }: Pick<Found, 'snapshot'> & { readonly layout: readonly Sector[] },
): boolean {
  const erasedHash = (index: number) => sha256Hex(new Uint8Array(layout[index]?.length ?? 0).fill(0xff));
  const erased = flash.sectors.filter(({ index, next }) => isConfigurationSector(index) && next === erasedHash(index));
  if (erased.length === 0 || flash.sectors.some(({ index }) => index === 0)) return false;
  const strange = strangeSectors({ flash, undo, snapshot, contentOf: () => undefined });
  return erased.some(({ index }) => strange.includes(index));
}
