// What DFU mode may do to a board, by everything that says which board it is: who is not proved to be safe is told about the
// DC supply, and nothing is done to a board up to v3.4 without consent.

import { boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { dfuHazards, isSupplyStep } from '../../src/dfu/hazards.ts';
import type { Identity } from '../../src/target/identity.ts';

const [old, young] = [boardVersion('v3.4-48V')!, boardVersion('v3.6-56V')!];
const serial = '356A38673332';

/** A chip whose OTP says this; `none`: nothing, `other`: it is no F405. */
function identity(otp: 'none' | 'other' | typeof old): Identity {
  const board =
    otp === 'none'
      ? { known: false, why: 'otp-blank' }
      : otp === 'other'
        ? { known: false, why: 'not-an-f405' }
        : { known: true, version: otp, evidence: 'otp' };
  return { key: { serial, path: '1-1' }, isF405: otp !== 'other', board } as unknown as Identity;
}

const step = (...evidence: Parameters<typeof dfuHazards>) => {
  const { urgent } = dfuHazards(...evidence);
  return urgent && `${urgent.step}${urgent.certain ? ', certainly' : ''}`;
};

const now = 'remove-dc-supply, certainly';
const ifOld = 'remove-dc-supply-if-old';

describe('what is said of the DC supply', () => {
  it('follows --board where the chip was not read', () => {
    expect([step({}), step({ named: old }), step({ named: young })]).toEqual([ifOld, now, ifOld]);
  });

  it('follows OTP alone where OTP is valid', () => {
    const claims = { named: old, running: old, installed: old };
    expect([step({ identity: identity(old) }), step({ identity: identity(young), ...claims })]).toEqual([
      now,
      undefined,
    ]);
  });

  it('treats a board without OTP as old if any source says so; only firmware that ran can clear it', () => {
    const blank = identity('none');
    for (const claim of [{ named: old }, { running: old }, { installed: old }, { named: young, installed: old }])
      expect(step({ identity: blank, ...claim })).toBe(now);
    expect([step({ identity: blank }), step({ identity: blank, named: young })]).toEqual([ifOld, ifOld]);
    expect(step({ identity: blank, installed: young })).toBe(ifOld);
    expect(step({ identity: blank, running: young })).toBeUndefined();
  });

  it('does not apply to a chip that is not on an ODrive', () => {
    expect(step({ identity: identity('other'), named: old })).toBeUndefined();
  });

  it('is known again by its name', () => {
    expect(['remove-dc-supply', ifOld, 'switch-to-run', 'toString'].map(isSupplyStep)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('what is asked of a board up to v3.4', () => {
  const found = (...evidence: Parameters<typeof dfuHazards>) => {
    const { consent, findings } = dfuHazards(...evidence);
    return [consent?.what, findings.map(({ level, code, details }) => [level, code, details?.witness])];
  };

  it('is consent, where it is known; a stop, where only firmware says it', () => {
    expect(found({ identity: identity(old) })).toEqual(['unsafe-dfu', [['consent', 'unsafe-board', 'otp']]]);
    const blank = identity('none');
    expect(found({ identity: blank, named: old })).toEqual(['unsafe-dfu', [['consent', 'unsafe-board', 'named']]]);
    expect(found({ identity: blank, installed: old })).toEqual(['unsafe-dfu', [['stop', 'unsafe-board', 'installed']]]);
    expect(found({ identity: blank, running: old, installed: old })).toEqual([
      'unsafe-dfu',
      [['stop', 'unsafe-board', 'running']],
    ]);
  });

  it('does not apply to a newer board, another chip, or one that was not identified', () => {
    for (const evidence of [
      { identity: identity(young), named: old },
      { identity: identity('none'), named: young },
      { identity: identity('other'), named: old },
      { named: old },
    ])
      expect(found(evidence)).toEqual([undefined, []]);
  });
});
