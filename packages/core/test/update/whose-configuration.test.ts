// Which configuration a run decides to restore, before and after the flash was looked at: nothing that was saved later is
// replaced unasked, and nothing of another board's record is taken. The functions alone, on records made by hand.

import { type Ask, FlasherError } from '@odflash/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import type { InterruptedRun } from '../../src/flash/records/resume.ts';
import { message } from '../../src/messages/message.ts';
import type { ObjectTree } from '../../src/odrive/tree.ts';
import type { BoardRecord, FlashRecord, UpdateRecord } from '../../src/records/board-record.ts';
import { type KeptConfiguration, keepConfiguration } from '../../src/records/kept-configuration.ts';
import { writeRecord } from '../../src/records/store.ts';
import type { StoredUpdate } from '../../src/records/stored-update.ts';
import type { ChosenFirmware } from '../../src/update/chosen-firmware.ts';
import { configurationFrom } from '../../src/update/configuration-from.ts';
import { beginUpdate, type Update } from '../../src/update/context.ts';
import {
  decideConfiguration,
  plannedConfiguration,
  type Surveyed,
  supersededBy,
} from '../../src/update/decide-configuration.ts';
import type { PastUpdates } from '../../src/update/past-updates.ts';
import { closeRecord, leaveAlone, linkOf, recallUpdates, recordEntering } from '../../src/update/records.ts';
import type { AskedBoard, BoardToWrite } from '../../src/update/stage-inputs.ts';
import { type MemoryVault, memoryVault } from '../flash/bench.ts';
import { chip, hash } from '../records/records.ts';
import { jumpingClock } from '../usb/test-clock.ts';

const path = 'config.brake_resistance';
const tree = {
  nodes: new Map([[path, { kind: 'property', path, name: 'brake_resistance', type: 'float', writable: true }]]),
} as unknown as ObjectTree;

let vault: MemoryVault;
beforeEach(() => {
  vault = memoryVault();
});

const backupOf = (resistance: number) => ({
  origin: { serial: chip, firmware: '0.5.6' },
  values: new Map([[path, resistance]]),
});

async function savedWith(resistance: number): Promise<KeptConfiguration> {
  return keepConfiguration(vault, { serial: chip, date: new Date(0), backup: backupOf(resistance) });
}

const settingsSector = { index: 10, old: hash('settings'), next: hash('settings'), other: [] };

/** Knows what was in the configuration sector, and the first sector of the firmware. */
const witness: FlashRecord = {
  sectors: [{ index: 0, old: hash('old'), next: hash('next'), other: [] }, settingsSector],
  inProgress: [0],
};

/** Of a run without a backup that found its firmware there. */
const ofNoFirmware: FlashRecord = { sectors: [settingsSector], inProgress: [] };

/** The record of an interrupted update, in its own file. */
function owed(update: Partial<UpdateRecord>, more: Partial<BoardRecord> = {}): StoredUpdate {
  const record = {
    chip,
    path: '1-1',
    begun: '2024-01-01T00:00:00.000Z',
    ...more,
    update: { stage: 'writing' as const, image: hash('image'), ...update },
  };
  vault.files.set('journal-1.json', new Uint8Array(1));
  return { record, names: ['journal-1.json'] };
}

interface Told {
  readonly update: Update;
  /** Whether its firmware has loaded a configuration, where it was asked. */
  loaded?: boolean;
  readonly codes: string[];
  readonly asked: string[];
}

function begun(request: Partial<Update['request']> = {}, answer?: string): Told {
  const codes: string[] = [];
  const asked: string[] = [];
  const ask: Ask | undefined =
    answer === undefined
      ? undefined
      : async (question) => {
          asked.push(question.type === 'choice' ? question.code : question.type);
          return answer;
        };
  const update = beginUpdate({
    env: { vault, clock: jumpingClock() },
    request,
    emit: (event: { readonly type: string; readonly code?: string }) => {
      if (event.type === 'note' && event.code) codes.push(event.code);
    },
    board: { device: { path: '1-1', serial: chip } },
    asking: { ask, dryRun: request.dryRun },
  } as unknown as Omit<Update, 'ledger'>);
  return { update, codes, asked };
}

