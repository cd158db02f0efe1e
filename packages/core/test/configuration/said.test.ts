// What is said of a plan before it is carried out: everything that changes is named and asked in its group, and nothing else.

import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import type { Because, PlannedWrite, Refusal, SettingsPlan, SkippedValue } from '../../src/configuration/plan-types.ts';
import type { SettingClass } from '../../src/configuration/rules/classes.ts';
import { type VoltageLimit, voltageLimit } from '../../src/configuration/rules/limits.ts';
import { planFindings, refusalMessage, verdictMessage } from '../../src/configuration/said.ts';
import type { Message } from '../../src/messages/message.ts';
import type { SettingRule } from '../../src/messages/settings.ts';

const serial = '356933603436';
const proved = voltageLimit({ otp: { voltage: 24 } });

const plan = (spec: Partial<SettingsPlan> = {}): SettingsPlan => ({
  kind: 'plan',
  origin: 'same-chip',
  writes: [],
  skipped: [],
  refused: [],
  asked: [],
  repeat: [],
  brakeStaysOff: false,
  oldDefaults: [],
  ...spec,
});

function write(path: string, kind: SettingClass, more: Partial<PlannedWrite> = {}): PlannedWrite {
  const property = { kind: 'property', name: path, path, endpoint: 1, type: 'float', writable: true } as const;
  return { property, value: 2, now: 1, class: kind, ...more };
}

const found = (spec: Partial<SettingsPlan>, limit: VoltageLimit = proved) => planFindings(plan(spec), limit, serial);
const said = (spec: Partial<SettingsPlan>) => found(spec).map(({ level, code }) => `${level} ${code}`);
/** What a finding and its details say. */
const textOf = (finding: { readonly text: Message } | undefined) => finding && inEnglish(finding.text);
const values = (spec: Partial<SettingsPlan>) => found(spec)[0]?.details?.values;

