// What an update leaves on the disk for the next one: it is read back as it was written or not at all, whatever has become
// of the file.

import type { UsbDeviceInfo } from '@odflash/core';
import { readImage, writeImage } from '@odflash/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepConfiguration, loadConfiguration } from '../../src/records/kept-configuration.ts';
import { serialOf } from '../../src/records/names.ts';
import {
  findUpdateJournal,
  parseUpdateJournal,
  removeUpdateJournal,
  type UpdateJournal,
  writeUpdateJournal,
} from '../../src/records/update-journal.ts';
import { imageHash } from '../../src/update/chosen-firmware.ts';
import { memoryVault } from '../flash/bench.ts';
import { firmwareImage } from '../update/bench.ts';

const device = (path: string, serial?: string): UsbDeviceInfo => ({
  vendorId: 0x1209,
  productId: 0x0d32,
  release: 0x0300,
  path,
  ...(serial !== undefined && { serial }),
});

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const journals = fc.record(
  {
    serial: fc.string(),
    path: fc.string(),
    stage: fc.constantFrom('entering' as const, 'writing' as const, 'restoring' as const),
    image: hash,
    begun: fc.string(),
    configuration: fc.record({ name: fc.string(), sha256: hash }),
  },
  { requiredKeys: ['serial', 'path', 'stage', 'image', 'begun'] },
);

async function written(journal: UpdateJournal): Promise<Uint8Array> {
  const vault = memoryVault();
  await writeUpdateJournal(vault, journal);
  const [bytes] = [...vault.files.values()];
  return bytes!;
}

describe("an update's journal", () => {
  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(journals, async (journal) => {
        expect(parseUpdateJournal(await written(journal))).toEqual(journal);
      }),
      { numRuns: 200 },
    );
  });

  it('is nothing when it is cut off, and never more than a journal when it is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(journals, fc.nat(), fc.nat(255), async (journal, place, value) => {
        const bytes = await written(journal);
        expect(parseUpdateJournal(bytes.subarray(0, place % bytes.length))).toBeUndefined();
        const damaged = bytes.slice();
        damaged[place % bytes.length] = value;
        const read = parseUpdateJournal(damaged);
        if (read) expect(Object.keys(journal)).toEqual(expect.arrayContaining(Object.keys(read)));
      }),
      { numRuns: 300 },
    );
    expect(parseUpdateJournal(new Uint8Array(1 << 20))).toBeUndefined();
  });

  it('is found for the board it is of, at its place before any other', async () => {
    const vault = memoryVault();
    const journal = (path: string): UpdateJournal => ({
      serial: 'AB',
      path,
      stage: 'writing',
      image: '0'.repeat(64),
      begun: '',
    });
    await writeUpdateJournal(vault, journal('1-1'));
    await writeUpdateJournal(vault, journal('1-2'));
    const find = async (info: UsbDeviceInfo, taken: readonly string[] = []) =>
      (await findUpdateJournal(vault, info, taken))?.path;
    expect(await find(device('1-2', 'AB'))).toBe('1-2');
    expect(await find(device('1-9', 'AB'))).toBe('1-1');
    expect(await find(device('1-9', 'AB'), ['1-1'])).toBe('1-2');
    expect(await find(device('1-9', 'AB'), ['1-1', '1-2'])).toBeUndefined();
    expect(await find(device('1-1', 'ABC'))).toBeUndefined();
    expect(await find(device('1-1'))).toBeUndefined();
    // A board that tells no serial number is known by its place alone.
    await writeUpdateJournal(vault, { ...journal('1-1'), serial: serialOf(device('1-1')) });
    expect(await find(device('1-1'))).toBe('1-1');
    expect(await find(device('1-9'))).toBeUndefined();
    await removeUpdateJournal(vault, journal('1-1'));
    expect(await find(device('1-1', 'AB'))).toBe('1-2');
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
