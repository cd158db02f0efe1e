// Boards whose settings are saved and restored in these tests.

import { inEnglish } from '../../../../test/support/in-english.ts';
import type { ConfigurationBackup } from '../../src/configuration/index.ts';
import { acceptWarnings, backupConfiguration, restoreConfiguration } from '../../src/index.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import type { RestoreConfigurationRequest } from '../../src/running/index.ts';
import { type Bench, bench, connect } from '../update/bench.ts';

export type Values = Readonly<Record<string, JsonValue>>;

/** What the board says of itself, as a backup, with what its owner changed since. */
export async function backupOf(it: Bench, changes: Values = {}): Promise<ConfigurationBackup> {
  const { backup } = await backupConfiguration(it.env, {});
  return { ...backup, values: new Map([...backup.values, ...Object.entries(changes)]) };
}

/** A backup of another board of that profile. */
export function backupFrom(profile: string, changes: Values = {}): Promise<ConfigurationBackup> {
  return backupOf(bench(`${profile},seed=71`), changes);
}

/** A file with these values and nothing else. */
export function fileOf(values: Values, origin: ConfigurationBackup['origin'] = {}): ConfigurationBackup {
  return { origin, values: new Map(Object.entries(values)) };
}

/** Sets values of the running board as a person does, without saving. */
export async function setOn(it: Bench, values: Readonly<Record<string, number | boolean>>): Promise<void> {
  await using odrive = await connect(it);
  for (const [path, value] of Object.entries(values)) await odrive.write(path, value);
}

/** What the board has of the paths, rounded as people write it. */
export async function valuesOf(it: Bench, paths: readonly string[]): Promise<Record<string, unknown>> {
  await using odrive = await connect(it);
  const values: Record<string, unknown> = {};
  for (const path of paths) {
    const value = await odrive.read(path);
    values[path] = typeof value === 'number' ? Number(value.toPrecision(6)) : value;
  }
  return values;
}

/** Restores with every warning accepted: what the board has of the paths afterwards, and what was said before. */
export async function restored(
  it: Bench,
  backup: ConfigurationBackup,
  paths: readonly string[],
  spec: Partial<RestoreConfigurationRequest> = {},
) {
  const report = await restoreConfiguration(it.env, { backup, file: 'other.json', ask: acceptWarnings, ...spec });
  const said = report.findings.map(({ level, code, text }) => `${level} ${code}: ${inEnglish(text)}`).join('\n');
  return { after: await valuesOf(it, paths), said, report };
}