/** What is written, to a board whose firmware has loaded a configuration, or has not, or was not asked. */
function toWrite(firmware: ChosenFirmware, configurationLoaded: boolean | undefined): BoardToWrite {
  if (configurationLoaded === undefined) return { firmware };
  return { firmware, before: { configurationLoaded } as AskedBoard['before'], findings: [], holds: 0 };
}

/** A running board whose brake resistance is 2; without a configuration that is its firmware's default. */
function surveyed(past: PastUpdates, configurationLoaded = true): Surveyed {
  return {
    odrive: { tree },
    evidence: { serial: chip, configurationLoaded },
    past,
    backup: backupOf(2),
  } as unknown as Surveyed;
}

/** What was decided: whose configuration, of which value, and which record it goes on with. */
const decided = ({ update: { ledger } }: Told) => ({
  from: ledger.decision.from,
  value: ledger.decision.configuration?.backup.values.get(path),
  claimed: ledger.records.claimed !== undefined,
  own: ledger.decision.own !== undefined,
  rivals: ledger.decision.rivals !== undefined,
  resumed: ledger.records.isResumed,
});

const fromBoard = { from: 'board', value: 2, claimed: false, own: true, rivals: false, resumed: false };
const fromRecord = { from: 'record', value: 3, claimed: true, own: true, rivals: false, resumed: true };
const nothing = { from: undefined, value: undefined, claimed: false, own: false, rivals: false, resumed: false };

