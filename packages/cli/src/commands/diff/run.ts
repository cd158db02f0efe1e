// odflash diff: what a restore of a file would write, translate and leave out, by group, without writing anything.

import { basename } from 'node:path';
import { acceptWarnings, restoreConfiguration } from '@odflash/core';
import {
  formatSetting,
  isChange,
  type PlannedWrite,
  parseBackup,
  type SettingsPlan,
  serialInFileName,
} from '@odflash/core/configuration';
import { message } from '@odflash/core/messages';
import type { Context } from '../../command-runner.ts';
import { readInput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { table } from '../../render/table.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { withFileName } from '../../with-file-name.ts';
import type { DiffOptions } from './options.ts';

export async function diffConfiguration(file: string, options: DiffOptions, context: Context): Promise<Outcome> {
  const bytes = await readInput(file);
  const backup = withFileName(file, () => parseBackup(bytes));
  const env = await openEnvironment(options, context);
  const { device, plan, ms } = await restoreConfiguration(env, {
    ...runningRequest(options, context),
    backup,
    file,
    serial: serialInFileName(basename(file)),
    forceConfiguration: options.forceConfig,
    // Nothing is asked, because nothing is written.
    ask: acceptWarnings,
    dryRun: true,
  });
  const changes = plan.writes.filter(isChange);
  for (const { name, writes } of groupsOf(changes))
    context.output.data('group', { group: name, values: writes.map(fieldsOf) }, groupText(name, writes));
  for (const { reason, paths } of leftOf(plan))
    context.output.data(
      'left-out',
      { reason, paths },
      `${worded('compared.not-written', { reason: message('settings.skip-reason', { reason }) })}\n${lines(paths)}`,
    );
  const same = plan.writes.length - changes.length;
  return {
    board: 'untouched',
    fields: { file, device, origin: plan.origin, changes: changes.length, same, ms },
    text: worded('compared.values', { changes: changes.length, same, skipped: plan.skipped.length }),
  };
}

function groupsOf(changes: readonly PlannedWrite[]) {
  const names = [...new Set(changes.map((write) => write.class))];
  return names.map((name) => ({ name, writes: changes.filter((write) => write.class === name) }));
}

function fieldsOf({ property, now, value, file, because }: PlannedWrite) {
  return { path: property.path, board: textOf(now), file: textOf(file), wanted: textOf(value), because };
}

function textOf(value: PlannedWrite['now']): string | undefined {
  return value === undefined ? undefined : formatSetting(value);
}

function groupText(group: PlannedWrite['class'], writes: readonly PlannedWrite[]): string {
  const rows = writes.map(({ property, now, value, because }): [string, string] => [
    property.path,
    worded('compared.value', { before: textOf(now), now: formatSetting(value), because }),
  ]);
  return `${worded('compared.title-group', { group })}\n${table(rows)}`;
}

function leftOf({ skipped }: SettingsPlan) {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  return reasons.map((reason) => ({
    reason,
    paths: skipped.filter((left) => left.reason === reason).map(({ path }) => path),
  }));
}

function lines(paths: readonly string[]): string {
  return paths.map((path) => `  ${visiblePart(path)}`).join('\n');
}
