// What is said against an update while the board still runs: what is missed here is found out in DFU mode, or never.

import { boardVersion, type Finding } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import type { Consent } from '../../../src/ask/consent.ts';
import type { AxisEvidence, RuntimeEvidence } from '../../../src/odrive/identity.ts';
import { checkAxes, checkRunningBoard, checkStartup, versionOf } from '../../../src/running/restart/preflight.ts';
import type { ChosenFirmware } from '../../../src/update/firmware/chosen-firmware.ts';
import { checkFirmware } from '../../../src/update/stages/preflight-running.ts';

const serial = '356A38673332';
const board = (name: string) => boardVersion(name)!;

interface Says {
  readonly version?: string | undefined;
  readonly otp?: 'proof' | 'blank' | 'not-told';
  readonly release?: string;
  readonly reported?: string;
  readonly configured?: boolean;
  readonly axes?: readonly AxisEvidence[];
}

function evidence(says: Says = {}): RuntimeEvidence {
  const { version, otp = 'proof', release = '0.5.6', configured = true, axes = [] } = { version: 'v3.6-56V', ...says };
  const known = version === undefined ? undefined : board(version);
  return {
    serial,
    hardware: {
      major: 3,
      minor: known?.minor ?? 0,
      variant: known?.voltage ?? 0,
      ...(known && { version: known }),
      evidence: otp === 'proof' ? 'proof' : 'claim',
      otpBlank: otp === 'blank',
    },
    firmware: { reported: says.reported ?? release, release, generation: release.startsWith('0.4') ? '0.4' : '0.5' },
    configurationLoaded: configured,
    axes,
  };
}

const said = (findings: readonly Finding[]) => findings.map(({ level, code }) => `${level} ${code}`);

describe('the board that runs', () => {
  const found = (says: Says, named?: string, consent?: readonly Consent[]) =>
    checkRunningBoard({ evidence: evidence(says), named: named === undefined ? undefined : board(named), consent });

  it.each<[what: string, says: Says, named: string | undefined, expected: string]>([
    ['is taken for what OTP proves', {}, undefined, 'ok board'],
    ['is a mismatch where it is named otherwise than OTP proves', {}, 'v3.6-24V', 'stop board'],
    ['is unknown where its firmware says nothing', { version: undefined, otp: 'not-told' }, undefined, 'stop board'],
    ['is unknown where nothing proves what its firmware says', { otp: 'blank' }, undefined, 'stop board'],
    ['is the one a person names where nothing proves any', { otp: 'blank' }, 'v3.6-56V', 'ok board'],
    ['is taken for what old firmware says until OTP is read', { otp: 'not-told' }, undefined, 'ok board'],
    ['needs consent for a name against firmware and blank OTP', { otp: 'blank' }, 'v3.5-48V', 'consent board'],
    ['is a warning for a name against old firmware', { otp: 'not-told' }, 'v3.5-48V', 'warn board'],
  ])('%s', (_, says, named, expected) => {
    expect(said(found(says, named))).toEqual([expected]);
  });

  it('is said to be proved only where OTP proves it, and named only where a person named it', () => {
    const by = (says: Says, named?: string) => found(says, named)[0]?.details?.evidence;
    expect([by({}), by({}, 'v3.6-56V')]).toEqual(['proof', 'proof']);
    expect([by({ otp: 'not-told' }), by({ otp: 'not-told' }, 'v3.6-56V')]).toEqual(['claim', 'named']);
  });

  it('is the one a person consented to, of that serial number and version and no other', () => {
    const consents = (given: Consent) => said(found({ otp: 'not-told' }, 'v3.5-48V', [given]));
    expect(consents({ what: 'board', serial, version: 'v3.5-48V' })).toEqual(['ok board']);
    expect(consents({ what: 'board', serial, version: 'v3.5-24V' })).toEqual(['warn board']);
    expect(consents({ what: 'board', serial: '000000000000', version: 'v3.5-48V' })).toEqual(['warn board']);
  });

  it('is updated as what OTP proves, whatever it is named, else as what it is named', () => {
    const version = (says: Says, named?: string) =>
      versionOf({ evidence: evidence(says), named: named === undefined ? undefined : board(named) })?.name;
    expect(version({}, 'v3.5-48V')).toBe('v3.6-56V');
    expect(version({ otp: 'not-told' }, 'v3.5-48V')).toBe('v3.5-48V');
    expect(version({ otp: 'not-told' })).toBe('v3.6-56V');
  });

  it('is refused and nothing else is said of it where its firmware is that of a v3.4 or older', () => {
    for (const otp of ['proof', 'blank', 'not-told'] as const) {
      const [stop, ...others] = found({ version: 'v3.4-48V', otp }, otp === 'proof' ? undefined : 'v3.6-56V');
      expect(stop).toMatchObject({
        level: 'stop',
        error: 'unsafe-board',
        details: { witness: otp === 'proof' ? 'otp' : 'running' },
      });
      expect(others).toEqual([]);
      // What OTP proves is no wrong firmware: nothing is to be switched there.
      expect(/DIP switch/.test(inEnglish((stop?.level === 'stop' && stop.next) || ''))).toBe(otp !== 'proof');
    }
  });

  it('is asked for consent where a person names a v3.4 or older and OTP proves nothing, and only there', () => {
    const unsafe = { level: 'consent', code: 'unsafe-board', consent: { what: 'unsafe-dfu', serial } };
    expect(found({ otp: 'blank' }, 'v3.4-48V')).toContainEqual(expect.objectContaining(unsafe));
    expect(found({ otp: 'not-told' }, 'v3.4-48V')).toContainEqual(expect.objectContaining(unsafe));
    expect(said(found({ otp: 'not-told' }, 'v3.4-48V'))).toEqual(['warn board', 'consent unsafe-board']);
    expect(said(found({}, 'v3.4-48V'))).toEqual(['stop board']);
    expect(said(found({ otp: 'not-told' }, 'v3.5-48V'))).not.toContain('consent unsafe-board');
  });
});