describe('with the record of an interrupted update', () => {
  const configured = async (value: number, more: Partial<BoardRecord> = {}) => {
    const saved = await savedWith(value);
    return { owing: owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, more), saved };
  };

  it('the configuration of the board is restored where the record has none, or its file is lost', async () => {
    const without = begun();
    await decideConfiguration(without.update, surveyed({ owing: owed({}) }));
    expect(decided(without)).toEqual({ ...fromBoard, claimed: true });
    const lost = begun();
    const { owing } = await configured(3);
    await decideConfiguration(lost.update, surveyed({ owing }));
    expect(decided(lost)).toEqual({ ...fromBoard, claimed: true });
  });

  it('that of the record is, where both say the same', async () => {
    const it = begun();
    await decideConfiguration(it.update, surveyed(await configured(2)));
    expect(decided(it)).toEqual({ ...fromRecord, value: 2 });
    expect(it.codes).toEqual(['configuration-saved', 'update-resumed']);
  });

  it('a person is asked where they differ and the flash cannot tell which is newer', async () => {
    for (const [answer, expected] of [
      ['record', fromRecord],
      ['board', { ...fromBoard, claimed: true }],
    ] as const) {
      const it = begun({}, answer);
      await decideConfiguration(it.update, surveyed(await configured(3)));
      expect(decided(it)).toEqual(expected);
      expect(it.asked).toEqual(['configuration-from']);
      expect(it.update.ledger.decision.isSettled).toBe(true);
    }
  });

  it('nobody is asked yet where the flash will tell, and a dry run says that it cannot', async () => {
    const it = begun({}, 'board');
    await decideConfiguration(it.update, surveyed(await configured(3, { flash: witness })));
    expect(decided(it)).toEqual({ ...fromRecord, rivals: true });
    expect([it.asked, it.update.ledger.decision.isSettled]).toEqual([[], false]);
    expect(it.codes).toEqual(['configuration-saved', 'update-resumed']);
    const same = begun({}, 'board');
    await decideConfiguration(same.update, surveyed(await configured(2, { flash: witness })));
    expect(decided(same)).toEqual({ ...fromRecord, value: 2 });
    const dry = begun({ dryRun: true }, 'board');
    await decideConfiguration(dry.update, surveyed(await configured(3, { flash: witness })));
    expect([dry.codes, decided(dry)]).toEqual([['configuration-differs'], { ...nothing, rivals: true }]);
    const told = begun({ dryRun: true, configurationFrom: 'record' }, 'board');
    await decideConfiguration(told.update, surveyed(await configured(3, { flash: witness })));
    expect(told.codes).toEqual([]);
    // What the record knows of other sectors says nothing of the configuration.
    const sectors = [{ index: 1, old: hash('a'), next: hash('a'), other: [] }];
    const other = begun({}, 'board');
    await decideConfiguration(other.update, surveyed(await configured(3, { flash: { sectors, inProgress: [] } })));
    expect(other.asked).toEqual(['configuration-from']);
  });

  it('what was said beforehand counts, and nobody is asked', async () => {
    for (const [configurationFrom, expected] of [
      ['record', { ...fromRecord, rivals: true }],
      ['board', { ...fromBoard, claimed: true, rivals: true }],
    ] as const) {
      const it = begun({ configurationFrom }, 'never');
      await decideConfiguration(it.update, surveyed(await configured(3, { flash: witness })));
      expect([decided(it), it.asked]).toEqual([expected, []]);
    }
  });

  it('of another port with another configuration it is left alone, and said once', async () => {
    const it = begun({}, 'record');
    const past = await configured(3, { path: '1-2' });
    await decideConfiguration(it.update, surveyed(past));
    expect([decided(it), it.asked]).toEqual([fromBoard, []]);
    expect(it.codes).toEqual(['configuration-saved', 'update-ignored']);
    leaveAlone(it.update, past.owing);
    expect(it.codes).toHaveLength(2);
    // One with a file that has not been named is another one.
    leaveAlone(it.update, { ...past.owing, names: ['journal-1.json', 'journal-2.json'] });
    expect(it.codes).toHaveLength(3);
  });

  it('a board that has loaded nothing gets what the record saved, and otherwise nothing', async () => {
    const it = begun();
    await decideConfiguration(it.update, surveyed(await configured(3), false));
    expect(decided(it)).toEqual({ ...fromRecord, own: false });
    const own = begun({ configurationFrom: 'board' });
    await decideConfiguration(own.update, surveyed(await configured(3), false));
    expect(decided(own)).toEqual({ ...nothing, claimed: true });
    const owesNothing = begun();
    await decideConfiguration(owesNothing.update, surveyed({ owing: owed({}) }, false));
    expect(decided(owesNothing)).toEqual({ ...nothing, claimed: true });
    const none = begun();
    await decideConfiguration(none.update, surveyed({}, false));
    expect(decided(none)).toEqual(nothing);
    // Its defaults are on the disk all the same, and are named as nobody's configuration.
    expect([none.update.ledger.hasSavedBoard, none.update.ledger.saved, none.codes]).toEqual([
      true,
      [],
      ['configuration-saved'],
    ]);
  });

  it('a fresh configuration takes neither, and the old one is on the disk', async () => {
    const it = begun({ freshConfiguration: true });
    await decideConfiguration(it.update, surveyed(await configured(2)));
    expect([decided(it), it.update.ledger.saved]).toEqual([nothing, [expect.stringContaining('odrive-config')]]);
  });

  it('the plan that is shown beforehand is made from the same one', async () => {
    const past = await configured(3);
    const value = (request: Partial<Update['request']>, loaded: boolean, of: PastUpdates = past) => {
      const { evidence, backup } = surveyed(of, loaded);
      return plannedConfiguration(begun(request).update, evidence, { past: of, backup })?.values.get(path);
    };
    expect([value({}, true), value({}, false), value({}, false, {})]).toEqual([2, 3, undefined]);
    expect([value({ configurationFrom: 'record' }, true), value({ configurationFrom: 'board' }, false)]).toEqual([
      3,
      undefined,
    ]);
    expect(value({ configurationFrom: 'record' }, true, {})).toBe(2);
  });

  it('of an update that never got to DFU mode, the file is replaced only if it may be of this board', async () => {
    const { owing: stored, saved } = await configured(2, { path: '1-2' });
    const other = await savedWith(3);
    const superseded = (of: KeptConfiguration | undefined, loaded = true) => {
      const it = begun();
      return [supersededBy(it.update, surveyed({ begun: { stored, saved: of } }, loaded)), it.codes];
    };
    expect(superseded(saved)).toEqual([stored, []]);
    expect(superseded(other)).toEqual([undefined, ['update-ignored']]);
    expect(superseded(undefined)).toEqual([undefined, ['update-ignored']]);
    expect(superseded(other, false)).toEqual([stored, []]);
    expect(supersededBy(begun().update, surveyed({}))).toBe(undefined);
  });
});

