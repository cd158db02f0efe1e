// A run at its beginning: a board that holds a firmware, what is wanted of it, and a disk with nothing of it.

import { inEnglish } from '../../../../../test/support/in-english.ts';
import { sectors } from '../../../src/board/stm32f405.ts';
import { dfuTimes } from '../../../src/dfu/times.ts';
import type { FlashEvent } from '../../../src/flash/events.ts';
import { nothingChanged } from '../../../src/flash/open/board-state.ts';
import { Meter } from '../../../src/flash/open/meter.ts';
import type { OpenBoard } from '../../../src/flash/open/open.ts';
import { wantedByImage } from '../../../src/flash/plan/desired.ts';
import { planFlash } from '../../../src/flash/plan/plan.ts';
import { introduction } from '../../../src/flash/preflight/introduction.ts';
import type { InterruptedRun } from '../../../src/flash/records/interrupted-run.ts';
import type { RecordInput, UpdateLink } from '../../../src/flash/records/record-input.ts';
import { sha256Hex } from '../../../src/image/sha256.ts';
import type { FlashRecord, UpdateRecord } from '../../../src/records/board-record.ts';
import { readRecords, type StoredRecord } from '../../../src/records/store.ts';
import { loadUndo } from '../../../src/records/undo.ts';
import { firmware, flashBase, type MemoryVault, memoryVault, sectorOf } from '../bench.ts';
import { environmentOf, fakeTarget } from '../fake-target.ts';

export const serial = '356A38673332';
/** Sectors 0 to 3, whole. */
export const length = 64 * 1024;
export const [held, wanted] = [firmware(1, length), firmware(2, length)];
export const all = [0, 1, 2, 3];
export const blankVectors = held.map((byte, at) => (at < 8 ? 0xff : byte));
export const image = sha256Hex(wanted);
export const configuration = { name: 'odrive-config-x.json', sha256: sha256Hex(new Uint8Array(1)) };

export let vault: MemoryVault;
let events: FlashEvent[];
export let board: OpenBoard;

/** A board that holds a firmware, and a disk with nothing of it. */
export async function begin(): Promise<void> {
  vault = memoryVault();
  events = [];
  const target = fakeTarget({ holds: held });
  const { clock } = environmentOf(target);
  const emit = (event: FlashEvent) => void events.push(event);
  const meter = new Meter(clock, emit);
  const session = { target, clock, meter, emit, recoveries: [], failing: { since: undefined } };
  board = { session, identity: await target.identify({}), tracker: nothingChanged(), told: introduction(emit) };
}

/** The flash as it is read before the run: these sectors, and whether they are what is wanted. */
export function input(
  present: Uint8Array,
  shall: Uint8Array = wanted,
  from = 0,
  more: Partial<RecordInput> = {},
): RecordInput {
  const asImage = {
    format: 'raw',
    segments: [{ address: flashBase + from, data: shall.slice(from) }],
    notes: [],
  } as const;
  const asked = wantedByImage(asImage, sectors);
  const known = asked.map(({ sector }) => {
    const whole = new Uint8Array(sector.length).fill(0xff);
    whole.set(present.subarray(sector.address - flashBase, sector.address - flashBase + sector.length));
    const after = new Uint8Array(sector.length).fill(0xff);
    after.set(shall.subarray(sector.address - flashBase, sector.address - flashBase + sector.length));
    return [sector.index, { sector, bytes: whole, equal: sha256Hex(whole) === sha256Hex(after) }] as const;
  });
  const snapshot = { vectors: present.slice(0, 8), sectors: new Map(known) };
  const plan = planFlash({ sectors, wanted: asked, snapshot, width: 8, times: dfuTimes(8, 2048) });
  return {
    vault,
    plan,
    snapshot,
    past: undefined,
    unusable: [],
    backup: true,
    image,
    program: '1.2.3',
    link: undefined,
    ...more,
  };
}

/** An earlier run on this board, of which this record is on the disk. */
export function pastOf(
  flash: FlashRecord,
  { undo, update, match = 'interrupted' }: Partial<InterruptedRun> & { readonly update?: UpdateRecord } = {},
): InterruptedRun {
  const record = { chip: serial, path: '1-1', begun: '2024', flash, update };
  const stored = { record, names: ['journal-x.json'] };
  vault.files.set('journal-x.json', new TextEncoder().encode('{}'));
  return { stored, match, flash, configuration: 'untold', undo };
}

export const recorded = (index: number, old: Uint8Array) => ({
  index,
  old: sha256Hex(sectorOf(old, index)),
  next: sha256Hex(sectorOf(wanted, index)),
  other: [],
});

export const notes = () => events.flatMap((event) => (event.type === 'note' ? [event.code] : []));
export const noteText = (code: string) =>
  events.flatMap((event) => (event.type === 'note' && event.code === code ? [inEnglish(event.text)] : []));
export const files = (start: string) => [...vault.files.keys()].filter((name) => name.startsWith(start));
export const records = async () => (await readRecords(vault)).stored.map(({ record }) => record);

/** What the undo backup of that name holds of each sector of the image. */
export async function savedIn(name: string, indices: readonly number[], old: Uint8Array) {
  const flash = {
    undo: { name, complete: true },
    sectors: indices.map((index) => recorded(index, old)),
    inProgress: [],
  };
  return [...((await loadUndo(vault, flash, sectors)) ?? new Map<number, Uint8Array>()).keys()];
}

export function linkOf(kept: StoredRecord[], stored?: StoredRecord): UpdateLink {
  return {
    stored,
    settle: async () => ({ image, configuration }),
    leaveAlone: () => {},
    keep: (one) => void kept.push(one),
  };
}
