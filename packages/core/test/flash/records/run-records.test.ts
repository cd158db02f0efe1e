// What a run leaves on the disk: the undo backup and the record before the first change, and at the end no more than what is
// still to be done. What is missing here is lost with the run.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { sectors } from '../../../src/board/stm32f405.ts';
import { dfuTimes } from '../../../src/dfu/times.ts';
import { nothingChanged } from '../../../src/flash/board-state.ts';
import { wantedByImage } from '../../../src/flash/desired.ts';
import type { FlashEvent } from '../../../src/flash/events.ts';
import { Meter } from '../../../src/flash/meter.ts';
import type { OpenBoard } from '../../../src/flash/open.ts';
import { planFlash } from '../../../src/flash/plan.ts';
import { introduction } from '../../../src/flash/preflight/introduction.ts';
import type { RecordInput, UpdateLink } from '../../../src/flash/records/record-input.ts';
import type { InterruptedRun } from '../../../src/flash/records/resume.ts';
import { openRecords, settleErased, settleRecords } from '../../../src/flash/records/run-records.ts';
import { sha256Hex } from '../../../src/image/sha256.ts';
import type { BoardRecord, FlashRecord, UpdateRecord } from '../../../src/records/board-record.ts';
import { formatRecord } from '../../../src/records/record-file.ts';
import { readRecords, type StoredRecord } from '../../../src/records/store.ts';
import { loadUndo } from '../../../src/records/undo.ts';
import type { UnusableRecord } from '../../../src/records/unusable.ts';
import { failure, firmware, flashBase, type MemoryVault, memoryVault, sectorOf } from '../bench.ts';
import { fakeTarget, worldOf } from '../fake-target.ts';

const serial = '356A38673332';
/** Sectors 0 to 3, whole. */
const length = 64 * 1024;
const [held, wanted] = [firmware(1, length), firmware(2, length)];
const all = [0, 1, 2, 3];
const blankVectors = held.map((byte, at) => (at < 8 ? 0xff : byte));
const image = sha256Hex(wanted);
const configuration = { name: 'odrive-config-x.json', sha256: sha256Hex(new Uint8Array(1)) };

let vault: MemoryVault;
let events: FlashEvent[];
let board: OpenBoard;

/** A board that holds a firmware, and a disk with nothing of it. */
async function begin(): Promise<void> {
  vault = memoryVault();
  events = [];
  const target = fakeTarget({ holds: held });
  const { clock } = worldOf(target);
  const emit = (event: FlashEvent) => void events.push(event);
  const meter = new Meter(clock, emit);
  const session = { target, clock, meter, emit, recoveries: [], failing: { since: undefined } };
  board = { session, identity: await target.identify({}), tracker: nothingChanged(), told: introduction(emit) };
}

