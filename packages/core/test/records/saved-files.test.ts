// What a record points at: the undo backup and the configuration. Each is loaded as it was written, or not at all.

import { readImage, type Vault, writeImage } from '@odflash/core';
import { sectors as layout } from '@odflash/core/board';
import { sha256Hex } from '@odflash/core/image';
import { describe, expect, it, test } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { imageHash } from '../../src/image/image-hash.ts';
import { keepConfiguration, loadConfiguration } from '../../src/records/kept-configuration.ts';
import { keepRaw } from '../../src/records/kept-sectors.ts';
import { loadUndo, saveUndo } from '../../src/records/undo.ts';
import { isUndoOf } from '../../src/records/undo-copy.ts';
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
    const { name } = await saveUndo(vault, { serial: chip, date: new Date(0), sectors, layout, complete: true });
    const spoken = [...sectors].map(([index, bytes]) => ({
      index,
      old: sha256Hex(bytes),
      next: hash('next'),
      other: [],
    }));
    return { vault, name, flash: { ...flashRecord.flash!, undo: { name, complete: true }, sectors: spoken } };
  }

  test('returns sector by sector', async () => {
    const { vault, flash } = await saved();
    const back = await loadUndo(vault, flash, layout);
    expect([...back!.keys()]).toEqual([0, 1, 4]);
    expect([...back!].every(([index, bytes]) => Buffer.compare(bytes, sectors.get(index)!) === 0)).toBe(true);
  });

  test('is known as what was saved from that chip when it is read again, and is one run of bytes where its sectors touch', async () => {
    const { vault, name } = await saved();
    const image = readImage(vault.files.get(name)!);
    expect(image.segments.map(({ data }) => data.length)).toEqual([32 * 1024, 64 * 1024]);
    expect(await isUndoOf(vault, image, { serial: chip, otp: undefined })).toBe(true);
    expect(await isUndoOf(vault, image, { serial: '000000000000', otp: undefined })).toBe(false);
  });

  test('has in its name which board it is of, when it was saved, and whether it is a whole firmware', async () => {
    const vault = memoryVault();
    const date = new Date('2024-05-06T07:08:09.123Z');
    const save = async (spec: { readonly serial?: string; readonly complete: boolean }) =>
      (await saveUndo(vault, { serial: undefined, date, sectors, layout, ...spec })).name;
    expect(await save({ serial: chip.toLowerCase(), complete: true })).toBe(`undo-${chip}-20240506T070809Z.dfu`);
    expect(await save({ serial: chip, complete: true })).toBe(`undo-${chip}-20240506T070809Z-2.dfu`);
    expect(await save({ complete: false })).toBe('partial-unknown-20240506T070809Z.dfu');
    expect(await save({ serial: 'x'.repeat(99), complete: false })).toBe(
      `partial-${'x'.repeat(64)}-20240506T070809Z.dfu`,
    );
  });

  test('of a board without a number of its own is not noted: another board of that name must not get it unasked', async () => {
    const vault = memoryVault();
    await saveUndo(vault, { serial: 'ODrive', date: new Date(0), sectors, layout, complete: true });
    expect([...vault.files.keys()].filter((name) => name.startsWith('saved-'))).toEqual([]);
  });

  test('that the disk does not take is a failure before anything is changed; a missing note of it is none', async () => {
    const vault = memoryVault();
    const save = () => saveUndo(vault, { serial: chip, date: new Date(0), sectors, layout, complete: true });
    vault.refuses = (name) => name.startsWith('saved-');
    expect(await save()).toMatchObject({ complete: true });
    vault.refuses = () => true;
    await expect(save()).rejects.toMatchObject({ code: 'backup-failed', text: saying(/ENOSPC/) });
  });

  test('does not account for a sector that a run has changed and whose old content it does not know', async () => {
    const { vault, flash } = await saved();
    const [first, ...others] = flash.sectors;
    const { old: _, ...untold } = first!;
    expect(await loadUndo(vault, { ...flash, sectors: [untold, ...others] }, layout)).toBeUndefined();
    const half = { index: 10, old: hash('c'), next: hash('c'), other: [hash('half')] };
    expect(await loadUndo(vault, { ...flash, sectors: [...flash.sectors, half] }, layout)).toBeUndefined();
  });

  test('need not contain a sector that no run was going to change', async () => {
    const { vault, flash } = await saved();
    const untouched = { index: 10, old: hash('c'), next: hash('c'), other: [] };
    const back = await loadUndo(vault, { ...flash, sectors: [...flash.sectors, untouched] }, layout);
    expect([...back!.keys()]).toEqual([0, 1, 4]);
    const changed = { ...untouched, next: hash('d') };
    expect(await loadUndo(vault, { ...flash, sectors: [...flash.sectors, changed] }, layout)).toBeUndefined();
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
    expect(await loadUndo(vault, flash, layout)).toBeUndefined();
  });

  test("that is another board's is not used", async () => {
    const { vault, flash } = await saved();
    const other = { ...flash, sectors: flash.sectors.map((sector) => ({ ...sector, old: hash('something else') })) };
    expect(await loadUndo(vault, other, layout)).toBeUndefined();
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
    expect(await loadConfiguration(vault, kept)).toMatchObject({ damage: saying(/modified/) });
    vault.files.delete(kept.name);
    expect(await loadConfiguration(vault, kept)).toMatchObject({ damage: saying(/missing/) });
  });
});

describe('a configuration that the disk does not take', () => {
  it.each([
    [
      'a file',
      (vault: Vault) =>
        keepConfiguration(vault, { serial: 'AB', date: new Date(0), backup: { origin: {}, values: new Map() } }),
    ],
    [
      'a copy of the sectors',
      (vault: Vault) => keepRaw(vault, { serial: undefined, date: new Date(0), bytes: new Uint8Array(4) }),
    ],
  ])('as %s is a failure that says why and what to do', async (_, keep) => {
    const vault = memoryVault();
    vault.refuses = () => true;
    await expect(keep(vault)).rejects.toMatchObject({
      code: 'backup-failed',
      text: saying(/ENOSPC/),
      next: saying(/--backup-dir/),
    });
  });

  it('is a copy of the sectors, byte for byte and in their place, where it does', async () => {
    const vault = memoryVault();
    const bytes = firmware(8, 256 * 1024);
    await keepRaw(vault, { serial: chip, date: new Date(0), bytes });
    const [[name, file]] = [...vault.files] as [[string, Uint8Array]];
    expect(name).toBe(`config-sectors-${chip}-19700101T000000Z.dfu`);
    const [segment, ...others] = readImage(file).segments;
    expect([segment?.address, others]).toEqual([0x080c_0000, []]);
    expect(Buffer.compare(segment!.data, bytes)).toBe(0);
  });

  it('cannot be loaded from a disk that fails, which is said', async () => {
    const vault = memoryVault();
    vault.get = () => Promise.reject(new Error('EIO: read error'));
    expect(await loadConfiguration(vault, { name: 'x', sha256: hash('') })).toEqual({
      location: 'vault:x',
      damage: saying('EIO: read error'),
    });
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
