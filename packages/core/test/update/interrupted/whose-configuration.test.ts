// Which configuration a run decides to restore before the flash was looked at: nothing that was saved later is replaced
// unasked, and nothing of another board's record is taken. The functions alone, on records made by hand.

import { beforeEach, describe, expect, it } from 'vitest';
import type { BoardRecord } from '../../../src/records/board-record.ts';
import type { KeptConfiguration } from '../../../src/records/kept-configuration.ts';
import type { Update } from '../../../src/update/context.ts';
import type { PastUpdates } from '../../../src/update/records/past-updates.ts';
import { leaveAlone } from '../../../src/update/records/records.ts';
import {
  decideConfiguration,
  plannedConfiguration,
  supersededBy,
} from '../../../src/update/settings/decide-configuration.ts';
import { hash } from '../../records/records.ts';
import {
  begun,
  decided,
  emptyVault,
  fromBoard,
  fromRecord,
  inspected,
  isSettled,
  nothing,
  owed,
  path,
  savedWith,
  witness,
} from '../two-configurations.ts';

beforeEach(emptyVault);

describe('with the record of an interrupted update', () => {
  const configured = async (value: number, more: Partial<BoardRecord> = {}) => {
    const saved = await savedWith(value);
    return { owing: owed({ configuration: { name: saved.name, sha256: saved.sha256 } }, more), saved };
  };

  it('the configuration of the board is restored where the record has none, or its file is lost', async () => {
    const without = begun();
    await decideConfiguration(without.update, inspected({ owing: owed({}) }));
    expect(decided(without)).toEqual({ ...fromBoard, claimed: true });
    const lost = begun();
    const { owing } = await configured(3);
    await decideConfiguration(lost.update, inspected({ owing }));
    expect(decided(lost)).toEqual({ ...fromBoard, claimed: true });
  });

  it('that of the record is, where both say the same', async () => {
    const it = begun();
    await decideConfiguration(it.update, inspected(await configured(2)));
    expect(decided(it)).toEqual({ ...fromRecord, value: 2 });
    expect(it.codes).toEqual(['configuration-saved', 'update-resumed']);
  });

  it('a person is asked where they differ and the flash cannot tell which is newer', async () => {
    for (const [answer, expected] of [
      ['record', fromRecord],
      ['board', { ...fromBoard, claimed: true }],
    ] as const) {
      const it = begun({}, answer);
      await decideConfiguration(it.update, inspected(await configured(3)));
      expect(decided(it)).toEqual(expected);
      expect(it.asked).toEqual(['configuration-from']);
      expect(isSettled(it)).toBe(true);
    }
  });

  it('no question is asked yet where the flash will decide, and a dry run reports that it cannot', async () => {
    const it = begun({}, 'board');
    await decideConfiguration(it.update, inspected(await configured(3, { flash: witness })));
    expect(decided(it)).toEqual({ ...fromRecord, rivals: true });
    expect([it.asked, isSettled(it)]).toEqual([[], false]);
    expect(it.codes).toEqual(['configuration-saved', 'update-resumed']);
    const same = begun({}, 'board');
    await decideConfiguration(same.update, inspected(await configured(2, { flash: witness })));
    expect(decided(same)).toEqual({ ...fromRecord, value: 2 });
    const dry = begun({ dryRun: true }, 'board');
    await decideConfiguration(dry.update, inspected(await configured(3, { flash: witness })));
    expect([dry.codes, decided(dry)]).toEqual([['configuration-differs'], nothing]);
    const told = begun({ dryRun: true, configurationFrom: 'record' }, 'board');
    await decideConfiguration(told.update, inspected(await configured(3, { flash: witness })));
    expect(told.codes).toEqual([]);
    // What the record knows of other sectors gives no information about the configuration.
    const sectors = [{ index: 1, old: hash('a'), next: hash('a'), other: [] }];
    const other = begun({}, 'board');
    await decideConfiguration(other.update, inspected(await configured(3, { flash: { sectors, inProgress: [] } })));
    expect(other.asked).toEqual(['configuration-from']);
  });

  it('the option of the command decides, without a question', async () => {
    for (const [configurationFrom, expected] of [
      ['record', { ...fromRecord, rivals: true }],
      ['board', { ...fromBoard, claimed: true }],
    ] as const) {
      const it = begun({ configurationFrom }, 'never');
      await decideConfiguration(it.update, inspected(await configured(3, { flash: witness })));
      expect([decided(it), it.asked]).toEqual([expected, []]);
    }
  });

  it('on another port with another configuration it is not used, which is reported once', async () => {
    const it = begun({}, 'record');
    const past = await configured(3, { path: '1-2' });
    await decideConfiguration(it.update, inspected(past));
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
    await decideConfiguration(it.update, inspected(await configured(3), false));
    expect(decided(it)).toEqual({ ...fromRecord, own: false });
    const own = begun({ configurationFrom: 'board' });
    await decideConfiguration(own.update, inspected(await configured(3), false));
    expect(decided(own)).toEqual({ ...nothing, claimed: true });
    const owesNothing = begun();
    await decideConfiguration(owesNothing.update, inspected({ owing: owed({}) }, false));
    expect(decided(owesNothing)).toEqual({ ...nothing, claimed: true });
    const none = begun();
    await decideConfiguration(none.update, inspected({}, false));
    expect(decided(none)).toEqual(nothing);
    // Its defaults are on the disk all the same, and are not called a configuration.
    expect([none.update.ledger.hasSavedBoard, none.update.ledger.saved, none.codes]).toEqual([
      true,
      [],
      ['configuration-saved'],
    ]);
  });

  it('a fresh configuration takes neither, and the old one is on the disk', async () => {
    const it = begun({ freshConfiguration: true });
    await decideConfiguration(it.update, inspected(await configured(2)));
    expect([decided(it), it.update.ledger.saved]).toEqual([nothing, [expect.stringContaining('odrive-config')]]);
  });

  it('the plan that is shown beforehand is made from the same one', async () => {
    const past = await configured(3);
    const value = (request: Partial<Update['request']>, loaded: boolean, of: PastUpdates = past) => {
      const { evidence, backup } = inspected(of, loaded);
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
      return [supersededBy(it.update, inspected({ begun: { stored, saved: of } }, loaded)), it.codes];
    };
    expect(superseded(saved)).toEqual([stored, []]);
    expect(superseded(other)).toEqual([undefined, ['update-ignored']]);
    expect(superseded(undefined)).toEqual([undefined, ['update-ignored']]);
    expect(superseded(other, false)).toEqual([stored, []]);
    expect(supersededBy(begun().update, inspected({}))).toBe(undefined);
  });
});
