// Whose configuration it is that an interrupted update has on the disk: another board's is not put onto this one, and an older one
// never over what a person has saved since.

import { type Ask, restoreConfiguration } from '@odflash/core';
import { parseBackup } from '@odflash/core/configuration';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import type { RunningEvent } from '../../../src/running/events.ts';
import { type Bench, bench, connect, firmwareImage, moved, readAll, run } from '../bench.ts';
import { killable } from '../killable.ts';

const polePairs = 'axis0.motor.config.pole_pairs';
const brake = 'config.brake_resistance';
const serial = '356A38673332';
const first = firmwareImage('v3.6-56V', '0.4.12', 7, 20 * 1024);
const other = firmwareImage('v3.6-56V', '0.4.12', 9, 20 * 1024);

const board = (options: string, vault?: Bench['vault']) =>
  bench(`v3.6-56V,firmware=0.4.11,serial=${serial}${options}`, vault && { vault });

/** An update whose process dies when the board is in DFU mode with its old firmware whole. */
async function diesInDfu(it: Bench): Promise<void> {
  const victim = killable(it.env);
  const { push } = it.events;
  it.events.push = (event) => {
    if (event.type === 'stage' && event.stage === 'write') victim.die();
    return push.call(it.events, event);
  };
  await Promise.race([victim.death, run({ ...it, env: victim.env }, { image: first })]);
  it.events.push = push;
  await it.clock.sleep(3_000);
}

/** A person starts the board, sets something, saves it, and brings the board into DFU mode again. */
async function setByPerson(it: Bench, value: number): Promise<void> {
  it.board.setSwitch('run');
  it.board.powerCycle();
  await it.clock.sleep(3_000);
  {
    await using odrive = await connect(it);
    await odrive.write(brake, value);
    await odrive.callAndDisconnect('save_configuration');
  }
  await it.clock.sleep(3_000);
  it.board.enterBootloader();
  await it.clock.sleep(3_000);
}

/** The firmware erases its configuration at the request of a person. */
async function eraseByFirmware(it: Bench): Promise<void> {
  it.board.setSwitch('run');
  it.board.powerCycle();
  await it.clock.sleep(3_000);
  {
    await using odrive = await connect(it);
    await odrive.callAndDisconnect('erase_configuration');
  }
  it.board.powerCycle();
  await it.clock.sleep(3_000);
}

const records = (it: Bench) => [...it.vault.files.keys()].filter((name) => /^(journal|update)-/.test(name));

const elsewhere = (it: Bench): Bench => ({ ...it, env: { ...it.env, bus: moved(it.env.bus, '1-9') } });

describe('the record of an update that died before the board was changed', () => {
  it('does not overwrite a newer configuration with its older one when the board is updated to other firmware', async () => {
    const it = board('');
    await diesInDfu(it);
    await setByPerson(it, 1.25);
    await run(it, { image: other });
    expect(await readAll(it, [brake, polePairs])).toEqual([1.25, 14]);
  });

  it('is closed by the next update where the firmware has erased the configuration since', async () => {
    const it = board('');
    await diesInDfu(it);
    await eraseByFirmware(it);
    const report = await run(it, { image: other });
    expect(report).toMatchObject({ board: 'verified', resumed: false });
    expect(await readAll(it, [polePairs])).not.toEqual([14]);
    expect(records(it)).toEqual([]);
  });

  it('is closed by a restore of another file, which its configuration is older than', async () => {
    const it = board('');
    await diesInDfu(it);
    it.board.setSwitch('run');
    it.board.powerCycle();
    await it.clock.sleep(3_000);
    const notes: string[] = [];
    const onEvent = (event: RunningEvent) =>
      event.type === 'note' && notes.push(`${event.code} ${inEnglish(event.text)}`);
    // Not all of it fits: what does is on the board all the same.
    const backup = {
      origin: { serial },
      values: new Map([
        [brake, 1.5],
        ['axis0.config.of_another_release', 3],
      ]),
    };
    const ended = restoreConfiguration(it.env, { backup, file: 'mine.json', ask: acceptWarnings, onEvent });
    await expect(ended).rejects.toMatchObject({ code: 'config-not-restored', board: 'config-changed' });
    expect(records(it)).toEqual([]);
    expect(notes.join('\n')).toMatch(/update-closed .*vault:odrive-config-/);
  });

  it('stays where its own file, or any other, is restored to another board', async () => {
    const it = board('');
    await diesInDfu(it);
    const [name = ''] = [...it.vault.files.keys()].filter((each) => each.startsWith('odrive-config-'));
    const saved = parseBackup(it.vault.files.get(name)!);
    const neighbour = bench('v3.6-56V,firmware=0.4.11,serial=206337894B53', { vault: it.vault });
    for (const backup of [saved, { origin: {}, values: new Map([[brake, 1.5]]) }])
      await restoreConfiguration(neighbour.env, { backup, file: 'mine.json', ask: acceptWarnings });
    expect(records(it)).toHaveLength(1);
  });

  it('is closed with every copy of it, as a person made who copied the folder', async () => {
    const it = board('');
    await diesInDfu(it);
    for (const name of records(it)) it.vault.files.set(name.replace('.json', '-2.json'), it.vault.files.get(name)!);
    it.board.setSwitch('run');
    it.board.powerCycle();
    await it.clock.sleep(3_000);
    expect(records(it)).toHaveLength(2);
    expect(await run(it, { image: other })).toMatchObject({ board: 'verified' });
    expect(records(it)).toEqual([]);
  });

  it("does not put its configuration onto another board with the same serial number, whose own firmware is whole and has its owner's settings", async () => {
    const it = board('');
    await diesInDfu(it);
    const twin = board(',seed=4', it.vault);
    await setByPerson(twin, 1.75);
    const report = await run(elsewhere(twin), { image: first });
    expect(report).toMatchObject({ resumed: false, board: 'verified' });
    expect(await readAll(twin, [brake])).toEqual([1.75]);
  });
});