describe('the motors of a board that is going to restart', () => {
  const axis = (name: string, does: Partial<AxisEvidence> = {}): AxisEvidence => ({
    name,
    state: 1,
    idle: true,
    startup: [],
    ...does,
  });
  const armed = { state: 8, idle: false };
  const flag = (name: string) => `${name}.config.startup_closed_loop_control`;

  it('are set to idle only after confirmation, and only the armed one is named', () => {
    const axes = [axis('axis0'), axis('axis1', armed)];
    expect(checkAxes({ evidence: evidence({ axes: [axis('axis0'), axis('axis1')] }) }).level).toBe('ok');
    expect(checkAxes({ evidence: evidence({ axes }) })).toMatchObject({
      level: 'stop',
      error: 'axis-armed',
      text: saying(/^axis1 is in closed loop control/),
      details: { axes: ['axis1'] },
    });
    expect(checkAxes({ evidence: evidence({ axes }), disarm: true })).toMatchObject({
      level: 'warn',
      details: { axes: ['axis1'] },
    });
  });

  it('that would move by themselves are listed once, each by its name and with its flags, and no other', () => {
    const of = (...names: string[]) => {
      const axes = ['axis0', 'axis1'].map((name) => axis(name, { startup: names.includes(name) ? [flag(name)] : [] }));
      return checkStartup({ evidence: evidence({ axes }) }, false);
    };
    expect(of()).toEqual([]);
    const [second, ...more] = of('axis1');
    expect(second).toMatchObject({ level: 'warn', details: { axes: ['axis1'], flags: [flag('axis1')] } });
    expect(second?.text).toEqual(saying(/^The motor of axis1 will move/));
    expect(more).toEqual([]);
    const both = of('axis0', 'axis1');
    expect(both).toHaveLength(1);
    expect(both[0]).toMatchObject({ details: { axes: ['axis0', 'axis1'], flags: ['axis0', 'axis1'].map(flag) } });
    expect(both[0]?.text).toEqual(saying(/^The motor of axis0 and axis1 will move/));
  });

  it('that are held are no warning', () => {
    const axes = [axis('axis0', { startup: [flag('axis0')] })];
    expect(checkStartup({ evidence: evidence({ axes }) }, true)).toMatchObject([{ level: 'ok', code: 'startup' }]);
  });
});

