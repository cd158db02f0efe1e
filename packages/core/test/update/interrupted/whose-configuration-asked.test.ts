// The question which configuration counts, and what becomes of the record of the update itself.

import { type Ask, FlasherError } from '@odflash/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { inEnglish, saying, sentence } from '../../../../../test/support/in-english.ts';
import type { ObjectTree } from '../../../src/odrive/tree.ts';
import { type KeptConfiguration, keepConfiguration } from '../../../src/records/kept-configuration.ts';
import { writeRecord } from '../../../src/records/store.ts';
import type { Update } from '../../../src/update/context.ts';
import type { ChosenFirmware } from '../../../src/update/firmware/chosen-firmware.ts';
import { closeRecord, recallUpdates, recordEntering } from '../../../src/update/records/records.ts';
import { configurationFrom } from '../../../src/update/settings/configuration-from.ts';
import { decideConfiguration } from '../../../src/update/settings/decide-configuration.ts';
import type { AskedBoard } from '../../../src/update/stages/stage-inputs.ts';
import { chip, hash } from '../../records/records.ts';
import { begun, emptyVault, inspected, owed, vault, witness } from '../two-configurations.ts';

beforeEach(emptyVault);

describe('the question which configuration counts', () => {
  const names = Array.from({ length: 10 }, (_, index) => `config.value${index}`);
  const wide = {
    nodes: new Map(names.map((name) => [name, { kind: 'property', path: name, name, type: 'float', writable: true }])),
  } as unknown as ObjectTree;
  const all = (value: number, count: number) => ({
    origin: { serial: chip, firmware: '0.5.6' },
    values: new Map(names.slice(0, count).map((name) => [name, value])),
  });
  const rivals = async (count: number) => {
    const backup = all(3, count);
    const saved = await keepConfiguration(vault, { serial: chip, date: new Date(0), backup });
    return { tree: wide, now: all(2, 10), saved };
  };

  it.each([
    [8, 8, false],
    [9, 8, true],
    [10, 8, true],
  ])('names eight of %i differences, and the rest by number', async (count, named, more) => {
    const texts: string[] = [];
    const it = begun();
    it.update.ledger.saved.push('vault:older.json', 'vault:own.json');
    const ask: Ask = async (question) => {
      if (question.type === 'choice') texts.push(inEnglish(question.text));
      return 'board';
    };
    const asking = { ask };
    expect(await configurationFrom({ ...it.update, asking }, await rivals(count))).toMatchObject({ from: 'board' });
    const [text = ''] = texts;
    expect(names.filter((name) => text.includes(name))).toEqual(names.slice(0, named));
    expect(text.includes(` ${count - named} `)).toBe(more);
    expect([text.includes('vault:own.json'), text.includes('vault:older.json')]).toEqual([true, false]);
  });

  it('is not asked where they agree or the command decides, and is settled only by the command', async () => {
    const same = begun();
    expect(await configurationFrom(same.update, { ...(await rivals(0)), now: all(3, 10) })).toEqual({
      from: 'record',
      isSettled: false,
    });
    for (const from of ['board', 'record'] as const) {
      const told = begun({ configurationFrom: from });
      expect(await configurationFrom(told.update, await rivals(1))).toEqual({ from, isSettled: true });
    }
  });

  it('that is not answered is a failure with every difference; another failure is left as it is', async () => {
    await expect(configurationFrom(begun().update, await rivals(9))).rejects.toMatchObject({
      code: 'not-confirmed',
      details: { choice: 'configuration-from', differences: { length: 9 } },
      next: saying(/--config-from/),
    });
    const it = begun();
    const left = new FlasherError('disconnected', sentence('it left'));
    const ask: Ask = () => Promise.reject(left);
    await expect(configurationFrom({ ...it.update, asking: { ask } }, await rivals(1))).rejects.toBe(left);
    const broken: Ask = () => Promise.reject(new TypeError('no terminal'));
    await expect(configurationFrom({ ...it.update, asking: { ask: broken } }, await rivals(1))).rejects.toThrow(
      TypeError,
    );
  });
});

describe('the record of the update itself', () => {
  const firmware = { hash: hash('image'), version: '0.5.6', descriptor: 0x1234 } as ChosenFirmware;
  const running = (hardware: object) => ({ hardware, firmware: { release: '0.5.4' } }) as AskedBoard['before'];
  const asked = { firmware, before: running({ version: { name: 'v3.6-56V' } }) };

  it('is on the disk before the board enters DFU mode, with the board and what is to be restored', async () => {
    const it = begun();
    await decideConfiguration(it.update, inspected({}));
    const old = owed({});
    await recordEntering(it.update, asked, old);
    const { name, sha256 } = it.update.ledger.decision.configuration as KeptConfiguration;
    expect(it.update.ledger.records.own).toEqual({
      names: ['journal-1.json'],
      record: expect.objectContaining({
        chip,
        serial: undefined,
        path: '1-1',
        board: 'v3.6-56V',
        release: '0.5.4',
        update: {
          stage: 'entering',
          image: hash('image'),
          release: '0.5.6',
          descriptor: 0x1234,
          configuration: { name, sha256 },
        },
      }),
    });
    await closeRecord(it.update);
    expect(vault.files.has('journal-1.json')).toBe(false);
  });

  it('is not begun where there is nothing to restore, but the one before it is closed with the update', async () => {
    const it = begun();
    const old = owed({});
    const before = vault.files.get('journal-1.json');
    await recordEntering(it.update, asked, old);
    expect([it.update.ledger.records.own, vault.files.get('journal-1.json')]).toEqual([old, before]);
  });

  it('that cannot be written stops the update before anything is changed, and one that cannot be removed is said', async () => {
    const it = begun();
    await decideConfiguration(it.update, inspected({}));
    vault.refuses = (name) => name.startsWith('journal');
    await expect(recordEntering(it.update, asked, undefined)).rejects.toMatchObject({ code: 'backup-failed' });
    it.update.ledger.records.claimed = owed({});
    vault.remove = async () => {
      throw new Error('EPERM');
    };
    await closeRecord(it.update);
    expect(it.codes.at(-1)).toBe('update-journal');
  });

  it('of a board that shows no number of a chip is kept under what it shows', async () => {
    const it = begun();
    await decideConfiguration(it.update, inspected({}));
    Object.assign(it.update.board, { device: { path: '1-1', serial: 'A CLONE' } });
    await recordEntering(it.update, { firmware, before: running({}) }, undefined);
    expect(it.update.ledger.records.own?.record).toMatchObject({
      chip: undefined,
      serial: 'A CLONE',
      board: undefined,
    });
  });

  it('is looked for among all that is remembered of the board', async () => {
    const it = begun();
    const bus = { list: async () => [], watch: () => ({ [Symbol.dispose]: () => {} }) };
    const update = { ...it.update, env: { ...it.update.env, bus } } as unknown as Update;
    const { record } = owed({});
    vault.files.clear();
    await writeRecord(vault, record);
    await writeRecord(vault, { chip, path: '1-1', begun: '', flash: witness });
    const { candidates, updates } = await recallUpdates(update);
    expect([candidates.length, updates.map((one) => one.record.update.image)]).toEqual([2, [hash('image')]]);
  });

  it('that is claimed only is closed, too, and without any there is nothing to do', async () => {
    const it = begun();
    await closeRecord(it.update);
    it.update.ledger.records.claimed = owed({});
    await closeRecord(it.update);
    expect([it.codes, vault.files.has('journal-1.json')]).toEqual([[], false]);
  });
});
