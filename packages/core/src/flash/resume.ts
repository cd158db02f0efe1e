// Whether an interrupted run is continued, and what the run that continues it must know. What a journal says of a chip is
// decided in records/standing.ts.

import { sectors } from '../board/stm32f405.ts';
import { firstDifference } from '../bytes.ts';
import { sha256Hex } from '../image/sha256.ts';
import { vectorTable } from '../image/vector.ts';
import type { UsbBus, UsbDeviceInfo, Vault } from '../ports.ts';
import { type Journal, type JournalSector, readJournals, removeJournal } from '../records/flash-journal.ts';
import { serialOf } from '../records/names.ts';
import { type Chip, standingOf } from '../records/standing.ts';
import { loadUndo, type OldSectors } from '../records/undo.ts';
import { classifyDevice, sameSerial } from '../usb/find.ts';
import { contentOf } from './content.ts';
import type { FlashPlan } from './plan.ts';
import type { Session } from './session.ts';
import type { Snapshot } from './snapshot.ts';
import type { Wanted } from './wanted.ts';

/** An interrupted run that is being continued. */
export interface Past {
  readonly journal: Journal;
  /** What its undo backup holds; absent if it ran without one. */
  readonly undo?: OldSectors;
}

/** Journals that may belong to the board in hand. Never throws: a run without a past is still a run. */
export async function candidates(session: Session, vault: Vault, bus: UsbBus): Promise<readonly Journal[]> {
  const { device } = session.target;
  try {
    const { journals, damaged } = await readJournals(vault, serialOf(device));
    for (const name of damaged) ignored(session, `${vault.locate(name)} is no journal of odflash.`);
    if (journals.length === 0) return [];
    const here = journals.filter(({ path }) => path === device.path);
    const clones = await clonePaths(bus, device);
    return [...here, ...journals.filter(({ path }) => path !== device.path && !clones.includes(path))];
  } catch (cause) {
    ignored(session, `Journals of earlier runs could not be read: ${cause instanceof Error ? cause.message : cause}.`);
    return [];
  }
}

/** Where other boards with the same serial are plugged in: their journals are theirs. */
async function clonePaths(bus: UsbBus, device: UsbDeviceInfo): Promise<readonly string[]> {
  const devices = await bus.list();
  return devices
    .filter((other) => other.path !== device.path && classifyDevice(other) !== 'other')
    .filter(({ serial }) => serial === undefined || sameSerial(serial, device.serial))
    .map(({ path }) => path);
}

function ignored(session: Session, text: string): void {
  session.emit({ type: 'note', code: 'journal-ignored', text });
}

/** The interrupted run that the board in hand bears the marks of. Journals of finished ones are removed on the way. */
export async function choosePast(
  session: Session,
  vault: Vault,
  { journals, snapshot }: { readonly journals: readonly Journal[]; readonly snapshot: Snapshot },
): Promise<Past | undefined> {
  const chip = { hashOf: hashes(snapshot), startable: vectorTable(snapshot.vectors).plausible };
  for (const journal of journals) {
    const samePath = journal.path === session.target.device.path;
    const standing = standingOf(journal, { ...chip, samePath });
    if (standing === 'finished' && samePath) await removeJournal(vault, journal).catch(() => undefined);
    if (standing === 'foreign' && samePath) ignored(session, 'The board has been changed since the interrupted run.');
    if (standing !== 'interrupted') continue;
    const undo = await loadUndo(vault, journal).catch(() => undefined);
    if (journal.undo !== undefined && !undo) {
      ignored(session, `The undo backup ${vault.locate(journal.undo)} of the interrupted run is missing or damaged.`);
      continue;
    }
    session.emit({ type: 'note', code: 'resumed', text: 'An interrupted run on this board is continued.' });
    return { journal, ...(undo && { undo }) };
  }
  return undefined;
}

function hashes(snapshot: Snapshot): Chip['hashOf'] {
  const known = new Map<number, string>();
  return (index) => {
    const bytes = snapshot.sectors.get(index)?.bytes;
    const hash = known.get(index) ?? (bytes ? sha256Hex(bytes) : '');
    known.set(index, hash);
    return hash;
  };
}

/**
 * The snapshot with kept configuration as it was before the interrupted run, which may have died while rewriting it: then
 * what is wanted may be there, and what was kept beside it not.
 */
export function withKept(snapshot: Snapshot, past: Past | undefined, wanted: readonly Wanted[] = []): Snapshot {
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

/** The journal of the run that is about to begin, which also knows all that the interrupted one knew. */
export function journalFor(
  device: UsbDeviceInfo,
  plan: FlashPlan,
  {
    snapshot,
    past,
    undo,
  }: {
    readonly snapshot: Snapshot;
    readonly past: Past | undefined;
    readonly undo: { readonly name: string; readonly complete: boolean } | undefined;
  },
): Journal {
  const hashOf = hashes(snapshot);
  const contents = new Map(plan.sectors.map(({ sector, content }) => [sector.index, content]));
  const spoken = sectors.flatMap(({ index }): JournalSector[] => {
    const before = past?.journal.sectors.find((sector) => sector.index === index);
    const content = contents.get(index);
    if (!before && !content) return [];
    const now = hashOf(index);
    const old = before ? before.old : now;
    const next = content ? sha256Hex(content) : now;
    const other = [...new Set([...(before ? [...before.other, before.next] : []), now])];
    const seen = other.filter((hash) => hash !== '' && hash !== next && hash !== old);
    return [{ index, next, other: seen, ...(old !== undefined && old !== '' && { old }) }];
  });
  return {
    serial: serialOf(device),
    path: device.path,
    undoComplete: undo?.complete ?? false,
    sectors: spoken,
    inProgress: [],
    ...(undo && { undo: undo.name }),
  };
}
