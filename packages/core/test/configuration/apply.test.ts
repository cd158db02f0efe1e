// Which of the values that a board did not keep are its firmware's own rule, announced and not missed.

import { describe, expect, it } from 'vitest';
import { comparedValues, isTakenBack } from '../../src/configuration/apply.ts';
import { fitValue } from '../../src/configuration/file/file-values.ts';
import { traitOf } from '../../src/configuration/rules/classes.ts';
import { smallBoard } from '../odrive/fake-board.ts';
import { connected, plan } from './planned.ts';

const property = (path: string) =>
  ({ kind: 'property', name: path, path, endpoint: 1, type: 'bool', writable: true }) as const;

describe('a value the board does not keep', () => {
  it('is taken back by a rule of the firmware only where it is the flag of a calibrated encoder that was to be on', () => {
    const flag = property('axis0.encoder.config.pre_calibrated');
    expect(isTakenBack({ property: flag, value: true })).toBe(true);
    expect(isTakenBack({ property: flag, value: false })).toBe(false);
    expect(isTakenBack({ property: property('axis0.motor.config.pre_calibrated'), value: true })).toBe(false);
  });
});

it('what would be written is listed beside what is there, and what is there already as that', () => {
  const write = { property: property('a.b'), value: true, class: 'machine' } as const;
  expect(comparedValues([{ ...write, now: false }, { ...write, now: true }, write])).toMatchObject([
    { path: 'a.b', wanted: true, found: false, outcome: 'differs' },
    { found: true, outcome: 'already' },
    { found: true, outcome: 'differs' },
  ]);
});

describe('a flag in a file', () => {
  const flag = 'axis0.config.startup_motor_calibration';

  it('may be 0 or 1, as people write it, and no other number', async () => {
    const { tree } = await connected(smallBoard());
    const value = (inFile: number | boolean) => {
      const fitted = fitValue(flag, inFile, tree, () => false);
      return typeof fitted === 'string' ? fitted : fitted.value;
    };
    expect([0, 1, 2, -1, true, false].map(value)).toEqual([false, true, 'other-type', 'other-type', true, false]);
  });

  it('is no change where the board has it so', async () => {
    const { result } = await plan(smallBoard(), { [flag]: 0 });
    expect(result.kind === 'plan' && result.skipped).toEqual([]);
  });
});

it('a current limit above 40 A is for boards from v3.5 on, and one of 40 A is not', () => {
  const trait = (value: number, minor?: number) =>
    traitOf(
      'axis0.motor.config.current_lim',
      { class: 'motor' } as Parameters<typeof traitOf>[1],
      value,
      minor === undefined ? undefined : { minor, voltage: 24 },
    );
  expect([trait(40), trait(41), trait(41, 4), trait(40, 4), trait(41, 6)]).toEqual([
    undefined,
    'minor',
    'minor',
    undefined,
    undefined,
  ]);
});
