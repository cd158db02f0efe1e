// What is left on the disk at the end of a run: no more than what is still to be done.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { openRecords, settleErased, settleRecords } from '../../../src/flash/records/run-records.ts';
import type { BoardRecord, FlashRecord, UpdateRecord } from '../../../src/records/board-record.ts';
import { formatRecord } from '../../../src/records/record-file.ts';
import type { StoredRecord } from '../../../src/records/store.ts';
import type { UnusableRecord } from '../../../src/records/unusable.ts';
import { failure, firmware } from '../bench.ts';
import { environmentOf, fakeTarget } from '../fake-target.ts';
import {
  begin,
  board,
  configuration,
  files,
  held,
  image,
  input,
  linkOf,
  notes,
  noteText,
  pastOf,
  recorded,
  records,
  serial,
  vault,
  wanted,
} from './begun-run.ts';

describe('when the board is verified', () => {
  const update: UpdateRecord = { stage: 'writing', image, release: '0.5.6', descriptor: 1, configuration };

  it('the record is removed, with all its files', async () => {
    await begin();
    const run = await openRecords(board, input(held));
    await run.beginSector(0);
    await run.close();
    expect(await records()).toEqual([]);
    await (await openRecords(board, input(held, wanted, 0, { past: pastOf({ sectors: [], inProgress: [] }) }))).close();
    expect(files('journal-')).toEqual([]);
  });

  it('an update continues with what it knows, its configuration to be restored', async () => {
    await begin();
    const kept: StoredRecord[] = [];
    const run = await openRecords(board, input(held, wanted, 0, { link: linkOf(kept) }));
    await run.beginSector(0);
    await run.close();
    const [record] = await records();
    expect(record).toMatchObject({ update: { stage: 'restoring', configuration }, flash: { inProgress: [] } });
    expect(kept.at(-1)?.record).toEqual(record);
  });

  it('an interrupted update keeps its configuration as owed and says how to restore it', async () => {
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

  it('a record that cannot be removed is reported, and the run still succeeds', async () => {
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

  it('is moved aside, too, by an update that finds its firmware there; a flash that has asked nothing leaves it', async () => {
    await begin();
    vault.files.set('journal-bad.json', Uint8Array.of(7));
    await settleRecords(board, input(held, wanted, 0, { unusable: [unusable] }));
    expect(files('journal-')).toEqual(['journal-bad.json']);
    await settleRecords(board, input(held, wanted, 0, { unusable: [unusable], link: linkOf([]) }));
    expect(files('journal-')).toEqual([]);
    expect(noteText('record-aside')).toHaveLength(1);
  });

  it('that cannot be moved stops the run before the first change; a run without a backup only reports it', async () => {
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
  const erased = () => settleErased({ bus: environmentOf(fakeTarget()).bus, vault }, board);
  const flash: FlashRecord = { image, sectors: [recorded(0, held)], inProgress: [0] };

  it('of its records only a configuration to be restored remains, with how to restore it', async () => {
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

  it('records of another chip, of another port or of no chip are not changed', async () => {
    await begin();
    await put('journal-a.json', { flash, chip: '000000000001' });
    await put('journal-b.json', { flash, path: '1-2' });
    await put('journal-c.json', { flash, chip: undefined });
    await erased();
    expect(files('journal-')).toEqual(['journal-a.json', 'journal-b.json', 'journal-c.json']);
  });

  it('one that cannot be removed is reported, and the next is handled', async () => {
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

describe('where the flash already contains everything', () => {
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
    const past = pastOf(finished, { match: 'finished' });
    await (await settleRecords(board, input(wanted, wanted, 0, { past })))();
    expect(files('journal-')).toEqual(['journal-x.json']);
    vault.files.clear();
    await (await settleRecords(board, input(wanted, wanted)))();
    expect(vault.files.size).toBe(0);
  });
});