/** An update whose process dies when the new firmware runs and nothing is restored yet. */
async function diesBeforeRestore(it: Bench, image = first): Promise<void> {
  const victim = killable(it.env);
  const { push } = it.events;
  it.events.push = (event) => {
    if (event.type === 'stage' && event.stage === 'restore') victim.doom();
    return push.call(it.events, event);
  };
  await Promise.race([victim.death, run({ ...it, env: victim.env }, { image })]);
  it.events.push = push;
}

describe('the record of an update that died before the configuration was back', () => {
  it('does not give its configuration to another board with the same serial number that has none', async () => {
    const it = board('');
    await diesBeforeRestore(it);
    const twin = board(',seed=4', it.vault);
    twin.board.flash.fill(0xff, 0xc0000);
    twin.board.powerCycle();
    await twin.clock.sleep(3_000);
    const [unset] = await readAll(twin, [polePairs]);
    expect(unset).not.toBe(14);
    expect(await run(elsewhere(twin), { image: first })).toMatchObject({ resumed: false, board: 'verified' });
    expect(await readAll(twin, [polePairs])).toEqual([unset]);
  });

  it('is not used up by another board with the same number, port and firmware, and is there for its own when that returns', async () => {
    const profile = `v3.6-56V,firmware=0.5.4,serial=${serial}`;
    const image = firmwareImage('v3.6-56V', '0.5.6');
    const it = bench(profile);
    await diesBeforeRestore(it, image);
    const twin = bench(profile, { vault: it.vault });
    {
      await using odrive = await connect(twin);
      await odrive.write(brake, 1.75);
      await odrive.callAndDisconnect('save_configuration');
    }
    await twin.clock.sleep(3_000);
    expect(await run(twin, { image })).toMatchObject({ resumed: false, board: 'verified' });
    expect([await readAll(twin, [brake]), records(it).length]).toEqual([[1.75], 1]);
    expect(await run(it, { image })).toMatchObject({ resumed: true, board: 'verified' });
    expect([await readAll(it, [polePairs]), records(it)]).toEqual([[14], []]);
  });

  it('stays where another file is restored by hand: the board still lacks what the update saved', async () => {
    const it = board('');
    await diesBeforeRestore(it);
    await it.clock.sleep(3_000);
    const backup = { origin: { serial }, values: new Map([[brake, 1.5]]) };
    await restoreConfiguration(it.env, { backup, file: 'mine.json', ask: acceptWarnings });
    expect(records(it)).toHaveLength(1);
  });
});

describe('the record of an update that died before it had looked into the flash of a board that would start', () => {
  const saved = (it: Bench) => [...it.vault.files.keys()].filter((name) => name.startsWith('config-sectors-'));

  async function changedSince(): Promise<Bench> {
    const it = board('');
    await diesInDfu(it);
    await setByPerson(it, 1.25);
    it.events.length = 0;
    return it;
  }

  it('does not overwrite what was saved since without a question: without a person it is not confirmed', async () => {
    const it = await changedSince();
    await expect(run(it, { image: first, ask: undefined })).rejects.toMatchObject({
      code: 'not-confirmed',
      board: 'untouched',
      next: saying(/--config-from/),
    });
    await expect(run(it, { image: first, ask: undefined, dryRun: true })).rejects.toMatchObject({
      code: 'not-confirmed',
    });
  });

  it('is asked about by code, and a person can keep what the board has', async () => {
    const it = await changedSince();
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      if (question.type === 'choice') asked.push(question.code);
      const isAbout = question.type === 'choice' && question.code === 'configuration-from';
      return isAbout ? 'board' : acceptWarnings(question);
    };
    await run(it, { image: first, ask });
    expect(asked).toEqual(['configuration-from', 'start-old-firmware']);
    expect(await readAll(it, [brake, polePairs])).toEqual([1.25, 14]);
  });

  it.each([
    ['board', 1.25],
    ['record', 0.5],
  ] as const)('is used as --config-from %s says, and nothing is lost', async (configurationFrom, value) => {
    const it = await changedSince();
    await run(it, { image: first, configurationFrom });
    expect(await readAll(it, [brake])).toEqual([value]);
    if (configurationFrom === 'record') expect(saved(it)).toHaveLength(1);
  });

  it('is read with one announcement, however many sectors it names', async () => {
    const it = board('');
    const victim = killable(it.env);
    const { push } = it.events;
    it.events.push = (event) => {
      if (event.type === 'sector' && event.progress === 'verified') victim.die();
      return push.call(it.events, event);
    };
    await Promise.race([victim.death, run({ ...it, env: victim.env }, { image: first })]);
    it.events.push = push;
    it.events.length = 0;
    await it.clock.sleep(3_000);
    await run(it, { image: first });
    expect(it.events.filter(({ type }) => type === 'inspecting').length).toBeLessThanOrEqual(2);
  });
});
