// What a record points at: the undo backup and the configuration. Each is loaded as it was written, or not at all.

import { readImage, writeImage } from '@odflash/core';
import { sha256Hex } from '@odflash/core/image';
import { describe, expect, it, test } from 'vitest';
import { imageHash } from '../../src/image/image-hash.ts';
import { keepConfiguration, loadConfiguration } from '../../src/records/kept-configuration.ts';
import { loadUndo, saveUndo } from '../../src/records/undo.ts';
import { firmware, memoryVault } from '../flash/bench.ts';
import { firmwareImage } from '../update/bench.ts';
import { chip, flashRecord, hash } from './records.ts';

describe('an undo backup', () => {
  const sectors = new Map([
    [0, firmware(1, 16 * 1024)],
    [1, firmware(2, 16 * 1024)],
    [4, firmware(3, 64 * 1024)],
  ]);
  async function saved() {
    const vault = memoryVault();
    const { name } = await saveUndo(vault, { serial: chip, date: new Date(0), sectors, complete: true });
    const spoken = [...sectors].map(([index, bytes]) => ({
      index,
      old: sha256Hex(bytes),
      next: hash('next'),
      other: [],
    }));
    return { vault, name, flash: { ...flashRecord.flash!, undo: { name, complete: true }, sectors: spoken } };
  }

  test('comes back sector by sector', async () => {
    const { vault, flash } = await saved();
    const back = await loadUndo(vault, flash);
    expect([...back!.keys()]).toEqual([0, 1, 4]);
    expect([...back!].every(([index, bytes]) => Buffer.compare(bytes, sectors.get(index)!) === 0)).toBe(true);
  });

  test('need not contain a sector that no run was going to change', async () => {
    const { vault, flash } = await saved();
    const untouched = { index: 10, old: hash('c'), next: hash('c'), other: [] };
    const back = await loadUndo(vault, { ...flash, sectors: [...flash.sectors, untouched] });
    expect([...back!.keys()]).toEqual([0, 1, 4]);
    const changed = { ...untouched, next: hash('d') };
    expect(await loadUndo(vault, { ...flash, sectors: [...flash.sectors, changed] })).toBeUndefined();
  });

  test.each([
    ['missing', (_: Uint8Array) => undefined],
    ['cut off', (file: Uint8Array) => file.slice(0, -100)],
    ['changed', (file: Uint8Array) => file.with(400, file[400]! ^ 1)],
  ])('that is %s is not used', async (_how, damage) => {
    const { vault, name, flash } = await saved();
    const damaged = damage(vault.files.get(name)!);
    if (damaged) vault.files.set(name, damaged);
    else vault.files.delete(name);
    expect(await loadUndo(vault, flash)).toBeUndefined();
  });

  test("that is another board's is not used", async () => {
    const { vault, flash } = await saved();
    const other = { ...flash, sectors: flash.sectors.map((sector) => ({ ...sector, old: hash('something else') })) };
    expect(await loadUndo(vault, other)).toBeUndefined();
  });
});

describe('a kept configuration', () => {
  it('is loaded as it was, or not at all', async () => {
    const vault = memoryVault();
    const values = new Map([['config.a', Number.POSITIVE_INFINITY]]);
    const kept = await keepConfiguration(vault, { serial: 'AB', date: new Date(0), backup: { origin: {}, values } });
    expect(await loadConfiguration(vault, kept)).toMatchObject({ backup: { values } });
    const bytes = vault.files.get(kept.name)!;
    bytes[20]! ^= 1;
    expect(await loadConfiguration(vault, kept)).toMatchObject({ damage: expect.stringContaining('not as it was') });
    vault.files.delete(kept.name);
    expect(await loadConfiguration(vault, kept)).toMatchObject({ damage: expect.stringContaining('gone') });
  });
});

describe('the hash of an image', () => {
  it('is the same for every file format, and another one for other bytes or another place', () => {
    const image = firmwareImage('v3.6-56V', '0.4.12', 7, 20 * 1024);
    for (const format of ['intel-hex', 's-record', 'dfuse'] as const)
      expect(imageHash(readImage(writeImage(image, format)))).toBe(imageHash(image));
    const [segment] = image.segments;
    const other = segment!.data.slice();
    other[100]! ^= 1;
    const hashes = [
      image,
      { ...image, segments: [{ address: segment!.address, data: other }] },
      { ...image, segments: [{ address: segment!.address + 4, data: segment!.data }] },
    ].map(imageHash);
    expect(new Set(hashes).size).toBe(3);
  });
});
