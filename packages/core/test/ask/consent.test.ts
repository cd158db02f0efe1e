import { describe, expect, it } from 'vitest';
import { type Consent, consentText, readConsent, sameConsent } from '../../src/ask/consent.ts';

const serial = '356D38673332';

const written: readonly (readonly [text: string, consent: Consent])[] = [
  [`unsafe-dfu=${serial}`, { what: 'unsafe-dfu', serial }],
  [`unlock=${serial}`, { what: 'unlock', serial }],
  [`calibration=${serial}`, { what: 'calibration', serial }],
  [`raw-config=${serial}`, { what: 'raw-config', serial }],
  [`foreign=${serial}`, { what: 'foreign', serial }],
  [`board=${serial}:v3.6-56V`, { what: 'board', serial, version: 'v3.6-56V' }],
  [
    `setting=${serial}:axis0.motor.config.current_lim=60`,
    { what: 'setting', serial, path: 'axis0.motor.config.current_lim', value: '60' },
  ],
  [`setting=${serial}:config.x=a=b:c.d=e`, { what: 'setting', serial, path: 'config.x', value: 'a=b:c.d=e' }],
  [`setting=${serial}:config.x=`, { what: 'setting', serial, path: 'config.x', value: '' }],
  [`move=${serial}:axis1`, { what: 'move', serial, axis: 1 }],
  // A board without a readable serial number is named by its USB port.
  ['unlock=1-1.4', { what: 'unlock', serial: '1-1.4' }],
  ['board=10.0.0.7:3240/1-1:v3.5-48V', { what: 'board', serial: '10.0.0.7:3240/1-1', version: 'v3.5-48V' }],
  ['move=10.0.0.7:3240/1-1:axis0', { what: 'move', serial: '10.0.0.7:3240/1-1', axis: 0 }],
];

describe('the text of a consent', () => {
  it.each(written)('%s is read as what it says, and printed so', (text, consent) => {
    expect(readConsent(text)).toEqual(consent);
    expect(consentText(consent)).toBe(text);
  });

  it('takes the version of a board in any letter case and keeps its name', () => {
    expect(readConsent(`board=${serial}:V3.6-56v`)).toEqual({ what: 'board', serial, version: 'v3.6-56V' });
  });

  it.each([
    '',
    'unlock',
    'unlock=',
    `=${serial}`,
    `everything=${serial}`,
    `toString=${serial}`,
    'unlock=a=b',
    `board=${serial}`,
    `board=:v3.6-56V`,
    `board=${serial}:v9.9`,
    `setting=${serial}`,
    `setting=${serial}:axis0.config`,
    `setting=${serial}:=3`,
    `move=${serial}`,
    `move=${serial}:axisX`,
    `move=${serial}:0`,
  ])('%j is none', (text) => {
    expect(readConsent(text)).toBeUndefined();
  });
});

describe('two consents', () => {
  it('are the same whatever the letter case of the serial number', () => {
    expect(sameConsent({ what: 'unlock', serial: 'ab12' }, { what: 'unlock', serial: 'AB12' })).toBe(true);
  });

  it.each<[string, Consent, Consent]>([
    ['another board', { what: 'unlock', serial: 'A' }, { what: 'unlock', serial: 'B' }],
    ['another danger', { what: 'unlock', serial: 'A' }, { what: 'foreign', serial: 'A' }],
    [
      'another version',
      { what: 'board', serial: 'A', version: 'v3.6-24V' },
      { what: 'board', serial: 'A', version: 'v3.6-56V' },
    ],
    ['another axis', { what: 'move', serial: 'A', axis: 0 }, { what: 'move', serial: 'A', axis: 1 }],
    [
      'another setting',
      { what: 'setting', serial: 'A', path: 'x', value: '1' },
      { what: 'setting', serial: 'A', path: 'y', value: '1' },
    ],
    [
      'another value',
      { what: 'setting', serial: 'A', path: 'x', value: '1' },
      { what: 'setting', serial: 'A', path: 'x', value: '2' },
    ],
  ])('for %s are not', (_, a, b) => {
    expect(sameConsent(a, b)).toBe(false);
  });
});