describe('a plan', () => {
  it('that changes nothing, or restores a backup of the same board, reports nothing', () => {
    expect(found({})).toEqual([]);
    expect(found({ writes: [write('a.b', 'supply'), write('a.c', 'motor')] })).toEqual([]);
  });

  it('that weakens a protection asks, with what is there and what will be; not for what is so already', () => {
    const weaker = [write('a.b', 'supply', { weaker: true }), write('a.c', 'supply', { weaker: true, now: 2 })];
    expect(said({ writes: weaker })).toEqual(['warn settings-weaker']);
    expect(values({ writes: weaker })).toEqual([saying('a.b 1 → 2')]);
    expect(said({ writes: weaker.slice(1) })).toEqual([]);
  });

  it.each([
    ['variant', 'settings-variant'],
    ['supply', 'settings-supply'],
    ['wiring', 'settings-wiring'],
    ['machine', 'settings-machine'],
    ['motor', 'settings-motor'],
    ['encoder', 'settings-encoder'],
    ['identity', 'settings-identity'],
  ] as const)('that brings %s values of another board asks for them in a group of their own', (kind, code) => {
    for (const origin of ['other-chip', 'unknown'] as const) {
      const writes = [
        write('a.changed', kind),
        write('a.same', kind, { now: 2 }),
        write('a.weaker', kind, { weaker: true }),
        write('a.translated', kind, { because: 'translated' }),
      ];
      const [group] = found({ origin, writes }).filter((finding) => finding.code === code);
      expect(group).toMatchObject({ level: 'warn', details: { values: [saying('a.changed 1 → 2')] } });
      expect(said({ origin, writes: writes.slice(1, 2) })).toEqual([]);
      const others = (['variant', 'supply', 'wiring', 'machine', 'motor', 'encoder', 'identity'] as const).filter(
        (other) => other !== kind,
      );
      expect(said({ origin, writes: others.map((other) => write('a.b', other)) })).not.toContain(`warn ${code}`);
    }
  });

  it('that skips values reports which, why, and how to write one of them anyway', () => {
    const left = (path: string, more: Partial<SkippedValue> = {}): SkippedValue => ({
      path,
      reason: 'other-variant',
      trait: 'voltage',
      inFile: 59.92,
      kept: 25.68,
      ...more,
    });
    const verdict = { path: 'a.b', value: 59.92, rule: 'above-limit', level: 'refused', bound: 36.2 } as const;
    const text = (origin: SettingsPlan['origin'], ...skipped: SkippedValue[]) => textOf(found({ origin, skipped })[0]);
    expect(text('other-chip', left('a.b'))).toMatch(
      /because they depend on the board variant and it is not confirmed: a\.b \(voltage\) 59\.92, the board keeps 25\.68\. --consent setting=356933603436:PATH=VALUE/,
    );
    expect(text('unknown', left('a.b'))).toMatch(/the file does not specify it: /);
    const refused = left('a.b', { trait: 'minor', verdict, kept: undefined });
    expect(text('other-chip', refused)).toMatch(/a\.b \(version\) 59\.92 is above 36\.2 V, the limit .*\.$/);
    expect(text('other-chip', refused)).not.toMatch(/--consent|keeps/);
    expect(text('other-chip', refused, left('a.c', { trait: 'shunt', inFile: undefined }))).toMatch(
      /a\.c \(current shunts\), the board keeps 25\.68\. --consent/,
    );
    expect(found({ skipped: [left('a.b')] })[0]?.details?.values).toEqual(['a.b']);
  });

  it('that skips calibration, defaults or unknown keys reports each of them once', () => {
    const skipped = [
      { path: 'a.b', reason: 'other-board' },
      { path: 'a.c', reason: 'own-default' },
      { path: 'a.d', reason: 'not-configuration' },
      { path: 'a.e', reason: 'not-found' },
    ] as const;
    expect(said({ skipped })).toEqual(['ok settings-calibration', 'ok settings-own', 'warn settings-unknown']);
    expect(found({ skipped }).map(({ details }) => details?.values)).toEqual([['a.b'], ['a.c'], ['a.d']]);
  });

  it.each<[because: Because, level: string]>([
    ['translated', 'ok settings-translated'],
    ['set-incomplete', 'warn settings-off'],
  ])('that writes a value other than in the file, %s, reports it with its path', (because, level) => {
    const spec = { writes: [write('a.b', 'supply', { because, file: 5 }), write('a.c', 'supply')] };
    expect(said(spec)).toEqual([level]);
    expect(values(spec)).toEqual([because === 'translated' ? saying('a.b default 5 → 2') : 'a.b']);
  });

  it('that writes startup and calibration flags as off names them, and what has to be repeated', () => {
    const writes = [write('a.b', 'machine', { held: true }), write('a.c', 'machine')];
    expect(found({ writes })).toMatchObject([{ code: 'settings-startup', level: 'ok', details: { flags: ['a.b'] } }]);
    const [flags] = found({ repeat: [{ path: 'a.d', repeat: 'encoder-offset' }] });
    expect(flags).toMatchObject({ code: 'settings-flags', level: 'warn', details: { values: ['a.d'] } });
    expect(textOf(flags)).toContain('a.d (repeat the encoder offset calibration)');
  });

  it('that leaves a brake off which was always on asks, with the command that switches it on', () => {
    expect(found({ brakeStaysOff: true })).toMatchObject([
      {
        level: 'warn',
        code: 'settings-brake',
        text: saying(/odflash set config\.enable_brake_resistor true --save$/),
      },
    ]);
  });

  it('that keeps an old default says since when it was one, and what that does to the CAN bus', () => {
    const oldDefaults = [
      { path: 'can.config.protocol', value: 0, since: '0.5.2' },
      { path: 'a.b', value: 1, since: '0.5.1' },
    ];
    const [old] = found({ oldDefaults });
    expect(old?.level).toBe('ok');
    expect(textOf(old)).toContain(
      'can.config.protocol 0 (the default since 0.5.2, no longer, and not a CAN protocol here)',
    );
    expect(textOf(old)).toContain('a.b 1 (the default since 0.5.1, no longer)');
  });

  it('that is long lists eight values, and all of them in the details', () => {
    const text = (count: number) => {
      const skipped = Array.from({ length: count }, (_, index) => ({
        path: `a.${index}`,
        reason: 'not-configuration' as const,
      }));
      const [one] = found({ skipped });
      expect(one?.details?.values).toHaveLength(count);
      return textOf(one);
    };
    expect(text(8)).toMatch(/a\.7\.$/);
    expect(text(9)).toMatch(/a\.7; and 1 more\.$/);
  });
});

