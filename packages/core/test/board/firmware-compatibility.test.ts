import { describe, expect, it } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { boardVersion, encodeOtp } from '../../src/board/odrive-v3.ts';
import {
  boardCheck,
  type CombinationEffect,
  knownCombinations,
  type OtpState,
  otpStateOf,
  otpStateSaid,
} from '../../src/odrive/firmware-compatibility.ts';

const v36 = boardVersion('v3.6-56V');

function effects(release: string | undefined, otp: OtpState, more: { claimed?: boolean; board?: string } = {}) {
  const board = more.board === undefined ? v36 : boardVersion(more.board);
  const releases = release === undefined ? [] : [release];
  return knownCombinations({ releases, claimed: more.claimed === true, otp, board });
}

describe('firmware on a board', () => {
  it.each<readonly [string, OtpState, readonly CombinationEffect[]]>([
    ['0.5.6', 'record', []],
    ['0.5.6', 'blank', ['takes-its-own-word']],
    ['0.5.6', 'second-record', ['hangs']],
    ['0.5.6', 'foreign', ['hangs']],
    ['0.5.6', 'not-told', []],
    ['0.5.3', 'blank', ['takes-its-own-word']],
    ['v0.5.3', 'blank', ['takes-its-own-word']],
    ['0.5.2', 'record', []],
    ['0.5.2', 'blank', ['hangs']],
    ['0.5.2', 'second-record', ['hangs']],
    ['0.5.1', 'blank', ['does-not-check']],
    ['0.5.1', 'record', ['does-not-check']],
    ['0.5.1', 'foreign', ['does-not-check']],
    ['0.4.12', 'not-told', ['does-not-check']],
    ['0.4.9', 'record', ['does-not-check']],
    ['0.4.8', 'record', ['older-than-board', 'does-not-check']],
    ['0.4.1', 'blank', ['older-than-board', 'does-not-check']],
    ['0.0.0-dev', 'blank', []],
    ['main', 'blank', []],
  ])('of release %s with OTP %s: %j', (release, otp, expected) => {
    expect(effects(release, otp).map(({ effect }) => effect)).toEqual(expected);
  });

  it('that knows no 56 V is nothing new on a board it was made for', () => {
    expect(effects('0.4.1', 'record', { board: 'v3.5-48V' }).map(({ effect }) => effect)).toEqual(['does-not-check']);
    expect(effects('0.4.1', 'record', { board: 'v3.6-24V' }).map(({ effect }) => effect)).toContain('older-than-board');
  });

  it('that may be one of several releases is each of them, and that is said', () => {
    const found = knownCombinations({ releases: ['0.5.2', '0.5.3'], claimed: false, otp: 'blank', board: v36 });
    expect(found.map(({ effect, release }) => [effect, release])).toEqual([
      ['hangs', '0.5.2'],
      ['takes-its-own-word', '0.5.3'],
    ]);
    expect(found[0]?.text).toEqual(
      saying(/^The file is firmware 0\.5\.2 or 0\.5\.3, by its contents\. Firmware 0\.5\.2 does not start/),
    );
  });

  it('that does not tell its release tells nothing', () => {
    expect(effects(undefined, 'blank')).toEqual([]);
    expect(boardCheck('0.0.0')).toBeUndefined();
  });

  it('that says 0.5.1 may be 0.5.2, which says so, too; only what starts nowhere needs a yes', () => {
    const [first, ...rest] = effects('0.5.1', 'blank', { claimed: true });
    expect(first).toMatchObject({ effect: 'hangs', level: 'warn', release: '0.5.2' });
    expect(first?.text).toEqual(
      saying(/^Firmware that reports 0\.5\.1 may be 0\.5\.2, which does not start .*blank OTP/),
    );
    expect(rest).toMatchObject([{ effect: 'does-not-check', level: 'ok', release: '0.5.1' }]);
    expect(effects('0.5.1', 'record', { claimed: true })).toHaveLength(1);
    expect(effects('0.5.1', 'blank')).toHaveLength(1);
  });

  it('is described in general by how it checks the board', () => {
    expect(boardCheck('0.5.1')).toEqual(saying(/^none/));
    expect(boardCheck('0.5.2')).toEqual(saying(/not with blank OTP$/));
    expect(boardCheck('0.5.6-dev')).toEqual(saying(/with blank OTP it assumes that board$/));
  });
});

describe('what OTP holds', () => {
  const otp = encodeOtp(v36!);
  it.each<readonly [string, Uint8Array | undefined, OtpState]>([
    ['a record', otp, 'record'],
    ['nothing', new Uint8Array(512).fill(0xff), 'blank'],
    [
      'a record that replaces the first',
      Uint8Array.from([0, ...otp.slice(1, 16), ...otp.slice(0, 496)]),
      'second-record',
    ],
    ['something else', new Uint8Array(512).fill(0x20), 'foreign'],
    ['what cannot be read', undefined, 'not-told'],
  ])('%s', (_name, bytes, state) => {
    expect(otpStateOf(bytes)).toBe(state);
  });

  it('as running firmware tells it', () => {
    expect(otpStateSaid({ otpBlank: true, evidence: 'claim' })).toBe('blank');
    expect(otpStateSaid({ otpBlank: false, evidence: 'proof' })).toBe('record');
    expect(otpStateSaid({ otpBlank: false, evidence: 'claim' })).toBe('not-told');
  });
});
