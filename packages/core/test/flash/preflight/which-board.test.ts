// Which board it is, from everything that says so: OTP decides alone, without it every source that says v3.4 or older counts.

import { boardVersion } from '@odflash/core';
import { readBoardVersion, sectors } from '@odflash/core/board';
import type { Identity } from '@odflash/core/target';
import { describe, expect, it } from 'vitest';
import { dfuHazards, type SupplyStep } from '../../../src/dfu/hazards.ts';
import { type BoardQuestion, boardQuestion, checkBoard } from '../../../src/flash/preflight/which-board.ts';

const serial = '356D38673332';
const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1', serial };

type Otp = 'otp-blank' | 'otp-foreign' | 'otp-unreadable' | 'not-an-f405' | 'layout-untold' | (string & {});

function identityOf(otp: Otp): Identity {
  const version = boardVersion(otp);
  const isF405 = otp !== 'not-an-f405' && otp !== 'layout-untold';
  const board = version
    ? ({ known: true, version, evidence: 'otp' } as const)
    : ({ known: false, why: otp as 'otp-blank' } as const);
  return { device, key: { serial, path: device.path }, sectors, isF405, board, readProtected: false };
}

interface Said {
  readonly named?: string;
  readonly running?: string;
  readonly installed?: string;
}

function question(otp: Otp, { named, running, installed }: Said): BoardQuestion {
  const version = (name?: string) => (name === undefined ? undefined : readBoardVersion(name));
  const said = { named: version(named), running: version(running), installed: version(installed) };
  return boardQuestion({ hazards: dfuHazards }, { identity: identityOf(otp), ...said });
}

/** Level and code of what is not ok. */
function complaints(otp: Otp, said: Said): string[] {
  return checkBoard(question(otp, said))
    .filter(({ level }) => level !== 'ok')
    .map(({ level, code }) => `${level} ${code}`);
}