describe('a value that is refused or unusual', () => {
  const verdict = { path: 'a.b', value: 59.92, rule: 'above-limit', level: 'refused', bound: 36.2 } as const;

  const refusalText = (refusal: Refusal) => inEnglish(refusalMessage(refusal));
  const ruleText = (rule: SettingRule, bound: number | undefined) =>
    inEnglish(verdictMessage({ path: 'a.b', value: 5, rule, ...(bound !== undefined && { bound }) })).slice(
      'a.b 5 '.length,
    );
  const limitText = (limit: VoltageLimit) =>
    textOf(found({ refused: [verdict] }, limit)[0])?.replace(/^Not written(.*): a\.b.*$/, '$1');

  it('is reported with the reason, what the board keeps, and what is wrong with that', () => {
    expect(refusalText(verdict)).toBe('a.b 59.92 is above 36.2 V, the limit of this board');
    const keptVerdict = { ...verdict, value: -1, rule: 'negative' } as const;
    expect(refusalText({ ...verdict, kept: -1, keptVerdict })).toMatch(/; the board keeps -1, which is negative$/);
    expect(found({ refused: [verdict] })[0]).toMatchObject({
      level: 'warn',
      code: 'settings-refused',
      details: { paths: ['a.b'], values: [saying(refusalText(verdict))] },
    });
    const asked = found({ asked: [{ ...verdict, level: 'asked', rule: 'above-default' }] });
    expect(asked[0]).toMatchObject({ level: 'warn', code: 'settings-level' });
    expect(textOf(asked[0])).toContain('a.b 59.92 is above 36.2 V, the default of this board');
  });

  it('is reported with the source of the board’s limit, where that is not OTP', () => {
    expect(limitText(proved)).toBe('');
    expect(limitText(voltageLimit({ firmware: { voltage: 48 } }))).toMatch(/48 V board, as reported by the firmware/);
    expect(limitText(voltageLimit({}))).toMatch(/checked as 24 V/);
    expect(textOf(found({ refused: [verdict] }, voltageLimit({}))[0])).toMatch(/^Not written \(board variant unknown/);
  });

  it('is printed as a person typed it: 32 bits contain some seven digits', () => {
    const text = (value: number) => refusalText({ ...verdict, value });
    expect(text(0.30000001192092896)).toMatch(/^a\.b 0\.3 is/);
    expect(text(1.2345678)).toMatch(/^a\.b 1\.234568 is/);
    expect(text(16777217)).toMatch(/^a\.b 16777217 is/);
    expect(ruleText('above-limit', 36.2049)).toMatch(/^is above 36\.2 V/);
  });

  it('is reported with numbers that a person can check', () => {
    expect(ruleText('ramp-near-bus', 24.00001)).toBe('is less than 5 % above the bus voltage (24 V)');
    expect(ruleText('ramp-below-bus', undefined)).toContain('(? V)');
    expect(ruleText('ramp-not-judged', 8)).toBe('cannot be checked: the bus voltage is not above 8 V');
    for (const rule of ['not-a-number', 'infinite', 'not-positive', 'negative', 'positive', 'ramp-reversed'] as const)
      expect(ruleText(rule, undefined)).toMatch(/^(is|would) \w+/);
  });
});
