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
    expect(names(vault)).toHaveLength(2);
    const { stored } = await readRecords(vault);
    expect(stored).toEqual(expect.arrayContaining([again, second]));
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

  it('is one of so many that the rest is only counted', async () => {
    const vault = memoryVault();
    for (let file = 0; file < 260; file++) await vault.put(`journal-x${file}.json`, Uint8Array.of(1));
    const { unusable, unread } = await readRecords(vault);
    expect(unusable.length + unread).toBe(260);
    expect(unread).toBeGreaterThan(0);
  });
});
