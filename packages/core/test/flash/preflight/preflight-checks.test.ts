// What is said of a chip and of the records of earlier runs before anything is changed, and what a finding becomes.

import type { Identity } from '@odflash/core/target';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { sectors } from '../../../src/board/stm32f405.ts';
import { dfuHazards } from '../../../src/dfu/hazards.ts';
import { wantedByImage } from '../../../src/flash/plan/desired.ts';
import { checkChip, checkProtection } from '../../../src/flash/preflight/preflight-board.ts';
import { checkChange } from '../../../src/flash/preflight/preflight-change.ts';
import { checkRecords } from '../../../src/flash/preflight/preflight-records.ts';
import { type BoardQuestion, boardQuestion } from '../../../src/flash/preflight/which-board.ts';
import type { Recalled } from '../../../src/records/recall.ts';
import { firmware, imageOf, memoryVault, v36 } from '../bench.ts';

const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1', serial: '356D38673332' };

const identity = (spec: Partial<Identity> = {}, writeProtected: readonly number[] = []): Identity => ({
  device,
  key: { serial: device.serial, path: device.path },
  sectors,
  isF405: true,
  board: { known: true, version: v36, evidence: 'otp' },
  optionBytes: { readProtection: 0, writeProtected, brownOut: 0, raw: new Uint8Array(16) },
  readProtected: false,
  ...spec,
});

const question = (of: Identity, more: Partial<BoardQuestion> = {}): BoardQuestion =>
  boardQuestion({ hazards: dfuHazards }, { identity: of, ...more });

const said = (findings: readonly { readonly level: string; readonly code: string }[]) =>
  findings.map(({ level, code }) => `${level} ${code}`);

describe('a chip', () => {
  it('that is protected against writing stops a change of those sectors, named one by one, and of no others', () => {
    const locked = identity({}, [1, 3]);
    expect(said(checkProtection(locked, [sectors[0]!, sectors[2]!]))).toEqual([
      'ok read-protection',
      'ok write-protection',
    ]);
    const [, one] = checkProtection(locked, [sectors[0]!, sectors[1]!]);
    expect(one).toMatchObject({ level: 'stop', error: 'write-protected', details: { sectors: [1] } });
    expect(one?.text).toEqual(saying('Sector 1 is write-protected: it would silently ignore the new bytes.'));
    const [, two] = checkProtection(locked, sectors);
    expect(two).toMatchObject({ details: { sectors: [1, 3] } });
    expect(two?.text).toEqual(saying('Sectors 1, 3 are write-protected: they would silently ignore the new bytes.'));
  });

  it('that is read-protected is reported as that first, because it does not show which board it is either', () => {
    const board = { known: false, why: 'otp-unreadable' } as const;
    expect(said(checkChip(question(identity({ readProtected: true, board })), sectors))).toEqual([
      'stop read-protection',
      'stop board',
    ]);
    expect(said(checkChip(question(identity({ board })), sectors))).toEqual([
      'stop board',
      'ok read-protection',
      'ok write-protection',
    ]);
  });

  it('whose firmware saves its configuration afterwards must let those sectors be written, too', () => {
    const image = imageOf(firmware(1));
    const wanted = wantedByImage(image, sectors);
    const locked = question(identity({}, [11]));
    const found = (savesConfiguration: boolean) =>
      checkChange(locked, { wanted, image, ownUndo: false, savesConfiguration }).filter(
        ({ level }) => level === 'stop',
      );
    expect(found(true)).toMatchObject([{ error: 'write-protected', details: { sectors: [11] } }]);
    expect(found(false)).toEqual([]);
    const erases = { wanted: wantedByImage(imageOf(firmware(1), sectors[11]!.address), sectors), ownUndo: false };
    expect(checkChange(locked, { ...erases, savesConfiguration: true })).toHaveLength(3);
  });

  it('whose OTP is unreadable gets no statement on compatibility; one with OTP does', () => {
    const image = { ...imageOf(firmware(1)), origin: { release: '0.5.2' } };
    const change = { wanted: [], image, ownUndo: false, savesConfiguration: false };
    const blank = { board: { known: false, why: 'otp-blank' } as const, otp: new Uint8Array(512).fill(0xff) };
    const codes = (spec: Partial<Identity>) =>
      checkChange(question(identity(spec), { named: v36 }), change).map(({ code }) => code);
    expect(codes(blank)).toContain('firmware-board');
    expect(codes({ ...blank, readProtected: true })).not.toContain('firmware-board');
  });

  it('that is erased needs no question about an image', () => {
    const change = { wanted: [], ownUndo: false, savesConfiguration: false };
    expect(said(checkChange(question(identity()), change))).toEqual([
      'ok board',
      'ok read-protection',
      'ok write-protection',
    ]);
  });
});

describe('records of earlier runs', () => {
  const found = (recalled: Partial<Recalled>) =>
    checkRecords(memoryVault(), { candidates: [], unusable: [], unread: 0, ...recalled });
  const newer = { name: 'journal-a.json', why: 'newer', program: '9.9', begun: '2030', files: ['undo-a.dfu'] } as const;

  it('that can be used give no warning', () => {
    expect(found({})).toEqual([]);
  });

  it('that cannot be used are one warning, with who wrote them, when, and the files that only they know of', () => {
    const damaged = { name: 'journal-b.json', why: 'damaged', files: [] } as const;
    const [warning, ...others] = found({ unusable: [newer, damaged, { ...newer, program: undefined }] });
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      level: 'warn',
      details: { files: ['vault:journal-a.json', 'vault:journal-b.json', 'vault:journal-a.json'] },
    });
    const texts = [
      'The record vault:journal-a.json of an interrupted run of 2030 was written by a newer odflash (9.9) and cannot be used. It refers to vault:undo-a.dfu.',
      'The record vault:journal-b.json of an interrupted run is damaged and cannot be used.',
      'The record vault:journal-a.json of an interrupted run of 2030 was written by a newer odflash and cannot be used. It refers to vault:undo-a.dfu.',
    ];
    expect(inEnglish(warning?.text ?? '').startsWith(texts.join(' '))).toBe(true);
  });

  it('that were not read at all, or too many to be read, are a warning', () => {
    expect(found({ failure: 'EACCES.' })[0]?.text).toEqual(
      saying(/^Records of earlier runs cannot be read \(EACCES\)\./),
    );
    expect(found({ unread: 1 })[0]?.text).toEqual(saying(/^1 more records of earlier runs were not read/));
  });
});
