// A configuration from a file onto a running board: a dry run writes nothing, and whatever ends badly says that settings
// were changed if they were.

import { backupConfiguration, restoreConfiguration } from '@odflash/core';
import { type ConfigurationBackup, differingValues, parseBackup } from '@odflash/core/configuration';
import type { RestoreConfigurationRequest } from '@odflash/core/running';
import { createVirtualBoard, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import type { Ask } from '../../../src/ask/question.ts';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { failure } from '../../flash/bench.ts';
import { type Bench, bench, readAll } from '../bench.ts';

const polePairs = 'axis0.motor.config.pole_pairs';

async function saved(it: Bench, changes: Readonly<Record<string, number>>): Promise<ConfigurationBackup> {
  const { backup } = await backupConfiguration(it.env, {});
  return { ...backup, values: new Map([...backup.values, ...Object.entries(changes)]) };
}

const restored = (it: Bench, backup: ConfigurationBackup, spec: Partial<RestoreConfigurationRequest> = {}) =>
  restoreConfiguration(it.env, { backup, file: 'mine.json', ask: acceptWarnings, ...spec });

describe('a dry run of a restore', () => {
  it('names what would be written and writes none of it', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21 });
    const before = it.board.flash.slice();
    const report = await restored(it, backup, { dryRun: true });
    expect(report).toMatchObject({ outcome: 'planned', configuration: { written: 0 } });
    expect(differingValues(report.configuration).map(inEnglish)).toEqual([`${polePairs}: 14 becomes 21`]);
    expect(await readAll(it, [polePairs])).toEqual([14]);
    expect(Buffer.from(it.board.flash).equals(before)).toBe(true);
  });

  it('asks no question, and still refuses what the restore would refuse', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, {});
    const asked: string[] = [];
    const ask: Ask = async ({ type }) => {
      asked.push(type);
      return 'no';
    };
    const values = new Map([...backup.values, ['axis0.config.startup_closed_loop_control', true] as const]);
    await restored(it, { ...backup, values }, { dryRun: true, ask });
    expect(asked).toEqual([]);
    const armed = bench('v3.6-56V,motor=armed');
    expect(await failure(restored(armed, backup, { dryRun: true }))).toMatchObject({ code: 'axis-armed' });
    const older = { ...(await saved(bench('v3.6-56V,firmware=0.4.12'), {})) };
    expect(await failure(restored(it, older, { dryRun: true }))).toMatchObject({
      code: 'config-not-restored',
      board: 'untouched',
    });
  });
});

describe('a file with the serial number of the board', () => {
  const offset = 'axis0.encoder.config.offset';
  const files = async (twin: boolean) => {
    const serial = '207A33DC54A4';
    const profile = `v3.6-56V,firmware=0.4.12,calibration=full,serial=${serial}`;
    const clock = virtualClock();
    const other = createVirtualBoard(profile, { clock, seed: 2, path: '1-2' });
    const it = bench(profile, { plugged: (board) => (twin ? [board, other] : [board]) });
    const selection = { path: '1-1' };
    const { backup } = await backupConfiguration(it.env, { selection });
    const values = new Map([...backup.values, [offset, 1234] as const]);
    const said: string[] = [];
    const onEvent: RestoreConfigurationRequest['onEvent'] = (event) => {
      if (event.type === 'findings') said.push(...event.findings.map(({ text }) => text.code));
    };
    const report = await restored(it, { ...backup, values }, { selection, dryRun: true, onEvent });
    const isTaken = report.configuration.values.some(({ path, wanted }) => path === offset && wanted === 1234);
    return { said, isTaken };
  };

  it('is its own, calibration included', async () => {
    expect(await files(false)).toMatchObject({ isTaken: true });
  });

  it('may be that of another board where two have this number: calibration is left out, and that is said', async () => {
    const { said, isTaken } = await files(true);
    expect([said.includes('running.file-of-twins'), isTaken]).toEqual([true, false]);
  });
});

describe('what the board has before a restore', () => {
  const files = (it: Bench) => [...it.vault.files.keys()].filter((name) => name.startsWith('odrive-config-'));

  it('is saved before the first value is written, and the file is named', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21 });
    const report = await restored(it, backup);
    const [name] = files(it);
    expect(report.saved).toBe(it.vault.locate(name!));
    expect(parseBackup(it.vault.files.get(name!)!).values.get(polePairs)).toBe(14);
  });

  it('is called what the board shows where no configuration is loaded from the flash', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21 });
    it.board.flash.fill(0xff, 0xc_0000);
    it.board.powerCycle();
    await it.clock.sleep(5_000);
    const texts: string[] = [];
    const onEvent: RestoreConfigurationRequest['onEvent'] = (event) =>
      event.type === 'note' && texts.push(inEnglish(event.text));
    await restored(it, backup, { onEvent });
    expect(texts.join('\n')).toMatch(
      /^No configuration is loaded from the flash\. The current values of the board \(\d+ values\)/m,
    );
    expect(texts.join('\n')).not.toContain('The configuration (');
  });

  it('is saved, too, where the restore ends badly after it wrote', async () => {
    const it = bench('v3.6-56V');
    await failure(restored(it, await saved(it, { [polePairs]: 21, 'axis0.config.no_such_thing': 5 })));
    expect(files(it)).toHaveLength(1);
  });

  it('is not saved by a dry run, by a restore that changes nothing or where that was refused', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21 });
    await restored(it, backup, { dryRun: true });
    await restored(it, await saved(it, {}));
    await restored(it, backup, { saveFirst: false });
    expect(files(it)).toEqual([]);
    expect(await readAll(it, [polePairs])).toEqual([21]);
  });

  it('is not written over where it cannot be saved', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21 });
    const vault = { ...it.vault, put: () => Promise.reject(new Error('the disk is full')) };
    const error = await failure(restored({ ...it, env: { ...it.env, vault } }, backup));
    expect(error).toMatchObject({ code: 'backup-failed', board: 'untouched' });
    expect(await readAll(it, [polePairs])).toEqual([14]);
  });
});

describe('a restore that ends badly', () => {
  it('after it wrote does not say that nothing was changed', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21, 'axis0.config.no_such_thing': 5 });
    const error = await failure(restored(it, backup));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'config-changed' });
    expect(inEnglish(error.text)).toContain('axis0.config.no_such_thing');
    expect(await readAll(it, [polePairs])).toEqual([21]);
  });

  it('before it wrote says that nothing was changed', async () => {
    const it = bench('v3.6-56V');
    const error = await failure(restored(it, await saved(it, { 'axis0.config.no_such_thing': 5 })));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'untouched' });
  });
});
