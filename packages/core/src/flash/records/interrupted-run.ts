// An earlier run on the board in hand: its record, its undo backup, and what both mean for what was read from the chip.

import { firstDifference } from '../../bytes.ts';
import { sha256Hex } from '../../image/sha256.ts';
import type { RecordName } from '../../messages/flash.ts';
import type { Vault } from '../../ports.ts';
import type { BoardRecord, FlashRecord } from '../../records/board-record.ts';
import type { ChipContent, ConfigurationSince, RecordMatch } from '../../records/match.ts';
import type { StoredRecord } from '../../records/store.ts';
import type { OldSectors } from '../../records/undo.ts';
import { contentOf } from '../plan/content.ts';
import type { DesiredSector } from '../plan/desired.ts';
import type { Snapshot } from '../plan/snapshot.ts';

/** An earlier run on the board in hand. */
export interface InterruptedRun {
  readonly stored: StoredRecord;
  readonly match: Exclude<RecordMatch, 'unrelated'>;
  readonly flash: FlashRecord;
  /** Whether the stored configuration is the one the record knows. */
  readonly configuration: ConfigurationSince;
  /** What its undo backup contains; absent if it ran without one, or if that is missing or damaged, or not needed any more. */
  readonly undo?: OldSectors | undefined;
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

/** Sectors that these records name. */
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