describe('when the flash has been looked at', () => {
  const firmware = { hash: hash('image'), version: '0.5.6' } as ChosenFirmware;
  const blank = new Uint8Array(64).fill(0xff);
  const settings = new Uint8Array(64);
  const past = (stored: StoredUpdate, configuration: InterruptedRun['configuration'] = 'untold'): InterruptedRun => ({
    stored,
    standing: 'interrupted',
    flash: witness,
    configuration,
  });
  const settle = ({ update, loaded }: Told, run: InterruptedRun | undefined, unchanged = false, found?: Uint8Array) =>
    linkOf(update, toWrite(firmware, loaded)).settle(run, { unchanged, configuration: found });

  /** A board that was asked while it ran, and whose record was taken for its own. */
  async function claiming(more: Partial<BoardRecord> = {}, update: Partial<UpdateRecord> = {}, answer?: string) {
    const saved = await savedWith(3);
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 }, ...update }, more);
    const it = begun({}, answer);
    await decideConfiguration(it.update, surveyed({ owing, saved }));
    it.codes.length = 0;
    it.asked.length = 0;
    return { it, owing, saved };
  }

  it('a record that does not fit is given back, and the board keeps its own configuration', async () => {
    const { it } = await claiming({ flash: witness });
    const { configuration } = await settle(it, undefined);
    expect(decided(it)).toEqual({ ...fromBoard, rivals: true });
    expect(it.codes).toEqual(['update-ignored']);
    expect(configuration?.sha256).toBe(it.update.ledger.decision.own?.sha256);
  });

  it('a record that does not fit is given back, and one whose configuration was asked for is still used', async () => {
    const saved = await savedWith(3);
    const it = begun({ configurationFrom: 'record' });
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, { flash: witness });
    await decideConfiguration(it.update, surveyed({ owing, saved }));
    await settle(it, undefined);
    expect(decided(it)).toMatchObject({ from: 'record', value: 3, claimed: false });
  });

  it.each([
    ['the whole image is there', { flash: witness }, {}, true, false, true],
    ['another image is there', { flash: witness }, { image: hash('other') }, true, false, false],
    ['its sectors fit', { flash: witness }, {}, false, true, true],
    ['it has not got to the flash', {}, { stage: 'entering' as const }, false, false, true],
    ['it says nothing of the flash it wrote', {}, {}, false, false, true],
    ['it says nothing of the firmware it found there', { flash: ofNoFirmware }, {}, false, false, true],
  ])('a record is this chip’s, or not, where %s', async (_when, more, update, unchanged, fits, isOwn) => {
    const { it, owing } = await claiming(more, update, 'record');
    await settle(it, fits ? past(owing, 'unchanged') : undefined, unchanged);
    expect([it.update.ledger.records.claimed !== undefined, it.update.ledger.records.own]).toEqual([
      isOwn,
      isOwn ? owing : undefined,
    ]);
  });

  it('that the stored configuration is the record’s settles the matter; otherwise a person is asked, once', async () => {
    const same = await claiming({ flash: witness });
    await settle(same.it, past(same.owing, 'unchanged'));
    expect([same.it.update.ledger.decision.isSettled, decided(same.it).from]).toEqual([true, 'record']);
    for (const answer of ['board', 'record'] as const) {
      const { it, owing } = await claiming({ flash: witness }, {}, answer);
      await settle(it, past(owing, 'changed'));
      await settle(it, past(owing, 'changed'));
      expect([it.asked, decided(it).from]).toEqual([['configuration-from'], answer]);
    }
  });

  it('what is owed to the chip is taken up where the running board said nothing of it', async () => {
    const saved = await savedWith(3);
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } });
    const taken = begun();
    await settle(taken, past(owing));
    expect(decided(taken)).toMatchObject({ from: 'record', value: 3, resumed: true });
    for (const change of [
      { keepsOwn: true },
      { damaged: { location: 'x', damage: message('records.file-missing') } },
      { configuration: saved, from: 'board' },
    ]) {
      const it = begun();
      Object.assign(it.update.ledger.decision, change);
      await settle(it, past(owing));
      expect(it.update.ledger.records.isResumed).toBe(false);
    }
    const none = begun();
    await settle(none, past(owed({})));
    expect(none.update.ledger.records.isResumed).toBe(false);
  });

  it('what no firmware has loaded is saved as it is, and replaced with a record’s only after a question', async () => {
    const unloaded = async (answer: 'board' | 'record', since: InterruptedRun['configuration'], found = settings) => {
      const saved = await savedWith(3);
      const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, { flash: witness });
      const it = begun({}, answer);
      it.loaded = false;
      await decideConfiguration(it.update, surveyed({ owing, saved }, false));
      await settle(it, past(owing, since), false, found);
      const files = [...vault.files.keys()].filter((name) => name.startsWith('config-sectors'));
      return [it.asked, decided(it).value, files.length > 0];
    };
    expect(await unloaded('record', 'changed', blank)).toEqual([[], 3, false]);
    expect(await unloaded('record', 'replaced', blank)).toEqual([[], 3, false]);
    expect(await unloaded('board', 'changed')).toEqual([[], 3, true]);
    expect(await unloaded('board', 'replaced')).toEqual([['configuration-from'], undefined, true]);
    expect(await unloaded('record', 'replaced')).toEqual([['configuration-from'], 3, true]);
  });

  it('the question is put once, and not where the answer was given with the command', async () => {
    const saved = await savedWith(3);
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, { flash: witness });
    const ran = async (request: Partial<Update['request']>, owes: StoredUpdate) => {
      const it = begun(request, 'board');
      it.loaded = false;
      await decideConfiguration(it.update, surveyed({ owing: owes, ...(owes === owing && { saved }) }, false));
      const first = await settle(it, past(owes, 'replaced'), false, settings);
      await settle(it, past(owes, 'replaced'), false, settings);
      return { asked: it.asked, from: it.update.ledger.decision.from, owes: first.configuration !== undefined };
    };
    // What the board keeps is owed by nobody, and is not taken up again from the record.
    expect(await ran({}, owing)).toEqual({ asked: ['configuration-from'], from: undefined, owes: false });
    expect(await ran({ configurationFrom: 'record' }, owing)).toEqual({ asked: [], from: 'record', owes: true });
    expect(await ran({}, owed({}))).toEqual({ asked: [], from: undefined, owes: false });
  });

  it('a configuration that was found on the board itself is restored unasked', async () => {
    const it = begun({}, 'record');
    it.loaded = false;
    Object.assign(it.update.ledger.decision, { configuration: await savedWith(2), from: 'board' });
    await settle(it, past(owed({}), 'replaced'), false, settings);
    expect([it.asked, decided(it).value]).toEqual([[], 2]);
  });

  it('what was taken up from a record that does not fit is forgotten, its damage too', async () => {
    const { owing, saved } = await claiming({ flash: witness });
    vault.files.set(saved.name, new Uint8Array(3));
    const it = begun();
    await decideConfiguration(it.update, surveyed({ owing, saved }, false));
    it.update.ledger.decision.from = 'record';
    const { configuration } = await settle(it, undefined);
    const { decision, records } = it.update.ledger;
    expect([decision.damaged, decision.from, records.claimed, configuration]).toEqual(Array(4).fill(undefined));
  });

  it('of a record in several files one is enough to know it', async () => {
    const { it, owing } = await claiming({ flash: witness }, {}, 'record');
    it.update.ledger.records.claimed = { ...owing, names: ['journal-0.json', ...owing.names] };
    await settle(it, past(owing, 'unchanged'));
    expect(it.codes).toEqual([]);
  });

  it('the engine reads and writes the record of the update, and leaves others alone in its name', async () => {
    const it = begun();
    const link = linkOf(it.update, { firmware });
    const [own, other] = [owed({}), { ...owed({}), names: ['journal-9.json'] }];
    expect(link.stored).toBe(undefined);
    link.keep(own);
    link.leaveAlone(other);
    expect([link.stored, it.update.ledger.records.own, it.codes]).toEqual([own, own, ['update-ignored']]);
  });

  it('what firmware has loaded is not saved again as bytes', async () => {
    const it = begun();
    it.loaded = true;
    await settle(it, undefined, false, settings);
    await settle(begun(), undefined, false, settings);
    expect([...vault.files.keys()].filter((name) => name.startsWith('config-sectors'))).toEqual([]);
  });

  it('a configuration that is damaged stays named in the record, so that its loss is not forgotten', async () => {
    const { owing, saved } = await claiming({ flash: witness });
    vault.files.set(saved.name, new Uint8Array(3));
    const it = begun();
    await decideConfiguration(it.update, surveyed({ owing, saved }, false));
    expect([it.codes.includes('update-ignored'), it.update.ledger.decision.damaged?.location]).toEqual([
      true,
      vault.locate(saved.name),
    ]);
    const { configuration } = await settle(it, past(owing, 'unchanged'));
    expect(configuration).toEqual({ name: saved.name, sha256: saved.sha256 });
  });
});

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
    expect(await configurationFrom({ ...it.update, asking }, await rivals(count))).toBe('board');
    const [text = ''] = texts;
    expect(names.filter((name) => text.includes(name))).toEqual(names.slice(0, named));
    expect(text.includes(` ${count - named} `)).toBe(more);
    expect([text.includes('vault:own.json'), text.includes('vault:older.json')]).toEqual([true, false]);
  });

  it('is none where they agree or the command says it, and then nothing is settled or all is', async () => {
    const same = begun();
    expect(await configurationFrom(same.update, { ...(await rivals(0)), now: all(3, 10) })).toBe('record');
    expect(same.update.ledger.decision.isSettled).toBe(false);
    for (const from of ['board', 'record'] as const) {
      const told = begun({ configurationFrom: from });
      expect(await configurationFrom(told.update, await rivals(1))).toBe(from);
      expect(told.update.ledger.decision.isSettled).toBe(true);
    }
  });

  it('that nobody answers is a failure with every difference; another failure is left as it is', async () => {
    await expect(configurationFrom(begun().update, await rivals(9))).rejects.toMatchObject({
      code: 'not-confirmed',
      details: { choice: 'configuration-from', differences: { length: 9 } },
      next: saying(/--config-from/),
    });
    const it = begun();
    const left = new FlasherError('disconnected', 'it left');
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

  it('is on the disk before the board leaves, with what the board is and what is owed to it', async () => {
    const it = begun();
    await decideConfiguration(it.update, surveyed({}));
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
    await decideConfiguration(it.update, surveyed({}));
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
    await decideConfiguration(it.update, surveyed({}));
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
