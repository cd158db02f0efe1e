// The record of the run that is about to begin, which also knows all that the interrupted one knew.

import { configurationRange, configurationSectors } from '../../board/odrive-v3.ts';
import { chipOf } from '../../board/serial.ts';
import { sha256Hex } from '../../image/sha256.ts';
import type { BoardRecord, FlashRecord, RecordSector, UpdateRecord } from '../../records/board-record.ts';
import type { Identity } from '../../target/identity.ts';
import { keyOf, type OpenBoard } from '../open/open.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import { hashes } from './interrupted-run.ts';
import type { KeptUndo, RecordInput } from './record-input.ts';

/** Whose record it is, and what it has to say of an update. */
export async function recordOf(
  board: OpenBoard,
  { past, link, program, plan, snapshot }: RecordInput,
): Promise<BoardRecord> {
  const { session, identity } = board;
  const { serial, path } = keyOf(board);
  const found = { unchanged: plan.steps.length === 0, configuration: configurationIn(snapshot) };
  const settled = await link?.settle(past, found);
  const before = past?.stored.record ?? link?.stored?.record;
  const chip = chipOf(serial) ?? before?.chip;
  return {
    chip,
    serial: chip === undefined ? serial : undefined,
    path,
    begun: before?.begun || session.clock.date().toISOString(),
    program,
    board: identity.board.known ? identity.board.version.name : before?.board,
    // What ran before this flash runs no longer after it; only the update itself continues from there.
    release: link ? before?.release : undefined,
    update: settled ? { ...settled, stage: 'writing' } : owedOf(before),
  };
}

/** The configuration sectors as they were found, where they were read. */
function configurationIn({ sectors: known }: Snapshot): Uint8Array | undefined {
  const parts = configurationSectors.flatMap(({ index }) => known.get(index)?.bytes ?? []);
  if (parts.length < configurationSectors.length) return undefined;
  const whole = new Uint8Array(configurationRange.length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What is left of an update whose firmware is not on the board: its configuration. */
export function owedOf(record: BoardRecord | undefined): UpdateRecord | undefined {
  return record?.update && { ...record.update, release: undefined, descriptor: undefined, stage: 'entering' };
}

/** What was, is and will be in every sector that is known. */
export function flashRecord(
  { identity }: { readonly identity: Pick<Identity, 'sectors'> },
  input: Pick<RecordInput, 'plan' | 'snapshot' | 'image' | 'past'>,
  undo: KeptUndo | undefined,
): FlashRecord {
  const { plan, snapshot, image } = input;
  const past = input.past?.match === 'interrupted' ? input.past : undefined;
  const hashOf = hashes(snapshot);
  const contents = new Map(plan.sectors.map(({ sector, content }) => [sector.index, content]));
  const spoken = identity.sectors.flatMap(({ index }): RecordSector[] => {
    const before = past?.flash.sectors.find((sector) => sector.index === index);
    const content = contents.get(index);
    const now = hashOf(index);
    const next = content ? sha256Hex(content) : now;
    if (next === undefined) return before ? [before] : [];
    const saved = undo?.sectors.get(index);
    const old = saved ? sha256Hex(saved) : before ? before.old : now;
    const seen = [before?.old, ...(before?.other ?? []), before?.next, now];
    const other = [...new Set(seen)].filter((hash) => hash !== undefined && hash !== next && hash !== old);
    return [{ index, old, next, other: other as string[] }];
  });
  const before = past ?? (plan.steps.length === 0 ? input.past : undefined);
  const kept = undo ? { name: undo.report.name, complete: undo.report.complete } : before?.flash.undo;
  return { image, undo: kept, sectors: spoken, inProgress: [] };
}
