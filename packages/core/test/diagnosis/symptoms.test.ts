import { errorTable } from '@odflash/core';
import { findSymptoms, symptoms } from '@odflash/core/diagnosis';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causesOf, english } from '../../../../test/support/in-english.ts';

const found = (text: string) => findSymptoms(text, causesOf).map(({ id }) => id);

describe('the table of symptoms', () => {
  it('has each id once, and something to say in every row', () => {
    expect(new Set(symptoms.map(({ id }) => id)).size).toBe(symptoms.length);
    for (const { id, seen, code } of symptoms) {
      const { causes, remedies } = english.symptoms[id];
      expect(
        [seen.length, causes.length, remedies.length].every((count) => count > 0),
        id,
      ).toBe(true);
      expect(Object.keys(errorTable), id).toContain(code);
      for (const sentence of [...causes, ...remedies]) expect(sentence, id).toMatch(/[.!?]$/);
    }
  });

  it('finds every row by every message in it, before all others that do not quote it', () => {
    for (const symptom of symptoms)
      for (const { text } of symptom.seen) expect(findSymptoms(text, causesOf).slice(0, 2), text).toContain(symptom);
  });
});

describe('looking for a symptom', () => {
  it.each([
    ['(0, 2, 0, 0)', 'out-of-step'],
    ['RuntimeError: An error occured. Device Status: (0, 2, 0, 0)\n  File "dfu.py", line 12', 'out-of-step'],
    ['0 2 0 0', 'out-of-step'],
    ['(11, 10, 0, 0)', 'read-protected'],
    [
      'ValueError: The device has no langid (permission issue, no string descriptors supported or device error)',
      'no-langid',
    ],
    ['usb.core.USBError: [Errno 13] Access denied (insufficient permissions)', 'no-access'],
    ['Last page at 0x0810ffff is not writeable', 'bad-address'],
    ['device descriptor READ/64, ERROR -71', 'unknown-usb-device'],
    ['dfu-util: No DFU capable USB device available', 'nothing-there'],
    ['gcd', 'gcd'],
    ['langid', 'no-langid'],
    ['brake transistors', 'old-board-warning'],
  ])('%s', (text, id) => {
    expect(found(text)[0]).toBe(id);
  });

  it('tells a status from others that share digits with it', () => {
    expect(found('(0, 2, 0, 0)')).not.toContain('read-protected');
    expect(found('(10, 2, 0, 0)')).toEqual([]);
  });

  it('finds nothing in nothing, and in unknown text', () => {
    for (const text of ['', ' ', '()', 'xyzzy', '\u0000', 'a'.repeat(100_000)]) expect(found(text)).toEqual([]);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void findSymptoms(text, causesOf)));
  });
});
