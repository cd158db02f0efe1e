// What a later run makes of what an earlier one left behind.

import { sha256Hex, type UsbDeviceInfo } from '@odflash/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Journal,
  parseJournal,
  readJournals,
  removeJournal,
  writeJournal,
} from '../../src/records/flash-journal.ts';
import { standingOf } from '../../src/records/standing.ts';
import { loadUndo, saveUndo } from '../../src/records/undo.ts';
import { firmware, memoryVault } from '../flash/bench.ts';

const hash = (text: string) => sha256Hex(new TextEncoder().encode(text));
const device: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2.3',
  serial: '356A38673332',
};

const journal: Journal = {
  serial: '356A38673332',
  path: '1-2.3',
  undo: 'undo-356A38673332-20240101T000000Z.dfu',
  undoComplete: true,
  sectors: [
    { index: 0, old: hash('old 0'), next: hash('next 0'), other: [] },
    { index: 1, old: hash('old 1'), next: hash('next 1'), other: [hash('half 1')] },
    { index: 2, old: hash('old 2'), next: hash('next 2'), other: [] },
  ],
  inProgress: [0, 2],
};

test('a journal comes back as it was written, and is gone when removed', async () => {
  const vault = memoryVault();
  await writeJournal(vault, journal);
  expect(await readJournals(vault, journal.serial)).toEqual({ journals: [journal], damaged: [] });
  await removeJournal(vault, journal);
  expect(await readJournals(vault, journal.serial)).toEqual({ journals: [], damaged: [] });
});

test('serials and paths that no file system takes are kept apart all the same', async () => {
  const vault = memoryVault();
  const odd = { ...journal, serial: '../..\u0000 é', path: 'C:\\hub#1' };
  await writeJournal(vault, odd);
  expect([...vault.files.keys()][0]).toMatch(/^journal-[\w.-]+\.json$/);
  expect((await readJournals(vault, odd.serial)).journals).toEqual([odd]);
  expect((await readJournals(vault, '../..\u0000 è')).journals).toEqual([]);
});

test('a damaged journal is named and otherwise ignored', async () => {
  const vault = memoryVault();
  await writeJournal(vault, journal);
  const [name] = [...vault.files.keys()];
  for (const bytes of [vault.files.get(name!)!.slice(0, -3), new Uint8Array(0), new Uint8Array(1 << 17)]) {
    vault.files.set(name!, bytes);
    expect(await readJournals(vault, journal.serial)).toEqual({ journals: [], damaged: [name] });
  }
});

test('whatever is in the file, reading it gives a whole journal or none', () => {
  const text = JSON.stringify({ version: 1, ...journal });
  const mutated = fc
    .tuple(fc.nat(text.length), fc.nat(20), fc.string())
    .map(([at, cut, more]) => text.slice(0, at) + more + text.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), mutated), (file) => {
      const found = parseJournal(new TextEncoder().encode(file));
      if (!found) return;
      expect(
        found.sectors.every(({ index, next, other }) => index < 12 && next.length === 64 && Array.isArray(other)),
      ).toBe(true);
      expect(typeof found.serial + typeof found.path + typeof found.undoComplete).toBe('stringstringboolean');
    }),
    { numRuns: 500 },
  );
});

describe('the board in hand', () => {
  const holding =
    (...texts: string[]) =>
    (index: number) =>
      hash(texts[index]!);

  test.each([
    ['untouched by the run', ['old 0', 'old 1', 'old 2'], 'interrupted'],
    ['half-way', ['zeros', 'next 1', 'anything'], 'interrupted'],
    ['half-way, with what an earlier run left', ['zeros', 'half 1', 'old 2'], 'interrupted'],
    ['finished, only the journal was left', ['next 0', 'next 1', 'next 2'], 'finished'],
    ['another firmware', ['zeros', 'something else', 'old 2'], 'foreign'],
  ] as const)('in its socket, %s', (_what, content, standing) => {
    expect(standingOf(journal, { hashOf: holding(...content), startable: false, samePath: true })).toBe(standing);
  });

  test('in another socket it passes only with the marks of an interruption', () => {
    const elsewhere = (...content: string[]) =>
      standingOf(journal, { hashOf: holding(...content), startable: false, samePath: false });
    expect(elsewhere('zeros', 'next 1', 'old 2')).toBe('interrupted');
    expect(elsewhere('old 0', 'old 1', 'old 2')).toBe('foreign');
  });

  test('that starts neither the old nor the new firmware, but something, is another one', () => {
    const hashOf = holding('something else', 'old 1', 'old 2');
    expect(standingOf(journal, { hashOf, startable: true, samePath: true })).toBe('foreign');
    const still = holding('old 0', 'old 1', 'old 2');
    expect(standingOf(journal, { hashOf: still, startable: true, samePath: true })).toBe('interrupted');
  });
});

describe('an undo backup', () => {
  const sectors = new Map([
    [0, firmware(1, 16 * 1024)],
    [1, firmware(2, 16 * 1024)],
    [4, firmware(3, 64 * 1024)],
  ]);
  async function saved() {
    const vault = memoryVault();
    const { name } = await saveUndo(vault, { serial: device.serial!, date: new Date(0), sectors, complete: true });
    const spoken = [...sectors].map(([index, bytes]) => ({
      index,
      old: sha256Hex(bytes),
      next: hash('next'),
      other: [],
    }));
    return { vault, name, journal: { ...journal, undo: name, sectors: spoken } };
  }

  test('comes back sector by sector', async () => {
    const { vault, journal: own } = await saved();
    const back = await loadUndo(vault, own);
    expect([...back!.keys()]).toEqual([0, 1, 4]);
    expect([...back!].every(([index, bytes]) => Buffer.compare(bytes, sectors.get(index)!) === 0)).toBe(true);
  });

  test.each([
    ['missing', (_: Uint8Array) => undefined],
    ['cut off', (file: Uint8Array) => file.slice(0, -100)],
    ['changed', (file: Uint8Array) => file.with(400, file[400]! ^ 1)],
  ])('that is %s is not used', async (_how, damage) => {
    const { vault, name, journal: own } = await saved();
    const damaged = damage(vault.files.get(name)!);
    if (damaged) vault.files.set(name, damaged);
    else vault.files.delete(name);
    expect(await loadUndo(vault, own)).toBeUndefined();
  });

  test("that is another board's is not used", async () => {
    const { vault, journal: own } = await saved();
    const other = { ...own, sectors: own.sectors.map((sector) => ({ ...sector, old: hash('something else') })) };
    expect(await loadUndo(vault, other)).toBeUndefined();
  });
});
