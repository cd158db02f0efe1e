// Records on the disk: one for each board, never written over another board's, and none lost to a file that cannot be read.

import { describe, expect, it } from 'vitest';
import { moveAside, readRecords, removeRecord, writeRecord } from '../../src/records/store.ts';
import { memoryVault } from '../flash/bench.ts';
import { chip, flashRecord, hash, updateRecord } from './records.ts';

const names = (vault: ReturnType<typeof memoryVault>) => [...vault.files.keys()].sort();

describe('a record', () => {
  it('is found as it was written, and gone when it is removed', async () => {
    const vault = memoryVault();
    const stored = await writeRecord(vault, flashRecord);
    expect(await readRecords(vault)).toEqual({ stored: [stored], unusable: [], unread: 0 });
    await removeRecord(vault, stored);
    expect(await readRecords(vault)).toEqual({ stored: [], unusable: [], unread: 0 });
  });

  it('has the number of the chip for a name, and only characters that every file system takes', async () => {
    const vault = memoryVault();
    await writeRecord(vault, flashRecord);
    await writeRecord(vault, { ...flashRecord, chip: undefined });
    await writeRecord(vault, { ...flashRecord, chip: undefined, serial: '../..\u0000 é-at-x' });
    expect(names(vault)).toEqual([`journal-${chip}.json`, 'journal-.._..____at_x.json', 'journal-unknown.json'].sort());
  });

  it('of a second board with the same number stands beside the first; written again, it stays in its file', async () => {
    const vault = memoryVault();
    const first = await writeRecord(vault, flashRecord);
    const second = await writeRecord(vault, { ...flashRecord, path: '1-9' });
    expect(names(vault)).toEqual([`journal-${chip}-2.json`, `journal-${chip}.json`]);
    const again = await writeRecord(vault, { ...flashRecord, begun: 'later' }, first);
    expect(again.names).toEqual([`journal-${chip}.json`]);
    expect(names(vault)).toEqual([`journal-${chip}-2.json`, `journal-${chip}.json`]);
    const third = await writeRecord(vault, { ...flashRecord, path: '1-8' });
    expect(third.names).toEqual([`journal-${chip}-3.json`]);
    await removeRecord(vault, third);
    const { stored } = await readRecords(vault);
    expect(stored).toEqual(expect.arrayContaining([again, second]));
  });

  it('takes the next name where another process took its own in the same moment, as one for a board with the same number', async () => {
    const vault = memoryVault();
    const other = { ...flashRecord, path: '1-9' };
    const taking = {
      ...vault,
      list: async () => [],
      putNew: async (name: string, bytes: Uint8Array) => {
        if ((await vault.get(name)) === undefined) await vault.put(name, bytes);
        else return false;
        return true;
      },
    };
    await writeRecord(taking, other);
    expect((await writeRecord(taking, flashRecord)).names).toEqual([`journal-${chip}-2.json`]);
    expect((await readRecords(vault)).stored.map(({ record }) => record)).toEqual([flashRecord, other]);
  });

  it('whose new text the disk does not take keeps its old one', async () => {
    const vault = memoryVault();
    const stored = await writeRecord(vault, flashRecord);
    vault.refuses = () => true;
    await expect(writeRecord(vault, updateRecord, stored)).rejects.toThrow('ENOSPC');
    expect((await readRecords(vault)).stored).toEqual([stored]);
  });
});

