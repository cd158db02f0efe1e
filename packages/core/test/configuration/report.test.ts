// What became of a configuration, as a person reads it: every value that is missed is named, and none that is not.

import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import type { RestoredValue } from '../../src/configuration/apply.ts';
import {
  differingValues,
  type LeftValue,
  leftOutCounts,
  missedValues,
  notAsItWas,
  type RestoredConfiguration,
  restoredConfiguration,
  restoreNotes,
} from '../../src/configuration/report.ts';

const brake = 'config.brake_resistance';

const value = (path: string, outcome: RestoredValue['outcome'], more: Partial<RestoredValue> = {}): RestoredValue => ({
  path,
  wanted: 2,
  found: 0.5,
  outcome,
  ...more,
});
const left = (path: string, reason: LeftValue['reason'], more: Partial<LeftValue> = {}): LeftValue => ({
  path,
  reason,
  value: 1,
  ...more,
});
const came = (spec: Partial<RestoredConfiguration>): RestoredConfiguration => ({
  file: 'mine.json',
  values: [],
  skipped: [],
  written: 0,
  held: [],
  refused: [],
  repeat: [],
  ...spec,
});

describe('a value of the file', () => {
  it.each(['not-found', 'other-type', 'other-unit', 'foreign-reference'] as const)(
    'is missed where it is %s',
    (reason) => {
      expect(missedValues(came({ skipped: [left('a.b', reason), left('a.c', reason)] }))).toEqual([
        saying(/^a\.b, a\.c: /),
      ]);
      expect(leftOutCounts(came({ skipped: [left('a.b', reason)] })).size).toBe(0);
    },
  );

  it('is not missed if firmware without it behaves the same: off, zero, empty, or a default', () => {
    const nothing = [false, 0, '0', null].map((off, index) => left(`a.${index}`, 'not-found', { value: off }));
    const skipped = [...nothing, left('a.x', 'not-found', { isDefault: true })];
    expect(missedValues(came({ skipped }))).toEqual([]);
    expect([...leftOutCounts(came({ skipped }))]).toEqual([['not-found', 5]]);
    // Another type or unit is missed, whatever the value.
    expect(missedValues(came({ skipped: [left('a.b', 'other-unit', { value: 0 })] }))).toHaveLength(1);
  });

  it.each([
    'read-only',
    'other-board',
    'other-variant',
    'own-default',
    'no-switch',
    'refused',
    'renamed',
    'not-configuration',
  ] as const)('is not missed, but counted, where it is left out as %s', (reason) => {
    const skipped = [left('a.b', reason), left('a.c', reason)];
    expect(missedValues(came({ skipped }))).toEqual([]);
    expect([...leftOutCounts(came({ skipped }))]).toEqual([[reason, 2]]);
  });

  it('is missed where the board did not keep it, with what it keeps, and in no other case', () => {
    const outcomes = ['already', 'written', 'taken-back', 'differs'] as const;
    expect(missedValues(came({ values: outcomes.map((outcome) => value(brake, outcome)) }))).toEqual([]);
    expect(missedValues(came({ values: [value(brake, 'not-kept', { found: 0.30000001192092896 })] }))).toEqual([
      saying(`${brake}: the board keeps 0.3 instead of 2`),
    ]);
  });

  it('that would be written is shown with what is there and what will be', () => {
    const values = [value('a.b', 'already'), value(brake, 'differs')];
    expect(differingValues(came({ values }))).toEqual([saying(`${brake}: 0.5 becomes 2`)]);
  });

  it('keeps the values of the file in the report, and those that were restored as off', () => {
    const backup = { origin: {}, values: new Map([['a.b', 7]]) };
    const skipped = [
      { path: 'a.b', reason: 'not-found' },
      { path: 'a.c', reason: 'refused' },
    ] as const;
    const plan = {
      kind: 'plan',
      origin: 'same-chip',
      writes: [],
      skipped,
      refused: [],
      asked: [],
      repeat: [],
      brakeStaysOff: false,
      oldDefaults: [],
    } as const;
    const values = [value('a.d', 'written', { held: true }), value('a.e', 'written')];
    expect(restoredConfiguration('mine.json', backup, plan, { values, written: 2 })).toMatchObject({
      skipped: [{ value: 7 }, { value: null }],
      held: ['a.d'],
    });
  });
});

describe('what a person does afterwards', () => {
  it('covers what was refused, flags that are off and flags that the firmware reset, each by its path', () => {
    const values = [
      value('axis0.encoder.config.pre_calibrated', 'taken-back', { wanted: true, found: false }),
      value(brake, 'written'),
    ];
    const refused = [{ path: brake, value: 0, rule: 'not-positive', level: 'refused', kept: 2 }] as const;
    const repeat = [{ path: 'axis1.motor.config.pre_calibrated', repeat: 'motor' }] as const;
    expect(restoreNotes(came({ values, refused, repeat }))).toEqual([
      saying(`Not written: ${brake} 0 is not above zero; the board keeps 2.`),
      saying(/^axis1\.motor\.config\.pre_calibrated is off: repeat the motor calibration/),
      saying(/^axis0\.encoder\.config\.pre_calibrated is off: the firmware resets it/),
    ]);
    expect(restoreNotes(came({ values: [value(brake, 'not-kept')] }))).toEqual([]);
  });

  it('names how many values are missed, five of them by name, and all of them in the details', () => {
    const skipped = Array.from({ length: 3 }, (_, index) => left(`a.${index}`, 'not-found'));
    const kept = (count: number) => Array.from({ length: count }, (_, index) => value(`b.${index}`, 'not-kept'));
    const six = notAsItWas(came({ skipped, values: [...kept(5), value('c', 'written')] }));
    expect(inEnglish(six.text)).toMatch(/^8 values from mine\.json could not be restored: a\.0, a\.1, a\.2: /);
    expect(inEnglish(six.text)).toMatch(/b\.3: .*; and 1 more\.$/);
    expect(inEnglish(six.text)).not.toMatch(/b\.4/);
    expect(six.details.missed).toHaveLength(6);
    const purpose = left('c', 'read-only');
    expect(inEnglish(notAsItWas(came({ skipped: [purpose], values: kept(2) })).text)).toMatch(
      /^2 values from mine\.json/,
    );
    const five = notAsItWas(came({ skipped, values: kept(4) }));
    expect(inEnglish(five.text)).not.toMatch(/more/);
    expect(inEnglish(notAsItWas(came({ values: kept(1) })).text)).toMatch(
      /^1 value from mine\.json could not be restored: b\.0: /,
    );
  });

  it('reports a restored rest only if there is one', () => {
    const next = (...values: readonly RestoredValue[]) => inEnglish(notAsItWas(came({ values })).next);
    const missed = value(brake, 'not-kept');
    expect(next(missed)).toBe('Set the values you need by hand. The file contains all values.');
    for (const outcome of ['written', 'already'] as const)
      expect(next(missed, value('a', outcome))).toMatch(/All other values are restored\. The file contains all values/);
    expect(next(missed, value('a', 'written'), value('b', 'differs'))).not.toMatch(/All other values/);
  });
});
