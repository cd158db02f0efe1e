// What odflash itself does between an interrupted update and the next one, and records of its earlier format.

import { eraseFlash, flash, restoreConfiguration, unlockBoard } from '@odflash/core';
import { parseBackup } from '@odflash/core/configuration';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { type Bench, bench, type RunSpec, readAll } from '../bench.ts';
import {
  again,
  killedIn,
  poles,
  records,
  sameRelease,
  stages,
  toDfu,
  toRun,
  writeByOtherTool,
} from '../killed-update.ts';

describe('what odflash itself does in between', () => {
  it('flash: the configuration is still to be restored, reported with its file, and restored by the next update', async () => {
    const it = await killedIn('restore');
    await toDfu(it);
    const notes: string[] = [];
    const onEvent: RunSpec['onEvent'] = (event) =>
      event.type === 'note' && notes.push(`${event.code} ${inEnglish(event.text)}`);
    await flash(it.env, { image: sameRelease, ask: acceptWarnings, onEvent });
    expect(notes.join()).toMatch(/configuration-owed .*vault:odrive-config-/);
    await toRun(it);
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: true });
    expect(await readAll(it, [poles])).toEqual([14]);
    expect(records(it)).toEqual([]);
  });

  it('erase with the configuration: nothing remains to be restored, and its file is named', async () => {
    const it = await killedIn('restore');
    await toDfu(it);
    const notes: string[] = [];
    const onEvent: RunSpec['onEvent'] = (event) =>
      event.type === 'note' && notes.push(`${event.code} ${inEnglish(event.text)}`);
    await eraseFlash(it.env, { configuration: true, ask: acceptWarnings, onEvent });
    expect(notes.join()).toMatch(/update-closed .*vault:odrive-config-/);
    expect(records(it)).toEqual([]);
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: false });
  });

  it('erase of the firmware alone: the next update still restores the configuration', async () => {
    const it = await killedIn('restore');
    await toDfu(it);
    await eraseFlash(it.env, { ask: acceptWarnings });
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: true });
    expect(await readAll(it, [poles])).toEqual([14]);
  });

  it.each(['enter-dfu', 'write', 'restore'] as const)(
    'unlock of a chip that got read protection after %s: what was saved is named, and restored by the next update',
    async (stage) => {
      const { vault } = await killedIn(stage);
      const it = bench('v3.6-56V+dfu,rdp=1', { vault });
      const notes: string[] = [];
      const onEvent: RunSpec['onEvent'] = (event) =>
        event.type === 'note' && notes.push(`${event.code} ${inEnglish(event.text)}`);
      const consent = [{ what: 'unlock', serial: it.board.serial } as const];
      await unlockBoard(it.env, { consent, ask: acceptWarnings, onEvent });
      expect(it.board.flash.every((byte) => byte === 0xff)).toBe(true);
      expect(notes.join()).toMatch(/configuration-owed .*vault:odrive-config-/);
      it.board.setSwitch('run');
      expect(await again(it)).toMatchObject({ board: 'verified', resumed: true });
      expect(await readAll(it, [poles])).toEqual([14]);
      expect(records(it)).toEqual([]);
    },
  );

  it('restore of the same configuration: nothing remains to be restored', async () => {
    const it = await killedIn('restore');
    const [name, bytes] = [...it.vault.files].find(([file]) => file.startsWith('odrive-config-'))!;
    const request = { backup: parseBackup(bytes), file: name, ask: acceptWarnings };
    await restoreConfiguration(it.env, request);
    expect(records(it)).toEqual([]);
    expect(await readAll(it, [poles])).toEqual([14]);
  });

  it('a flash that is interrupted inside an interrupted update is finished with the undo backup and the configuration', async () => {
    const it = await killedIn('start');
    const onEvent: RunSpec['onEvent'] = (event) => {
      if (event.type === 'sector' && event.sector === 2 && event.progress === 'writing') it.board.cutPower();
    };
    await flash(it.env, { image: sameRelease, ask: acceptWarnings, onEvent }).catch(() => undefined);
    it.board.power(true);
    await it.clock.sleep(2_000);
    if (it.board.running() !== 'rom') await toDfu(it);
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: true, flash: { undo: { complete: true } } });
    expect(await readAll(it, [poles])).toEqual([14]);
    expect(records(it)).toEqual([]);
  });
});

/** The record as the first version of odflash would have left it: two files, distinguished by serial number and port. */
function asFormat1(it: Bench): void {
  for (const name of records(it)) {
    const {
      chip,
      path,
      begun,
      flash: flashed,
      update,
    } = JSON.parse(new TextDecoder().decode(it.vault.files.get(name)!));
    it.vault.files.delete(name);
    const put = (kind: string, value: object) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, serial: chip, path, ...value }));
      it.vault.files.set(`${kind}-${chip}-at-${path}.json`, bytes);
    };
    const { image: of, stage, configuration } = update;
    put('update', { stage, image: of, begun, configuration });
    if (!flashed || stage === 'restoring') continue;
    const { undo, sectors, inProgress } = flashed;
    const spoken = sectors.filter(({ index }: { index: number }) => index < 10);
    put('journal', { undo: undo?.name, undoComplete: undo?.complete ?? false, sectors: spoken, inProgress });
  }
}

describe('records of format 1', () => {
  it.each(stages)('of an update killed in stage %s are continued', async (stage) => {
    const it = await killedIn(stage);
    asFormat1(it);
    expect(await again(it)).toMatchObject({ board: 'verified' });
    expect(await readAll(it, [poles])).toEqual([14]);
    expect([...it.vault.files.keys()].filter((name) => /^(journal|update)-/.test(name))).toEqual([]);
  });

  it('are not believed either: other firmware put there since is found', async () => {
    const it = await killedIn('restore');
    asFormat1(it);
    writeByOtherTool(it, sameRelease);
    await toRun(it);
    expect(await again(it)).toMatchObject({ board: 'verified', outcome: 'changed' });
  });
});
