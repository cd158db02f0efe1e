// A probe at which nothing answers: what is said follows the kind of probe and its reading.

import { expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { probeModels } from '../../src/stlink/models.ts';
import { abilitiesOf, type ProbeVersion } from '../../src/stlink/version.ts';
import { targetSilent } from '../../src/swd/silent.ts';

function said(productId: number, volts: number | undefined, jtag = 37) {
  const model = probeModels.find((row) => row.productId === productId)!;
  const version: ProbeVersion = { text: `V2J${jtag}S7`, generation: 2, jtag, vendorId: 0x0483, productId };
  const { text, next, details } = targetSilent({ model, version, abilities: abilitiesOf(version) }, volts, undefined);
  return { message: inEnglish(text), next: inEnglish(next), reading: details.reading };
}

const v2 = 0x3748;
const v21 = 0x374b;

test.each([0, 0.001, 1.2, 1.553])('%f V: the sense pin is an input, and is to be wired', (volts) => {
  for (const probe of [v2, v21]) {
    const { message, next, reading } = said(probe, volts);
    expect(reading).toBe('unseen');
    expect(message).toContain('Its VCC pin is an input');
    expect(next).toContain("Wire VCC of J2, the board's 3.3 V, to VCC of the probe.");
    expect(next).toContain('exactly one source');
  }
});

test.each([3.196, 3.219, 3.257, 3.41])('%f V on a V2: it may be the own supply of a clone', (volts) => {
  const { message, next } = said(v2, volts);
  expect(message).toContain('A clone probe measures its own supply there');
  expect(next).toContain('connect it to VCC of J2 only if the board has no other supply');
  expect(next).toContain('/RST, SWD, GND, SWC, VCC');
});

test('the same reading of a V2-1 proves that the board has a supply', () => {
  const { message, next } = said(v21, 3.25);
  expect(message).toContain('The board has a supply');
  expect(next).not.toContain('clone');
  expect(next).toContain('/RST to NRST');
});

test('2.93 V on a V2 is no supply of a clone: a genuine one that is wired to a board reads so', () => {
  const { message, next } = said(v2, 2.93);
  expect(message).toContain('The board has a supply');
  expect(next).not.toContain('output');
});

test('a supply that is too low is called that', () => {
  expect(said(v2, 2.1)).toMatchObject({ reading: 'low' });
});

test('firmware that does not measure reports no supply', () => {
  const { message, reading } = said(v2, undefined, 12);
  expect(reading).toBe('not-told');
  expect(message).not.toMatch(/ V\./);
});
