// Which records of interrupted updates a running board is told to be of: what they saved may be restored to it.

import { boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import type { BoardRecord, UpdateRecord } from '../../../src/records/board-record.ts';
import { keepConfiguration } from '../../../src/records/kept-configuration.ts';
import type { StoredUpdate } from '../../../src/records/stored-update.ts';
import { beginUpdate, type Update } from '../../../src/update/context.ts';
import { pastUpdates } from '../../../src/update/records/past-updates.ts';
import { type MemoryVault, memoryVault } from '../../flash/bench.ts';
import { chip, hash } from '../../records/records.ts';

/** A record of an update from 0.5.4 to 0.5.6, of the board in hand and in its port by default. */
function stored(name: string, update: Partial<UpdateRecord>, more: Partial<BoardRecord> = {}): StoredUpdate {
  const record = {
    chip,
    path: '1-1',
    begun: '',
    board: 'v3.6-56V',
    release: '0.5.4',
    ...more,
    update: { stage: 'writing' as const, image: hash('image'), release: '0.5.6', ...update },
  };
  return { record, names: [name] };
}

/** What they are to a board at 1-1 that runs this release, and which were said to be of others. */
async function found(runs: string, updates: readonly StoredUpdate[], vault: MemoryVault = memoryVault(), kept = false) {
  const update = beginUpdate({
    env: { vault },
    request: {},
    emit: () => {},
    board: { device: { path: '1-1', serial: chip } },
  } as unknown as Omit<Update, 'ledger'>);
  update.ledger.hasSavedBoard = kept;
  const evidence = {
    serial: chip,
    hardware: { version: boardVersion('v3.6-56V') },
    firmware: { reported: runs, release: runs },
  };
  const input = { odrive: { tree: { checksum: 1 } }, evidence, updates } as unknown as Parameters<
    typeof pastUpdates
  >[1];
  return { ...(await pastUpdates(update, input)), left: [...update.ledger.records.foreign] };
}

const done = stored('done', {});
const owed = stored('owed', { stage: 'entering' }, { release: undefined });
const begun = stored('begun', { stage: 'entering' });

describe('of the records of interrupted updates', () => {
  it('the one whose firmware runs comes before one that only owes a configuration', async () => {
    expect((await found('0.5.6', [owed, done])).owing).toBe(done);
    expect((await found('0.5.6', [owed])).owing).toBe(owed);
    expect(await found('0.5.6', [])).toEqual({ owing: undefined, saved: undefined, begun: undefined, left: [] });
  });

  it('those of other boards are reported and not used', async () => {
    const other = stored('other', {}, { board: 'v3.6-24V' });
    const reverted = stored('reverted', { stage: 'restoring' });
    const evidence = await found('0.5.5', [other, reverted, done]);
    expect(evidence).toMatchObject({ owing: undefined, begun: undefined, left: ['other', 'reverted', 'done'] });
  });

  it('one that never reached DFU mode matches only on its own port, and while the old firmware still runs', async () => {
    expect((await found('0.5.4', [done, begun])).begun?.stored).toBe(begun);
    expect((await found('0.5.4', [stored('x', { stage: 'entering' }, { path: '1-2' })])).begun).toBeUndefined();
    expect((await found('0.5.4', [done])).begun).toBeUndefined();
    expect((await found('0.5.6', [begun])).begun).toBeUndefined();
  });

  it('what they saved is loaded, and absent where that cannot be used', async () => {
    const vault = memoryVault();
    const backup = { origin: {}, values: new Map([['config.brake_resistance', 2]]) };
    const { name, sha256 } = await keepConfiguration(vault, { serial: chip, date: new Date(0), backup });
    const [run, entered] = [{ stage: 'writing' as const }, { stage: 'entering' as const }];
    const configuration = { name, sha256 };
    expect((await found('0.5.6', [stored('a', { ...run, configuration })], vault)).saved?.name).toBe(name);
    expect((await found('0.5.4', [stored('a', { ...entered, configuration })], vault)).begun?.saved?.name).toBe(name);
    const changed = { name, sha256: hash('changed') };
    expect((await found('0.5.6', [stored('a', { ...run, configuration: changed })], vault)).saved).toBeUndefined();
    expect((await found('0.5.6', [stored('a', run)], vault)).saved).toBeUndefined();
  });

  it('nothing is searched a second time when the configuration of the board is on the disk', async () => {
    expect(await found('0.5.5', [done, begun], memoryVault(), true)).toEqual({ left: [] });
  });
});
