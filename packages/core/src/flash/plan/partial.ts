// An image without the vectors, which replaces a part of what is on the board: an application for a resident bootloader,
// a table. Where it overwrites a firmware that would start, the vectors' sector joins the plan: read before anything is
// changed, its vectors invalidated first and written back last, so that a cut leaves no half of two programs startable.
// Sectors 10 and 11 are a configuration, not a part. Pure.

import { type Finding, stop, warning } from '../../ask/findings.ts';
import { isConfigurationSector } from '../../board/odrive-v3.ts';
import type { Sector } from '../../board/stm32f405.ts';
import { cut, firstDifference, isErased } from '../../bytes.ts';
import { sha256Hex } from '../../image/sha256.ts';
import { vectorTable } from '../../image/vector.ts';
import { message } from '../../messages/message.ts';
import { type InterruptedRun, withKept } from '../records/interrupted-run.ts';
import { holdsVectors, vectorBytes } from '../run/vectors.ts';
import { contentOf } from './content.ts';
import type { DesiredSector } from './desired.ts';
import type { Snapshot } from './snapshot.ts';

const isConfiguration = ({ sector }: DesiredSector): boolean => isConfigurationSector(sector.index);

/** True if these bytes are a part of a firmware: some for sectors 0 to 9, but not all eight of the vectors. */
export function isPart(wanted: readonly DesiredSector[]): boolean {
  const firmware = wanted.filter((item) => !isConfiguration(item));
  const bringsVectors = firmware.some(({ named }) =>
    named.some((block) => cut(block, vectorBytes)?.data.length === vectorBytes.length),
  );
  return firmware.length > 0 && !bringsVectors;
}

/** The same with the vectors' sector, of which every byte that is not named is kept. */
export function withVectorSector(
  wanted: readonly DesiredSector[],
  sectors: readonly Sector[],
): readonly DesiredSector[] {
  const named = wanted.find(({ sector }) => holdsVectors(sector));
  const others = wanted.filter((item) => item !== named);
  const first = sectors
    .filter(holdsVectors)
    .map((sector) => ({ sector, named: named?.named ?? [], gaps: 'keep' as const }));
  return [...first, ...others];
}

export interface PartQuestion {
  /** With the vectors' sector, see {@link withVectorSector}. */
  readonly wanted: readonly DesiredSector[];
  readonly snapshot: Snapshot;
  readonly past: InterruptedRun | undefined;
  /** A person accepted beforehand that a part is written. */
  readonly accepted: boolean;
}

/** What is to be planned, and what is wrong with it. */
export interface PartDecision {
  readonly wanted: readonly DesiredSector[];
  readonly findings: readonly Finding[];
  /** What is kept beside the part. */
  readonly held: Snapshot;
}

/** Leaves the vectors' sector out where nothing starts from it, or nothing of its firmware is overwritten. */
export function decidePart({ wanted, snapshot, past, accepted }: PartQuestion): PartDecision {
  const held = withKept(snapshot, past, wanted);
  const first = wanted.find(({ sector }) => holdsVectors(sector));
  const kept = first && held.sectors.get(first.sector.index);
  const starts =
    kept?.bytes !== undefined && vectorTable(kept.bytes).plausible && continues(past, wanted, snapshot, held);
  const changed = wanted.filter(
    (item) => !isConfiguration(item) && held.sectors.get(item.sector.index)?.equal === false,
  );
  const overwritten = changed.filter(
    ({ sector }) => holdsVectors(sector) || !isBlank(snapshot.sectors.get(sector.index)?.bytes),
  );
  if (!starts || overwritten.length === 0) {
    const isDead = !vectorTable(snapshot.vectors).plausible;
    const left = { wanted: wanted.filter((item) => item !== first || item.named.length > 0) };
    if (!isDead || !first) return { ...left, findings: [], held };
    return { ...left, findings: [deadWarning(snapshot)], held: withVectorsAsFound(held, first, snapshot) };
  }
  if (accepted) return { wanted, findings: [], held };
  const sectors = overwritten.map(({ sector }) => sector.index);
  return { wanted, findings: [refusal(sectors)], held };
}

/** A part of the vectors' own sector must not bring back with the rest of it what would start half of an interrupted part. */
function withVectorsAsFound(held: Snapshot, first: DesiredSector, { vectors, sectors }: Snapshot): Snapshot {
  const { index } = first.sector;
  const kept = held.sectors.get(index);
  if (!kept?.bytes) return held;
  const bytes = kept.bytes.slice();
  bytes.set(vectors);
  const found = sectors.get(index)?.bytes;
  const equal = found !== undefined && firstDifference(contentOf(first, bytes), found) === -1;
  return { ...held, sectors: new Map([...held.sectors, [index, { ...kept, bytes, equal }]]) };
}

function refusal(sectors: readonly number[]): Finding {
  const text = message('preflight.part-overwrites', { sectors });
  return stop('partial-image', 'partial-image', text, { sectors });
}

/** A blank board, or vectors that a run has invalidated, which only its record and its undo backup know. */
function deadWarning({ vectors }: Snapshot): Finding {
  return warning('vector-table', message('preflight.no-bootable-firmware', { why: vectorTable(vectors).why }));
}

function isBlank(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && isErased(bytes);
}

/**
 * Whether the vectors that an interrupted run has saved may be written back: if it was a part, too, and this run leaves
 * every sector as that one was going to; or if it had changed nothing else. Else half of its firmware would start.
 */
function continues(
  past: InterruptedRun | undefined,
  wanted: readonly DesiredSector[],
  snapshot: Snapshot,
  held: Snapshot,
): boolean {
  if (past?.match !== 'interrupted') return true;
  const { sectors } = past.flash;
  const contents = new Map(wanted.map((item) => [item.sector.index, contentHash(item, held)]));
  const first = sectors.find(({ index }) => index === 0);
  const others = sectors.filter(({ index, old, next }) => index !== 0 && old !== next);
  const unchanged = others.every(({ index, old }) => old !== undefined && old === hashOf(snapshot, index));
  const finished = first?.old === first?.next && others.every(({ index, next }) => contents.get(index) === next);
  return unchanged || finished;
}

function contentHash(item: DesiredSector, held: Snapshot): string | undefined {
  const bytes = held.sectors.get(item.sector.index)?.bytes;
  return item.gaps === 'keep' && !bytes ? undefined : sha256Hex(contentOf(item, bytes));
}

function hashOf(snapshot: Snapshot, index: number): string | undefined {
  const bytes = snapshot.sectors.get(index)?.bytes;
  return bytes && sha256Hex(bytes);
}
