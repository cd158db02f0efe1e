// A configuration from a file onto a running board: a dry run writes nothing, and whatever ends badly says that settings
// were changed if they were.

import {
  backupConfiguration,
  type ConfigurationBackup,
  differingValues,
  type RestoreConfigurationRequest,
  restoreConfiguration,
} from '@odflash/core';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/ask/question.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { failure } from '../flash/bench.ts';
import { type Bench, bench, readAll } from './bench.ts';

const polePairs = 'axis0.motor.config.pole_pairs';

async function saved(it: Bench, changes: Readonly<Record<string, number>>): Promise<ConfigurationBackup> {
  const { backup } = await backupConfiguration(it.env, {});
  return { ...backup, values: new Map([...backup.values, ...Object.entries(changes)]) };
}

const restored = (it: Bench, backup: ConfigurationBackup, wish: Partial<RestoreConfigurationRequest> = {}) =>
  restoreConfiguration(it.env, { backup, file: 'mine.json', ask: acceptWarnings, ...wish });

describe('a dry run of a restore', () => {
  it('names what would be written and writes none of it', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21 });
    const before = it.board.flash.slice();
    const report = await restored(it, backup, { dryRun: true });
    expect(report).toMatchObject({ outcome: 'planned', configuration: { written: 0 } });
    expect(differingValues(report.configuration)).toEqual([`${polePairs}: 14 becomes 21`]);
    expect(await readAll(it, [polePairs])).toEqual([14]);
    expect(Buffer.from(it.board.flash).equals(before)).toBe(true);
  });

  it('asks nobody, and still refuses what the restore would refuse', async () => {
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

describe('a restore that ends badly', () => {
  it('after it wrote does not say that nothing was changed', async () => {
    const it = bench('v3.6-56V');
    const backup = await saved(it, { [polePairs]: 21, 'axis0.config.no_such_thing': 5 });
    const error = await failure(restored(it, backup));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'config-changed' });
    expect(error.message).toContain('axis0.config.no_such_thing');
    expect(await readAll(it, [polePairs])).toEqual([21]);
  });

  it('before it wrote says that nothing was changed', async () => {
    const it = bench('v3.6-56V');
    const error = await failure(restored(it, await saved(it, { 'axis0.config.no_such_thing': 5 })));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'untouched' });
  });
});
