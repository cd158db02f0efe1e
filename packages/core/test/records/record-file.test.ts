// Records as files: read back as they were written, or not at all and for a reason, whatever has become of the file.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRecord, parseRecord } from '../../src/records/record-file.ts';
import { anyRecord, chip, flashRecord, hash, updateRecord } from './records.ts';

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('a record', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(parseRecord(formatRecord(record))).toEqual({ record });
      }),
      { numRuns: 200 },
    );
  });

  it('that is cut off is damaged, and one with a wrong byte is a whole record or none', () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(), fc.nat(255), (record, place, value) => {
        const bytes = formatRecord(record);
        expect(parseRecord(bytes.subarray(0, place % bytes.length))).toMatchObject({ why: 'damaged' });
        const changed = bytes.with(place % bytes.length, value);
        const found = parseRecord(changed);
        if (!('record' in found)) return;
        expect(typeof found.record.path + typeof found.record.begun).toBe('stringstring');
        expect(found.record.flash ?? found.record.update).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('whatever is in the file, is whole or not there', () => {
    const text = JSON.stringify({ version: 2, ...flashRecord, update: updateRecord.update });
    const mutated = fc
      .tuple(fc.nat(text.length), fc.nat(20), fc.string())
      .map(([at, cut, more]) => text.slice(0, at) + more + text.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), mutated), (file) => {
        const found = parseRecord(new TextEncoder().encode(file));
        if (!('record' in found)) return;
        const { sectors = [] } = found.record.flash ?? {};
        expect(
          sectors.every(({ index, next, other }) => index < 12 && next.length === 64 && Array.isArray(other)),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of a higher format is newer, not damaged, whatever else it says', () => {
    expect(parseRecord(bytesOf({ version: 3 }))).toMatchObject({ why: 'newer' });
    expect(parseRecord(bytesOf({ version: 99, ...flashRecord }))).toMatchObject({ why: 'newer' });
    for (const version of [0, -1, '2', '3', null, undefined])
      expect(parseRecord(bytesOf({ ...flashRecord, version }))).toMatchObject({ why: 'damaged' });
  });

  it('that says nothing, or more than a file may hold, is damaged', () => {
    expect(parseRecord(bytesOf({ version: 2, path: '1-1', begun: '' }))).toMatchObject({ why: 'damaged' });
    const long = { version: 2, ...flashRecord, more: 'x'.repeat(64 * 1024) };
    expect(parseRecord(bytesOf(long))).toMatchObject({ why: 'damaged' });
  });

  it.each<[what: string, wrong: object]>([
    ['chip', { chip: 'not twelve digits' }],
    ['chip', { chip: [chip] }],
    ['serial number', { serial: 7 }],
    ['port', { path: 7 }],
    ['date', { begun: null }],
    ['program', { program: 1 }],
    ['board', { board: {} }],
    ['release', { release: [] }],
    ['text that is too long', { release: 'x'.repeat(1025) }],
    ['flash', { flash: null }],
    ['flash', { flash: [] }],
    ['image', { flash: { ...flashRecord.flash, image: 'x' } }],
    ['undo backup', { flash: { ...flashRecord.flash, undo: null } }],
    ['name of the undo backup', { flash: { ...flashRecord.flash, undo: { name: 1, complete: true } } }],
    ['undo backup that does not say whether it is complete', { flash: { ...flashRecord.flash, undo: { name: 'x' } } }],
    ['sectors', { flash: { ...flashRecord.flash, sectors: {} } }],
    ['sector', { flash: { ...flashRecord.flash, sectors: [null] } }],
    ['sectors in hand', { flash: { ...flashRecord.flash, inProgress: [12] } }],
    ['update', { update: null }],
    ['stage', { update: { ...updateRecord.update, stage: 'dreaming' } }],
    ['image of the update', { update: { ...updateRecord.update, image: [hash('image')] } }],
    ['release of the update', { update: { ...updateRecord.update, release: 6 } }],
    ['descriptor', { update: { ...updateRecord.update, descriptor: 0.5 } }],
    ['configuration', { update: { ...updateRecord.update, configuration: null } }],
    ['name of the configuration', { update: { ...updateRecord.update, configuration: { name: 1, sha256: hash('') } } }],
    ['hash of the configuration', { update: { ...updateRecord.update, configuration: { name: 'x', sha256: 'x' } } }],
  ])('with a wrong %s is damaged, and never read in part', (_, wrong) => {
    const whole = { version: 2, ...flashRecord, update: updateRecord.update };
    expect(parseRecord(bytesOf(whole))).toHaveProperty('record');
    expect(parseRecord(bytesOf({ ...whole, ...wrong }))).toMatchObject({ why: 'damaged' });
  });

  it.each<[what: string, wrong: object]>([
    ['number', { index: 12 }],
    ['old content', { old: 'x' }],
    ['next content', { next: undefined }],
    ['next content', { next: [hash('next')] }],
    ['other contents', { other: ['x'] }],
  ])('of a sector with a wrong %s is damaged', (_, wrong) => {
    const sector = { index: 0, old: hash('old'), next: hash('next'), other: [] };
    const of = (sectors: readonly object[]) =>
      bytesOf({ version: 2, ...flashRecord, flash: { sectors, inProgress: [] } });
    expect(parseRecord(of([sector]))).toHaveProperty('record');
    expect(parseRecord(of([sector, { ...sector, ...wrong }]))).toMatchObject({ why: 'damaged' });
  });

  it('may be as long as a file and its texts may be, and not a character longer', () => {
    const padded = (length: number) => {
      const bytes = bytesOf({ version: 2, ...flashRecord });
      return new TextEncoder().encode(new TextDecoder().decode(bytes).padEnd(length));
    };
    expect(parseRecord(padded(64 * 1024))).toHaveProperty('record');
    expect(parseRecord(padded(64 * 1024 + 1))).toEqual({ why: 'damaged' });
    expect(parseRecord(bytesOf({ version: 2, ...flashRecord, path: 'x'.repeat(1024) }))).toHaveProperty('record');
  });

  it('whose letters are no text is damaged, though it would be a record with others in their place', () => {
    const bytes = bytesOf({ version: 2, ...flashRecord, path: '1-x' });
    const at = new TextDecoder().decode(bytes).indexOf('1-x');
    expect(parseRecord(bytes)).toHaveProperty('record');
    expect(parseRecord(bytes.with(at + 2, 0xff))).toEqual({ why: 'damaged' });
  });

  it('forgets the oldest of what many interrupted runs left, and never grows too long to be read', () => {
    const other = Array.from({ length: 500 }, (_, run) => hash(`run ${run}`));
    const sectors = Array.from({ length: 12 }, (_, index) => ({ index, old: hash('old'), next: hash('next'), other }));
    const found = parseRecord(formatRecord({ ...flashRecord, flash: { ...flashRecord.flash!, sectors } }));
    const [first] = 'record' in found ? (found.record.flash?.sectors ?? []) : [];
    expect(first?.other.at(-1)).toBe(other.at(-1));
    expect(first?.other).toEqual(other.slice(-32));
  });
});

describe('a record of format 1', () => {
  const sectors = flashRecord.flash!.sectors;

  it('of a flash is read, keyed by the chip', () => {
    const file = {
      version: 1,
      serial: chip,
      path: '1-1',
      undo: 'undo.dfu',
      undoComplete: true,
      sectors,
      inProgress: [0],
    };
    expect(parseRecord(bytesOf(file))).toEqual({
      record: {
        chip,
        path: '1-1',
        begun: '',
        flash: { undo: { name: 'undo.dfu', complete: true }, sectors, inProgress: [0] },
      },
    });
    const { undo: _, ...without } = file;
    expect(parseRecord(bytesOf({ ...without, serial: 'unknown' }))).toMatchObject({
      record: { chip: undefined, serial: undefined, flash: { undo: undefined } },
    });
    expect(parseRecord(bytesOf({ ...file, serial: 'STM32FxSTM32' }))).toMatchObject({
      record: { chip: undefined, serial: 'STM32FxSTM32' },
    });
    for (const wrong of [{ sectors: 1 }, { inProgress: ['0'] }, { undoComplete: 'yes' }, { serial: 7 }, { path: null }])
      expect(parseRecord(bytesOf({ ...file, ...wrong }))).toMatchObject({ why: 'damaged' });
  });

  it('of an update is read, keyed by the chip', () => {
    const configuration = { name: 'odrive-config.json', sha256: hash('c') };
    const file = {
      version: 1,
      serial: chip,
      path: '1-1',
      stage: 'writing',
      image: hash('i'),
      begun: 'then',
      configuration,
    };
    expect(parseRecord(bytesOf(file))).toEqual({
      record: { chip, path: '1-1', begun: 'then', update: { stage: 'writing', image: hash('i'), configuration } },
    });
    for (const wrong of [{ stage: 'dreaming' }, { image: 'i' }, { configuration: {} }, { begun: 5 }])
      expect(parseRecord(bytesOf({ ...file, ...wrong }))).toMatchObject({ why: 'damaged' });
  });
});
