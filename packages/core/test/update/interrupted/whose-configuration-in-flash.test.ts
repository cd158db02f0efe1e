// Which configuration a run decides to restore when the flash was looked at. The functions alone, on records made by hand.

import { beforeEach, describe, expect, it } from 'vitest';
import type { InterruptedRun } from '../../../src/flash/records/interrupted-run.ts';
import { message } from '../../../src/messages/message.ts';
import type { BoardRecord, UpdateRecord } from '../../../src/records/board-record.ts';
import type { StoredUpdate } from '../../../src/records/stored-update.ts';
import {
  type ConfigurationDecision,
  fromBoard as fromBoardConfiguration,
  fromRecord,
  keepingOwn,
} from '../../../src/update/configuration-decision.ts';
import type { Update } from '../../../src/update/context.ts';
import type { ChosenFirmware } from '../../../src/update/firmware/chosen-firmware.ts';
import { linkOf } from '../../../src/update/records/records.ts';
import { decideConfiguration } from '../../../src/update/settings/decide-configuration.ts';
import { hash } from '../../records/records.ts';
import {
  begun,
  type DecisionBench,
  decided,
  emptyVault,
  fromBoard,
  inspected,
  isSettled,
  ofNoFirmware,
  owed,
  savedWith,
  toWrite,
  vault,
  witness,
} from '../two-configurations.ts';

beforeEach(emptyVault);

describe('when the flash has been read', () => {
  const firmware = { hash: hash('image'), version: '0.5.6' } as ChosenFirmware;
  const blank = new Uint8Array(64).fill(0xff);
  const settings = new Uint8Array(64);
  const past = (stored: StoredUpdate, configuration: InterruptedRun['configuration'] = 'untold'): InterruptedRun => ({
    stored,
    match: 'interrupted',
    flash: witness,
    configuration,
  });
  const settle = (
    { update, loaded }: DecisionBench,
    run: InterruptedRun | undefined,
    unchanged = false,
    found?: Uint8Array,
  ) => linkOf(update, toWrite(firmware, loaded)).settle(run, { unchanged, configuration: found });

  /** A board that was asked while it ran, and whose record was taken for its own. */
  async function claiming(more: Partial<BoardRecord> = {}, update: Partial<UpdateRecord> = {}, answer?: string) {
    const saved = await savedWith(3);
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 }, ...update }, more);
    const it = begun({}, answer);
    await decideConfiguration(it.update, inspected({ owing, saved }));
    it.codes.length = 0;
    it.asked.length = 0;
    return { it, owing, saved };
  }

  it('a record that does not fit is dropped, and the board keeps its own configuration', async () => {
    const { it } = await claiming({ flash: witness });
    const { configuration } = await settle(it, undefined);
    expect(decided(it)).toEqual(fromBoard);
    expect(it.codes).toEqual(['update-ignored']);
    expect(configuration?.sha256).toBe(it.update.ledger.decision.configuration?.sha256);
  });

  it('a record that does not fit is dropped, but a configuration selected with the command is still used', async () => {
    const saved = await savedWith(3);
    const it = begun({ configurationFrom: 'record' });
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, { flash: witness });
    await decideConfiguration(it.update, inspected({ owing, saved }));
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

  it('a stored configuration that is the record’s needs no question; otherwise a person is asked once', async () => {
    const same = await claiming({ flash: witness });
    await settle(same.it, past(same.owing, 'unchanged'));
    expect([isSettled(same.it), decided(same.it).from]).toEqual([true, 'record']);
    for (const answer of ['board', 'record'] as const) {
      const { it, owing } = await claiming({ flash: witness }, {}, answer);
      await settle(it, past(owing, 'changed'));
      await settle(it, past(owing, 'changed'));
      expect([it.asked, decided(it).from]).toEqual([['configuration-from'], answer]);
    }
  });

  it('a restore that is due is resumed where the running board did not show it', async () => {
    const saved = await savedWith(3);
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } });
    const taken = begun();
    await settle(taken, past(owing));
    expect(decided(taken)).toMatchObject({ from: 'record', value: 3, resumed: true });
    const none: ConfigurationDecision = { from: 'none', keepsOwn: false };
    const damaged = { location: 'x', damage: message('records.file-missing') };
    for (const decision of [
      keepingOwn(none),
      fromRecord(none, damaged, { isSettled: false }),
      fromBoardConfiguration(saved),
    ]) {
      const it = begun();
      it.update.ledger.decision = decision;
      await settle(it, past(owing));
      expect(it.update.ledger.records.isResumed).toBe(false);
    }
    const without = begun();
    await settle(without, past(owed({})));
    expect(without.update.ledger.records.isResumed).toBe(false);
  });

  it('a configuration that no firmware has loaded is saved raw, and replaced with a record’s only after a question', async () => {
    const unloaded = async (answer: 'board' | 'record', since: InterruptedRun['configuration'], found = settings) => {
      const saved = await savedWith(3);
      const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, { flash: witness });
      const it = begun({}, answer);
      it.loaded = false;
      await decideConfiguration(it.update, inspected({ owing, saved }, false));
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

  it('the question is asked once, and not where the command answers it', async () => {
    const saved = await savedWith(3);
    const owing = owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, { flash: witness });
    const ran = async (request: Partial<Update['request']>, owes: StoredUpdate) => {
      const it = begun(request, 'board');
      it.loaded = false;
      await decideConfiguration(it.update, inspected({ owing: owes, ...(owes === owing && { saved }) }, false));
      const first = await settle(it, past(owes, 'replaced'), false, settings);
      await settle(it, past(owes, 'replaced'), false, settings);
      return { asked: it.asked, from: it.update.ledger.decision.from, owes: first.configuration !== undefined };
    };
    // What the board keeps needs no restore, and is not resumed from the record.
    expect(await ran({}, owing)).toEqual({ asked: ['configuration-from'], from: 'none', owes: false });
    expect(await ran({ configurationFrom: 'record' }, owing)).toEqual({ asked: [], from: 'record', owes: true });
    expect(await ran({}, owed({}))).toEqual({ asked: [], from: 'none', owes: false });
  });

  it('a configuration that was found on the board itself is restored unasked', async () => {
    const it = begun({}, 'record');
    it.loaded = false;
    it.update.ledger.decision = fromBoardConfiguration(await savedWith(2));
    await settle(it, past(owed({}), 'replaced'), false, settings);
    expect([it.asked, decided(it).value]).toEqual([[], 2]);
  });

  it('what was used from a record that does not fit is dropped, including its damage', async () => {
    const { owing, saved } = await claiming({ flash: witness });
    vault.files.set(saved.name, new Uint8Array(3));
    const it = begun();
    await decideConfiguration(it.update, inspected({ owing, saved }, false));
    const { configuration } = await settle(it, undefined);
    const { decision, records } = it.update.ledger;
    expect(decision.from).toBe('none');
    expect([decision.damaged, records.claimed, configuration]).toEqual(Array(3).fill(undefined));
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
    await decideConfiguration(it.update, inspected({ owing, saved }, false));
    expect([it.codes.includes('update-ignored'), it.update.ledger.decision.damaged?.location]).toEqual([
      true,
      vault.locate(saved.name),
    ]);
    const { configuration } = await settle(it, past(owing, 'unchanged'));
    expect(configuration).toEqual({ name: saved.name, sha256: saved.sha256 });
  });
});