describe('the firmware of an update', () => {
  const next = (more: Partial<ChosenFirmware> = {}): ChosenFirmware => ({
    image: { format: 'raw', segments: [], notes: [], claims: { boardVersion: 'v3.6-56V' } },
    name: 'firmware.hex',
    hash: '0'.repeat(64),
    version: '0.5.6',
    generation: '0.5',
    ...more,
  });
  const found = (says: Says, firmware: ChosenFirmware, force = false) =>
    checkFirmware({ evidence: evidence(says) }, firmware, { force, ownUndo: false });
  const about = (code: Finding['code'], ...asked: Parameters<typeof found>) =>
    found(...asked).find((finding) => finding.code === code);

  it('that is older than what runs is asked about; newer, equal and unknown firmware is not', () => {
    expect(about('firmware', {}, next({ version: '0.5.4' }))).toMatchObject({ level: 'warn' });
    for (const version of ['0.5.6', '0.5.7', undefined])
      expect(about('firmware', {}, { ...next(), ...(version ? { version } : { version: '' }) })?.level).toBe('ok');
  });

  it('is shown beside what runs, by number and by what the board calls itself, and how its bytes are known', () => {
    const text = about('firmware', { release: '0.5.2', reported: '0.5.1' }, next({ verified: 'publisher' }))?.text;
    expect(text).toEqual(
      saying('The board runs firmware 0.5.2 (it reports 0.5.1); the new version is 0.5.6, as published.'),
    );
    const { version: _, ...unnamed } = next();
    expect(about('firmware', {}, unnamed)?.text).toEqual(
      saying('The board runs firmware 0.5.6; the version of the file is unknown.'),
    );
  });

  it('that has other units is asked about, because settings are saved and not put back, or only in part', () => {
    const older = next({ version: '0.4.12', generation: '0.4' });
    expect(about('configuration', {}, older)).toMatchObject({
      level: 'warn',
      text: saying(/not restored/),
    });
    expect(about('configuration', {}, older, true)).toMatchObject({
      level: 'warn',
      text: saying(/only values whose units are identical/),
    });
    expect(about('configuration', { release: '0.4.12' }, older)?.level).toBe('ok');
  });

  it('carries over no configuration where the board has none, and says where the file does not tell whether it can', () => {
    const text = (...asked: Parameters<typeof found>) => inEnglish(about('configuration', ...asked)?.text ?? '');
    const older = next({ version: '0.4.12', generation: '0.4' });
    expect(text({ configured: false }, older)).toMatch(/no saved configuration/);
    const { generation: _, ...untold } = next();
    expect(text({}, untold)).toMatch(/the version of the file is unknown/);
    expect(text({}, next())).toBe('The configuration will be saved first and restored afterwards.');
  });

  it('for another board is refused while the board still runs', () => {
    const other = next();
    const image = { ...other.image, claims: { boardVersion: 'v3.6-24V' } };
    expect(about('image-board', {}, { ...other, image })).toMatchObject({ level: 'stop', error: 'board-mismatch' });
  });

  it('that hangs on a board with blank OTP is asked about while the board still runs', () => {
    const hangs = next({ version: '0.5.2' });
    const image = { ...hangs.image, origin: { release: '0.5.2' } };
    expect(about('firmware-board', { otp: 'blank' }, { ...hangs, image })?.level).toBe('warn');
    expect(about('firmware-board', {}, { ...hangs, image })).toBeUndefined();
  });
});