describe('a board', () => {
  it.each<[what: string, otp: Otp, said: Said, complaints: readonly string[]]>([
    ['that OTP proves is that board', 'v3.6-56V', {}, []],
    ['that OTP proves, with its family named, is that board', 'v3.6-56V', { named: 'v3.6' }, []],
    ['that is named otherwise than OTP proves is a mismatch', 'v3.6-56V', { named: 'v3.5-48V' }, ['stop board']],
    ['that is named with another voltage than OTP proves, too', 'v3.6-56V', { named: 'v3.6-24V' }, ['stop board']],
    [
      'that OTP proves, with wrong firmware in its flash, can be repaired',
      'v3.6-56V',
      { installed: 'v3.6-24V' },
      ['warn board-claims'],
    ],
    [
      'that OTP proves newer outranks firmware of a v3.4 in its flash',
      'v3.6-56V',
      { installed: 'v3.4' },
      ['warn board-claims'],
    ],
    ['that OTP proves newer outranks what ran on it', 'v3.5-48V', { running: 'v3.4-48V' }, []],
    ['that OTP proves old needs consent', 'v3.4-48V', {}, ['consent unsafe-board']],
    [
      'that OTP proves old needs consent whatever is installed',
      'v3.3',
      { installed: 'v3.6' },
      ['consent unsafe-board'],
    ],
    ['with blank OTP that is not named is unknown', 'otp-blank', {}, ['stop board']],
    ['with blank OTP is the one that is named', 'otp-blank', { named: 'v3.6-56V' }, []],
    ['with foreign OTP is the one that is named', 'otp-foreign', { named: 'v3.6-56V' }, []],
    ['with blank OTP that is named old needs consent', 'otp-blank', { named: 'v3.4-24V' }, ['consent unsafe-board']],
    [
      'with blank OTP whose flash says old needs consent, whatever it is named',
      'otp-blank',
      { named: 'v3.6-56V', installed: 'v3.4' },
      ['consent unsafe-board'],
    ],
    [
      'with blank OTP that ran as an old one needs consent',
      'otp-blank',
      { named: 'v3.6-56V', running: 'v3.3' },
      ['consent unsafe-board'],
    ],
    [
      'with unreadable OTP whose flash says old needs consent',
      'otp-unreadable',
      { named: 'v3.6', installed: 'v3.4' },
      ['consent unsafe-board'],
    ],
    [
      'that is not named and whose flash says old is dangerous first, unknown second',
      'otp-blank',
      { installed: 'v3.4' },
      ['stop unsafe-board', 'stop board'],
    ],
    [
      'with blank OTP and agreeing claims is the one that is named',
      'otp-blank',
      { named: 'v3.6-56V', installed: 'v3.6', running: 'v3.6-56V' },
      [],
    ],
    [
      'of a family, with a claim that tells the voltage, is that family',
      'otp-blank',
      { named: 'v3.6', running: 'v3.6-24V' },
      [],
    ],
    [
      'with blank OTP and another claim in its flash needs consent',
      'otp-blank',
      { named: 'v3.6-56V', installed: 'v3.5' },
      ['consent board-claims'],
    ],
    [
      'with blank OTP that ran as another voltage needs consent',
      'otp-blank',
      { named: 'v3.6-56V', running: 'v3.6-24V' },
      ['consent board-claims'],
    ],
    ['of another chip is unknown and not dangerous', 'not-an-f405', { named: 'v3.4-48V' }, ['stop board']],
  ])('%s', (_, otp, said, expected) => {
    expect(complaints(otp, said)).toEqual(expected);
  });

  it('is named in the consent that says which one it is, and that consent accepts nothing else', () => {
    const findings = checkBoard(question('otp-blank', { named: 'v3.6-56V', installed: 'v3.5' }));
    expect(findings.find(({ level }) => level === 'consent')).toMatchObject({
      consent: { what: 'board', serial, version: 'v3.6-56V' },
      error: 'board-mismatch',
    });
  });

  it('whose serial number is not readable is named by its USB port', () => {
    const identity = { ...identityOf('v3.4-48V'), key: { path: device.path } };
    expect(checkBoard(boardQuestion({ hazards: dfuHazards }, { identity }))[0]).toMatchObject({
      consent: { what: 'unsafe-dfu', serial: '1-1' },
    });
  });
});

describe('the DC supply of a board in DFU mode', () => {
  it.each<[what: string, otp: Otp, said: Said, step: SupplyStep | undefined]>([
    ['is to be removed where OTP proves an old board', 'v3.4-48V', {}, 'remove-dc-supply'],
    ['is not reported where OTP proves a newer one', 'v3.5-24V', { named: 'v3.5-24V', installed: 'v3.4' }, undefined],
    ['is to be removed where a person names an old one', 'otp-blank', { named: 'v3.4-24V' }, 'remove-dc-supply'],
    ['is to be removed where an old one ran', 'otp-blank', { running: 'v3.4-24V' }, 'remove-dc-supply'],
    ['is to be removed where the flash says so', 'otp-blank', { named: 'v3.6', installed: 'v3.4' }, 'remove-dc-supply'],
    [
      'is asked about where OTP is blank, whatever a person says',
      'otp-blank',
      { named: 'v3.6-56V' },
      'remove-dc-supply-if-old',
    ],
    ['is asked about where OTP is foreign', 'otp-foreign', {}, 'remove-dc-supply-if-old'],
    ['is asked about where OTP cannot be read', 'otp-unreadable', {}, 'remove-dc-supply-if-old'],
    ['is asked about where the chip does not describe itself', 'layout-untold', {}, 'remove-dc-supply-if-old'],
    ['is not reported where it is another chip', 'not-an-f405', {}, undefined],
  ])('%s', (_, otp, said, step) => {
    expect(question(otp, said).hazards.urgent?.step).toBe(step);
  });

  it('is asked about where the chip could not be read at all', () => {
    expect(dfuHazards({}).urgent?.step).toBe('remove-dc-supply-if-old');
    expect(dfuHazards({ named: boardVersion('v3.4-48V') }).urgent?.step).toBe('remove-dc-supply');
  });
});