describe('records of format 1', () => {
  const put = (vault: ReturnType<typeof memoryVault>, name: string, value: object) =>
    vault.put(name, new TextEncoder().encode(JSON.stringify({ version: 1, ...value })));
  const flash = { serial: chip, path: '1-1', undoComplete: false, sectors: flashRecord.flash!.sectors, inProgress: [] };
  const update = { serial: chip, path: '1-1', stage: 'writing', image: hash('i'), begun: 'then' };

  it('of a flash and of the update that it is part of are one, and become one file', async () => {
    const vault = memoryVault();
    await put(vault, `journal-${chip}-at-1-1.json`, flash);
    await put(vault, `update-${chip}-at-1-1.json`, update);
    await put(vault, `update-${chip}-at-1-2.json`, { ...update, path: '1-2' });
    const { stored } = await readRecords(vault);
    expect(stored.map(({ names }) => names.length)).toEqual([2, 1]);
    const [both] = stored;
    expect(both?.record).toMatchObject({ begun: 'then', flash: { inProgress: [] }, update: { stage: 'writing' } });
    await writeRecord(vault, both!.record, both);
    expect(names(vault)).toEqual([`journal-${chip}.json`, `update-${chip}-at-1-2.json`]);
  });

  it.each<[whose: string, half: object]>([
    ['in another port', { path: '1-2' }],
    ['of another chip', { serial: '000000000000' }],
    ['of a board with another name', { serial: 'ODrive' }],
  ])('%s are not one with it: its settings are not those of the other', async (_, half) => {
    const vault = memoryVault();
    await put(vault, `journal-${chip}-at-1-1.json`, flash);
    await put(vault, 'update-x-at-y.json', { ...update, ...half });
    expect((await readRecords(vault)).stored.map(({ record }) => [!!record.flash, !!record.update])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('of two boards without a number are not one where they show different names', async () => {
    const vault = memoryVault();
    await put(vault, 'journal-x-at-1-1.json', { ...flash, serial: 'one' });
    await put(vault, 'update-x-at-1-1.json', { ...update, serial: 'other' });
    expect((await readRecords(vault)).stored).toHaveLength(2);
  });

  it('are one whichever of them is found first, and never two of one kind, or one with a record of format 2', async () => {
    const vault = memoryVault();
    await put(vault, `journal-a-at-1-1.json`, update);
    await put(vault, `journal-b-at-1-1.json`, flash);
    const [both, ...others] = (await readRecords(vault)).stored;
    expect(others).toEqual([]);
    expect(both?.record).toMatchObject({ begun: 'then', flash: { inProgress: [] }, update: { stage: 'writing' } });
    await put(vault, `journal-c-at-1-1.json`, { ...flash, inProgress: [3] });
    expect((await readRecords(vault)).stored.map(({ names }) => names.length)).toEqual([2, 1]);
    const newer = memoryVault();
    await put(newer, `update-${chip}-at-1-1.json`, update);
    await writeRecord(newer, { ...flashRecord, path: '1-1' });
    expect((await readRecords(newer)).stored).toHaveLength(2);
  });

  it('stay until the new one is on the disk', async () => {
    const vault = memoryVault();
    await put(vault, `journal-${chip}-at-1-1.json`, flash);
    const [stored] = (await readRecords(vault)).stored;
    vault.refuses = () => true;
    await expect(writeRecord(vault, stored!.record, stored)).rejects.toThrow();
    expect(names(vault)).toEqual([`journal-${chip}-at-1-1.json`]);
  });
});

describe('a file that cannot be used', () => {
  const text = `{"version":7,"program":"9.9\\u001b[31m","begun":"2030-01-01","undo":"undo-${chip}-x.dfu","c":"odrive-config-${chip}-x.json"`;

  it('is named with what can be made out in it, also if it is cut off', async () => {
    const vault = memoryVault();
    await vault.put(`journal-${chip}.json`, new TextEncoder().encode(`${text}}`));
    await vault.put('journal-unknown.json', new TextEncoder().encode(text));
    const { unusable } = await readRecords(vault);
    expect(unusable).toEqual([
      {
        name: `journal-${chip}.json`,
        why: 'newer',
        chip,
        program: '9.9[31m',
        begun: '2030-01-01',
        files: [`undo-${chip}-x.dfu`, `odrive-config-${chip}-x.json`],
      },
      {
        name: 'journal-unknown.json',
        why: 'damaged',
        chip: undefined,
        files: [`undo-${chip}-x.dfu`, `odrive-config-${chip}-x.json`],
      },
    ]);
  });

  it('is moved aside byte for byte, to where no run looks for it, as often as there are such files', async () => {
    const vault = memoryVault();
    for (const byte of [1, 2]) {
      await vault.put(`journal-${chip}.json`, Uint8Array.of(byte));
      expect(await readRecords(vault)).toMatchObject({ unusable: [{ why: 'damaged' }] });
      const aside = await moveAside(vault, `journal-${chip}.json`);
      expect(await vault.get(aside)).toEqual(Uint8Array.of(byte));
      expect(await readRecords(vault)).toMatchObject({ stored: [], unusable: [] });
    }
    expect(names(vault)).toHaveLength(2);
  });

  it('is of the chip in its name, in any of its forms, and of none where that is no number of a chip', async () => {
    const vault = memoryVault();
    const of = { [`update-${chip.toLowerCase()}-at-1-1.json`]: chip, [`journal-${chip}-2.json`]: chip };
    const none = { [`journal-${chip}0.json`]: undefined, 'journal-ODrive.json': undefined };
    for (const name of Object.keys({ ...of, ...none })) await vault.put(name, Uint8Array.of(1));
    const { unusable } = await readRecords(vault);
    expect(Object.fromEntries(unusable.map((file) => [file.name, file.chip]))).toEqual({ ...of, ...none });
  });

  it('names eight files at most, each once, and texts of a length that can be shown', async () => {
    const vault = memoryVault();
    const files = Array.from({ length: 10 }, (_, index) => `undo-${chip}-${index}.dfu`);
    const value = { version: 7, program: 'x'.repeat(100), begun: '\u001b', files: [files[0], ...files] };
    await vault.put(`journal-${chip}.json`, new TextEncoder().encode(JSON.stringify(value)));
    const [file] = (await readRecords(vault)).unusable;
    expect(file?.files).toEqual(files.slice(0, 8));
    expect(file?.program).toBe('x'.repeat(64));
    expect(file).not.toHaveProperty('begun', '');
    await vault.put(`journal-${chip}.json`, new TextEncoder().encode('{"version":7,"program":7}'));
    expect((await readRecords(vault)).unusable[0]?.program).toBeUndefined();
  });

  it('is not what another program, or odflash for something else, has put beside the records', async () => {
    const vault = memoryVault();
    for (const name of ['journal-.json', 'journal-x.txt', 'update-x.json.part'])
      await vault.put(name, Uint8Array.of(1));
    expect(await readRecords(vault)).toEqual({ stored: [], unusable: [], unread: 0 });
  });

  it('that is gone when it is read, or moved aside, is no record and no failure', async () => {
    const vault = memoryVault();
    vault.list = async () => [`journal-${chip}.json`];
    expect(await readRecords(vault)).toMatchObject({ stored: [], unusable: [] });
    await moveAside(vault, `journal-${chip}.json`);
    expect(names(vault)).toEqual([]);
  });

  it('and is not even read, as one of another user, does not hide the others', async () => {
    const vault = memoryVault();
    const stored = await writeRecord(vault, flashRecord);
    const get = vault.get.bind(vault);
    vault.get = async (name) => {
      if (name === 'journal-A.json') throw new Error('EACCES: permission denied');
      return get(name);
    };
    await vault.put('journal-A.json', Uint8Array.of(1));
    const failure = 'vault:journal-A.json: EACCES: permission denied';
    expect(await readRecords(vault)).toEqual({ stored: [stored], unusable: [], unread: 0, failure });
  });

  it('is one of so many that the rest is only counted', async () => {
    const vault = memoryVault();
    for (let file = 0; file < 260; file++) await vault.put(`journal-x${file}.json`, Uint8Array.of(1));
    const { unusable, unread } = await readRecords(vault);
    expect([unusable.length, unread]).toEqual([256, 4]);
  });
});
