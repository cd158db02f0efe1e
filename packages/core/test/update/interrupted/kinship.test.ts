// Whose interrupted update it is that the disk remembers, by what a running board tells: what is taken for this board's is put onto it.

import { boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import type { RuntimeEvidence } from '../../../src/odrive/identity.ts';
import type { StoredUpdate } from '../../../src/records/stored-update.ts';
import { kinshipOf } from '../../../src/update/records/past-update.ts';

const chip = '356A38673332';
type Recorded = StoredUpdate['record'];

const evidence = (release: string, serial = chip, board = 'v3.6-56V'): RuntimeEvidence => ({
  serial,
  hardware: { major: 3, minor: 6, variant: 56, version: boardVersion(board)!, evidence: 'proof', otpBlank: false },
  firmware: { reported: release, release },
  configurationLoaded: true,
  axes: [],
});

const record = (update: Partial<Recorded['update']>, spec: Partial<Recorded> = {}): Recorded => ({
  chip,
  serial: undefined,
  path: '1-1',
  begun: '',
  program: undefined,
  board: 'v3.6-56V',
  release: '0.5.4',
  flash: undefined,
  ...spec,
  update: {
    stage: 'writing',
    image: '0'.repeat(64),
    release: '0.5.6',
    descriptor: undefined,
    configuration: undefined,
    ...update,
  },
});

/** What the record is to a board that runs this release, at 1-1 by default. */
const kinship = (of: Recorded, runs: RuntimeEvidence, path = '1-1', descriptor = 0x1234) =>
  kinshipOf(of, { evidence: runs, descriptor, device: { path } });

describe('an update that had written to the flash', () => {
  it('seems done where its release runs', () => {
    expect(kinship(record({}), evidence('0.5.6'))).toBe('done');
    expect(kinship(record({ stage: 'restoring' }), evidence('0.5.6'))).toBe('done');
  });

  it('has changed nothing where the old release still runs', () => {
    expect(kinship(record({}), evidence('0.5.4'))).toBe('untouched');
  });

  it("is another board's, or over, where some other release runs, and where it was written and the old one runs again", () => {
    expect(kinship(record({}), evidence('0.5.5'))).toBe('other');
    expect(kinship(record({ stage: 'restoring' }), evidence('0.5.4'))).toBe('other');
    expect(kinship(record({}, { release: undefined }), evidence('0.5.4'))).toBe('other');
  });

  it('is matched by the descriptor of its firmware rather than by the release it reports', () => {
    expect(kinship(record({ descriptor: 0x1234 }), evidence('0.5.5'))).toBe('done');
    expect(kinship(record({ descriptor: 0x4321 }), evidence('0.5.6'))).toBe('other');
  });

  it('without a release contradicts nothing', () => {
    expect(kinship(record({ release: undefined }), evidence('0.5.5'))).toBe('done');
  });
});

describe('an update that never entered DFU mode', () => {
  it('owes nothing where the old release runs, in any port', () => {
    expect(kinship(record({ stage: 'entering' }), evidence('0.5.4'), '1-9')).toBe('untouched');
  });

  it("is another board's, or over, where another release runs", () => {
    expect(kinship(record({ stage: 'entering' }), evidence('0.5.6'))).toBe('other');
  });

  it('without the release that ran is only of the board on its port', () => {
    const untold = record({ stage: 'entering' }, { release: undefined });
    expect(kinship(untold, evidence('0.5.6'))).toBe('owed');
    expect(kinship(untold, evidence('0.5.6'), '1-9')).toBe('other');
  });
});

describe("a record is another board's", () => {
  it('where the chip is another one', () => {
    expect(kinship(record({}), evidence('0.5.6', '0123456789AB'))).toBe('other');
  });

  it('where the board is of another version, and not where either does not tell', () => {
    expect(kinship(record({}), evidence('0.5.6', chip, 'v3.5-24V'))).toBe('other');
    expect(kinship(record({}, { board: undefined }), evidence('0.5.6', chip, 'v3.5-24V'))).toBe('done');
    const { version: _, ...hardware } = evidence('0.5.6').hardware;
    expect(kinship(record({}), { ...evidence('0.5.6'), hardware })).toBe('done');
  });

  it('and not because the number of its chip was never read', () => {
    expect(kinship(record({}, { chip: undefined, serial: 'ODrive' }), evidence('0.5.6'))).toBe('done');
  });
});
