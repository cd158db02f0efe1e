import { configurationSectors, mainFlash } from '@odflash/core/board';
import { firstDifference } from '@odflash/core/bytes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySteps, eraseSteps, readRecord, storeSteps } from '../../../src/odrive/configuration/nvm.ts';

const blankFlash = () => new Uint8Array(mainFlash.length).fill(0xff);
const padded = (record: Uint8Array) => {
  const fields = new Uint8Array(Math.ceil(record.length / 8) * 8).fill(0xff);
  fields.set(record);
  return fields;
};
const store = (flash: Uint8Array, record: Uint8Array) => applySteps(flash, storeSteps(flash, record));
const [first, second] = configurationSectors.map(({ address }) => address - mainFlash.address);
const record = fc.uint8Array({ minLength: 1, maxLength: 40_000 });

describe('the non-volatile memory of the configuration', () => {
  it('is empty on a blank chip and after an erase', () => {
    const flash = blankFlash();
    expect(readRecord(flash)).toHaveLength(0);
    store(flash, Uint8Array.of(1, 2, 3));
    applySteps(flash, eraseSteps());
    expect(readRecord(flash)).toHaveLength(0);
  });

  it('lies as the firmware lays it: fields of 64 bits behind a table of two bits a field', () => {
    const flash = blankFlash();
    store(flash, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    // The first record goes to sector 11; fields 512 and 513 are valid, everything else untouched.
    expect([...flash.subarray(second! + 4096, second! + 4096 + 10)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0xff]);
    expect(flash[second! + 128]).toBe(0b1111_0000);
    expect(flash[first! + 128]).toBe(0b1111_1101);
    store(flash, Uint8Array.of(10));
    expect(flash[first! + 128]).toBe(0b1111_0001);
    expect(flash[second! + 128]).toBe(0b1101_0000);
  });

  it('gives back the last record that was stored, whatever was stored before', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), (records) => {
        const flash = blankFlash();
        for (const one of records) {
          store(flash, one);
          expect(firstDifference(readRecord(flash), padded(one))).toBe(-1);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('erases the sector that has no room left, and continues', () => {
    const flash = blankFlash();
    const kinds = new Set<string>();
    for (let turn = 0; turn < 12; turn++) {
      const one = new Uint8Array(40_000).fill(turn);
      const steps = storeSteps(flash, one);
      for (const step of steps) kinds.add(step.kind);
      applySteps(flash, steps);
      expect(firstDifference(readRecord(flash), one)).toBe(-1);
    }
    expect(kinds).toEqual(new Set(['program', 'erase']));
  });

  it('holds the old record or the new one, wherever storing was cut between two steps', () => {
    fc.assert(
      fc.property(record, record, fc.nat(5), (before, after, cut) => {
        const flash = blankFlash();
        store(flash, new Uint8Array(64));
        store(flash, before);
        applySteps(flash, storeSteps(flash, after).slice(0, cut));
        const found = readRecord(flash);
        expect([padded(before), padded(after)].some((one) => firstDifference(one, found) === -1)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('survives any rubbish in the sectors', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(131_000), record, (rubbish, place, one) => {
        const flash = blankFlash();
        flash.set(rubbish, first! + place);
        flash.set(rubbish.slice(0, 50), second! + Math.min(place, 4000));
        readRecord(flash);
        expect(storeSteps(flash, one).length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });
});