/** The flash as it is read before the run: these sectors, and whether they are what is wanted. */
function input(
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
function pastOf(
  flash: FlashRecord,
  { undo, update, standing = 'interrupted' }: Partial<InterruptedRun> & { readonly update?: UpdateRecord } = {},
): InterruptedRun {
  const record = { chip: serial, path: '1-1', begun: '2024', flash, update };
  const stored = { record, names: ['journal-x.json'] };
  vault.files.set('journal-x.json', new TextEncoder().encode('{}'));
  return { stored, standing, flash, configuration: 'untold', undo };
}

const recorded = (index: number, old: Uint8Array) => ({
  index,
  old: sha256Hex(sectorOf(old, index)),
  next: sha256Hex(sectorOf(wanted, index)),
  other: [],
});

const notes = () => events.flatMap((event) => (event.type === 'note' ? [event.code] : []));
const noteText = (code: string) =>
  events.flatMap((event) => (event.type === 'note' && event.code === code ? [inEnglish(event.text)] : []));
const files = (start: string) => [...vault.files.keys()].filter((name) => name.startsWith(start));
const records = async () => (await readRecords(vault)).stored.map(({ record }) => record);

/** What the undo backup of that name holds of each sector of the image. */
async function savedIn(name: string, indices: readonly number[], old: Uint8Array) {
  const flash = {
    undo: { name, complete: true },
    sectors: indices.map((index) => recorded(index, old)),
    inProgress: [],
  };
  return [...((await loadUndo(vault, flash, sectors)) ?? new Map<number, Uint8Array>()).keys()];
}

describe('before a sector is changed', () => {
  it('the record has the vectors, that sector and the one after the vectors in hand, and is written once for each', async () => {
    await begin();
    const run = await openRecords(board, input(held));
    const inHand: (readonly number[] | undefined)[] = [];
    let puts = 0;
    vault.refuses = () => {
      puts += 1;
      return false;
    };
    for (const index of [0, 0, 1, 1, 2, 0]) {
      await run.beginSector(index);
      inHand.push((await records())[0]?.flash?.inProgress);
    }
    expect(inHand).toEqual([[0, 1], [0, 1], [0, 1], [0, 1], [0, 2], [0]]);
    expect(puts).toBe(3);
    expect(await records()).toHaveLength(1);
  });

  it('of a part without the vectors only its own sectors are in hand', async () => {
    await begin();
    const run = await openRecords(board, input(held, wanted, 16 * 1024));
    const inHand: (readonly number[] | undefined)[] = [];
    for (const index of [1, 2]) {
      await run.beginSector(index);
      inHand.push((await records())[0]?.flash?.inProgress);
    }
    expect(inHand).toEqual([[1], [2]]);
  });

  it('of the vectors alone nothing else is in hand', async () => {
    await begin();
    const run = await openRecords(board, input(held.subarray(0, 16 * 1024), wanted.subarray(0, 16 * 1024)));
    await run.beginSector(0);
    expect((await records())[0]?.flash?.inProgress).toEqual([0]);
  });

  it('a disk that takes no record stops the run before the first change, and without a backup or after it is only said', async () => {
    await begin();
    const run = await openRecords(board, input(held));
    vault.refuses = () => true;
    expect((await failure(run.beginSector(0))).code).toBe('backup-failed');
    vault.refuses = () => false;
    await run.beginSector(0);
    vault.refuses = () => true;
    await run.beginSector(2);
    await run.beginSector(3);
    expect(notes().filter((code) => code === 'journal-unwritable')).toHaveLength(1);
    vault.refuses = () => false;
    await run.beginSector(1);
    expect((await records())[0]?.flash?.inProgress).toEqual([0, 1]);

    const bare = await openRecords(board, input(held, wanted, 0, { backup: false }));
    vault.refuses = () => true;
    await bare.beginSector(0);
    expect(noteText('journal-unwritable')[1]).toContain('ENOSPC: no space left on device');
  });

  it('the update that it is part of learns of every record', async () => {
    await begin();
    const kept: StoredRecord[] = [];
    const link = linkOf(kept);
    const run = await openRecords(board, input(held, wanted, 0, { link }));
    await run.beginSector(0);
    await run.beginSector(1);
    await run.beginSector(2);
    expect(kept.map(({ record }) => [record.update?.stage, record.flash?.inProgress])).toEqual([
      ['writing', [0, 1]],
      ['writing', [0, 2]],
    ]);
  });
});

function linkOf(kept: StoredRecord[], stored?: StoredRecord): UpdateLink {
  return {
    stored,
    settle: async () => ({ image, configuration }),
    leaveAlone: () => {},
    keep: (one) => void kept.push(one),
  };
}

describe('the undo backup', () => {
  it('holds all that will be rewritten, says that it is whole, and is on the disk before anything else', async () => {
    await begin();
    const { undo } = await openRecords(board, input(held));
    expect(undo).toMatchObject({ complete: true, name: expect.stringMatching(/^undo-/) });
    expect(await savedIn(undo!.name, all, held)).toEqual(all);
    expect(noteText('undo-saved')).toEqual([expect.stringContaining(undo!.location)]);
    expect(files('journal-')).toEqual([]);
  });

  it('is called partial where what it holds would not start', async () => {
    await begin();
    const { undo } = await openRecords(board, input(blankVectors));
    expect(undo).toMatchObject({ complete: false, name: expect.stringMatching(/^partial-/) });
    expect(noteText('undo-partial')).toEqual([expect.stringContaining(undo!.location)]);
  });

  it('is made by no run that is told to make none', async () => {
    await begin();
    const run = await openRecords(board, input(held, wanted, 0, { backup: false }));
    expect(run.undo).toBeUndefined();
    expect(vault.files.size).toBe(0);
    await run.close();
    expect(notes()).toEqual([]);
  });

  it('of the interrupted run is used again where it covers everything', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const half = held.map((byte, at) => (at < 8 ? 0 : byte));
    const run = await openRecords(board, input(half, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo).toEqual({ name: 'undo-old.dfu', complete: true, location: 'vault:undo-old.dfu' });
    expect([...files('undo-'), ...files('partial-')]).toEqual([]);
    await run.beginSector(0);
    expect((await records())[0]?.flash).toMatchObject({
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: flash.sectors.map(({ index, old }) => ({ index, old })),
    });
  });

  it('of the interrupted run is not called whole where its own vectors would start nothing', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(blankVectors, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, blankVectors)),
      inProgress: [],
    };
    const run = await openRecords(board, input(blankVectors, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo).toMatchObject({ name: 'undo-old.dfu', complete: false });
  });

  it('of the interrupted run is what it was called where it holds no vectors', async () => {
    await begin();
    for (const complete of [true, false]) {
      const flash = { undo: { name: 'undo-old.dfu', complete }, sectors: [recorded(1, held)], inProgress: [1] };
      const past = pastOf(flash, { undo: new Map([[1, sectorOf(held, 1)]]) });
      const run = await openRecords(
        board,
        input(held.subarray(0, 32 * 1024), wanted.subarray(0, 32 * 1024), 16 * 1024, { past }),
      );
      expect(run.undo).toMatchObject({ name: 'undo-old.dfu', complete });
    }
  });

  it('has no second one beside it for what the interrupted run itself can have left, or what is wanted', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => ({ ...recorded(index, held), next: sha256Hex(held) })),
      inProgress: [0, 1],
    };
    const half = held.slice();
    half.set(wanted.subarray(16 * 1024, 24 * 1024), 16 * 1024);
    half.fill(0xff, 24 * 1024, 32 * 1024);
    half.set(sectorOf(wanted, 2), 32 * 1024);
    await openRecords(board, input(half, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(files('partial-')).toEqual([]);
    expect(notes()).toEqual([]);
  });

  it('with a configuration in it is remembered as of this chip and firmware, also one that another tool has put there', async () => {
    await begin();
    const size = 1024 * 1024;
    const [old, shall, stranger] = [firmware(1, size), firmware(2, size), firmware(3, size)];
    await openRecords(board, input(old, shall));
    expect(files('raw-config-')).toHaveLength(1);
    vault.files.clear();
    const every = sectors.map(({ index }) => index);
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: every.map((index) => recorded(index, old)),
      inProgress: [0, 10],
    };
    const other = old.slice();
    other.set(sectorOf(stranger, 10), sectors[10]!.address - flashBase);
    const undo = new Map(every.map((index) => [index, sectorOf(old, index)]));
    await openRecords(board, input(other, shall, 0, { past: pastOf(flash, { undo }) }));
    expect(files('raw-config-')).toHaveLength(1);
  });

  it('of the interrupted run, if it lacks a sector, goes into a new one with what it holds', async () => {
    await begin();
    const undo = new Map([0, 1].map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: [0, 1].map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const half = held.map((byte, at) => (at < 8 ? 0 : byte));
    const run = await openRecords(board, input(half, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo?.complete).toBe(true);
    expect(run.undo?.name).not.toBe('undo-old.dfu');
    expect(await savedIn(run.undo!.name, all, held)).toEqual(all);
  });

  it('also holds what another tool put into a sector the interrupted run had in hand, in a file of its own', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const stranger = firmware(3, length);
    const other = held.slice();
    other.set(sectorOf(stranger, 1), 16 * 1024);
    const run = await openRecords(board, input(other, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(run.undo?.name).toBe('undo-old.dfu');
    const [own] = files('partial-');
    expect(await savedIn(own!, [1], stranger)).toEqual([1]);
    expect(noteText('undo-partial')).toEqual([expect.stringMatching(new RegExp(`^Sector 1: .*vault:${own}`))]);
  });

  it('names each of several such sectors', async () => {
    await begin();
    const undo = new Map(all.map((index) => [index, sectorOf(held, index)]));
    const flash = {
      undo: { name: 'undo-old.dfu', complete: true },
      sectors: all.map((index) => recorded(index, held)),
      inProgress: [0, 1],
    };
    const other = held.slice();
    other.set(firmware(3, length).subarray(16 * 1024, 48 * 1024), 16 * 1024);
    await openRecords(board, input(other, wanted, 0, { past: pastOf(flash, { undo }) }));
    expect(noteText('undo-partial')[0]).toMatch(/^Sectors 1, 2: /);
  });

  describe('after an interrupted run without one', () => {
    const flash = (old: Uint8Array): FlashRecord => ({
      sectors: all.map((index) => recorded(index, old)),
      inProgress: [0, 1],
    });

    it('is whole if that run has changed nothing yet', async () => {
      await begin();
      const { undo } = await openRecords(board, input(held, wanted, 0, { past: pastOf(flash(held)) }));
      expect(undo?.complete).toBe(true);
    });

    it('is partial if one sector is not what it was, or if it is not known what it was', async () => {
      await begin();
      const changed = held.with(length - 1, held[length - 1]! ^ 1);
      expect((await openRecords(board, input(changed, wanted, 0, { past: pastOf(flash(held)) }))).undo?.complete).toBe(
        false,
      );
      const untold = { ...flash(held), sectors: flash(held).sectors.map(({ old: _, ...sector }) => sector) };
      expect((await openRecords(board, input(held, wanted, 0, { past: pastOf(untold) }))).undo?.complete).toBe(false);
      const unread = { ...flash(held), sectors: [{ index: 5, next: image, other: [] }] };
      expect((await openRecords(board, input(held, wanted, 0, { past: pastOf(unread) }))).undo?.complete).toBe(false);
    });

    it('is whole although a sector that no run was going to change is another now', async () => {
      await begin();
      const witness = { index: 10, old: sha256Hex(held), next: sha256Hex(held), other: [] };
      const past = pastOf({ ...flash(held), sectors: [...flash(held).sectors, witness] });
      expect((await openRecords(board, input(held, wanted, 0, { past }))).undo?.complete).toBe(true);
    });

    it('is judged by what is there now after a run that was finished', async () => {
      await begin();
      const past = pastOf(flash(held), { standing: 'finished' });
      expect((await openRecords(board, input(wanted.with(9, 0), held, 0, { past }))).undo?.complete).toBe(true);
    });
  });
});

describe('when the board is verified', () => {
  const update: UpdateRecord = { stage: 'writing', image, release: '0.5.6', descriptor: 1, configuration };

  it('the record goes, in all its files', async () => {
    await begin();
    const run = await openRecords(board, input(held));
    await run.beginSector(0);
    await run.close();
    expect(await records()).toEqual([]);
    await (await openRecords(board, input(held, wanted, 0, { past: pastOf({ sectors: [], inProgress: [] }) }))).close();
    expect(files('journal-')).toEqual([]);
  });

  it('an update goes on with what it knows, its configuration to be restored', async () => {
    await begin();
    const kept: StoredRecord[] = [];
    const run = await openRecords(board, input(held, wanted, 0, { link: linkOf(kept) }));
    await run.beginSector(0);
    await run.close();
    const [record] = await records();
    expect(record).toMatchObject({ update: { stage: 'restoring', configuration }, flash: { inProgress: [] } });
    expect(kept.at(-1)?.record).toEqual(record);
  });

  it('an interrupted update keeps its configuration as owed and says how it comes back', async () => {
    await begin();
    const past = pastOf({ sectors: [], inProgress: [] }, { update });
    const run = await openRecords(board, input(held, wanted, 0, { past }));
    await run.close();
    const [record] = await records();
    expect(record?.flash).toBeUndefined();
    expect(record?.update).toEqual({ stage: 'entering', image, configuration });
    expect(noteText('configuration-owed')).toEqual([
      expect.stringContaining('odflash restore vault:odrive-config-x.json'),
    ]);
  });

  it('an interrupted update ends where this run has replaced the configuration, and its file is named', async () => {
    await begin();
    const past = pastOf({ sectors: [], inProgress: [] }, { update });
    const whole = new Uint8Array(1024 * 1024).fill(0xff);
    whole.set(held);
    const shall = firmware(2, 1024 * 1024);
    const run = await openRecords(board, input(whole, shall, 0, { past }));
    await run.close();
    expect(files('journal-')).toEqual([]);
    expect(noteText('update-closed')).toEqual([expect.stringContaining('vault:odrive-config-x.json')]);
  });

  it('an interrupted update without a configuration leaves nothing behind', async () => {
    await begin();
    const { configuration: _, ...bare } = update;
    const past = pastOf({ sectors: [], inProgress: [] }, { update: bare });
    await (await openRecords(board, input(held, wanted, 0, { past }))).close();
    expect(files('journal-')).toEqual([]);
    expect(notes()).not.toContain('configuration-owed');
  });

  it('a record that cannot be removed is said, and the run is no failure for it', async () => {
    await begin();
    const run = await openRecords(board, input(held));
    await run.beginSector(0);
    vault.remove = async () => {
      throw new Error('EROFS');
    };
    await run.close();
    expect(noteText('journal-unwritable')).toEqual([expect.stringContaining('EROFS')]);
  });
});

describe('a record that cannot be used, and was accepted so', () => {
  const unusable: UnusableRecord = { name: 'journal-bad.json', why: 'damaged', files: [] };

  it('is moved aside with its content, before anything is backed up', async () => {
    await begin();
    vault.files.set('journal-bad.json', Uint8Array.of(7));
    await openRecords(board, input(held, wanted, 0, { unusable: [unusable] }));
    expect(files('journal-')).toEqual([]);
    const [aside] = files('aside-');
    expect(vault.files.get(aside!)).toEqual(Uint8Array.of(7));
    expect(noteText('record-aside')).toEqual([expect.stringContaining(`vault:${aside}`)]);
  });

  it('that cannot be moved stops the run before the first change; one without a backup only says so', async () => {
    await begin();
    vault.files.set('journal-bad.json', Uint8Array.of(7));
    vault.refuses = (name) => name.startsWith('aside-');
    const error = await failure(openRecords(board, input(held, wanted, 0, { unusable: [unusable] })));
    expect(error.code).toBe('backup-failed');
    expect(inEnglish(error.text)).toMatch(/vault:journal-bad\.json.*ENOSPC/);
    expect([...vault.files.keys()]).toEqual(['journal-bad.json']);
    await openRecords(board, input(held, wanted, 0, { unusable: [unusable], backup: false }));
    expect(noteText('journal-unwritable')).toHaveLength(1);
    expect([...vault.files.keys()]).toEqual(['journal-bad.json']);
  });
});

describe('after the chip was erased by other means than a plan', () => {
  const update: UpdateRecord = { stage: 'writing', image, release: '0.5.6', descriptor: 1, configuration };
  const put = (name: string, record: Partial<BoardRecord>) =>
    vault.put(name, formatRecord({ chip: serial, path: '1-1', begun: '2024-01-01T00:00:00.000Z', ...record }));
  const erased = () => settleErased({ bus: worldOf(fakeTarget()).bus, vault }, board);
  const flash: FlashRecord = { image, sectors: [recorded(0, held)], inProgress: [0] };

  it('of its records only a configuration that is owed is left, and how it comes back is said', async () => {
    await begin();
    await put('journal-a.json', { flash });
    await put('journal-b.json', { flash, update, release: '0.5.5' });
    await erased();
    expect(files('journal-')).toEqual(['journal-b.json']);
    const [record] = await records();
    expect(record).toMatchObject({ update: { stage: 'entering', image, configuration } });
    expect([record?.flash, record?.release, record?.update?.release]).toEqual([undefined, undefined, undefined]);
    expect(notes()).toEqual(['configuration-owed']);
  });

  it('records of another chip, of another port or of no chip stay as they are', async () => {
    await begin();
    await put('journal-a.json', { flash, chip: '000000000001' });
    await put('journal-b.json', { flash, path: '1-2' });
    await put('journal-c.json', { flash, chip: undefined });
    await erased();
    expect(files('journal-')).toEqual(['journal-a.json', 'journal-b.json', 'journal-c.json']);
  });

  it('one that cannot be removed is said, and the next is settled', async () => {
    await begin();
    await put('journal-a.json', { flash });
    await put('journal-b.json', { flash, update });
    vault.remove = async () => {
      throw new Error('EROFS');
    };
    await erased();
    expect(notes()).toEqual(['journal-unwritable', 'configuration-owed']);
  });
});

describe('where everything is there already', () => {
  const finished = { sectors: [], inProgress: [] };

  it('an interrupted run is closed, with all its files', async () => {
    await begin();
    const past = pastOf(finished);
    const link = { ...past.stored, names: ['journal-y.json'] };
    vault.files.set('journal-y.json', new Uint8Array(1));
    await (await settleRecords(board, input(wanted, wanted, 0, { past })))();
    expect(files('journal-')).toEqual(['journal-y.json']);
    const kept: StoredRecord[] = [];
    await (await settleRecords(board, input(wanted, wanted, 0, { past, link: linkOf(kept, link) })))();
    expect(kept[0]?.record.update?.stage).toBe('restoring');
    expect(files('journal-')).toEqual(kept[0]?.names);
  });

  it('nothing is written, and the record of an update that has put its firmware there stays', async () => {
    await begin();
    const past = pastOf(finished, { standing: 'finished' });
    await (await settleRecords(board, input(wanted, wanted, 0, { past })))();
    expect(files('journal-')).toEqual(['journal-x.json']);
    vault.files.clear();
    await (await settleRecords(board, input(wanted, wanted)))();
    expect(vault.files.size).toBe(0);
  });
});
