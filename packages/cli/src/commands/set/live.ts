// odflash set of a value that is not a setting: the result as text.

import { FlasherError } from '@odflash/core';
import { formatSetting } from '@odflash/core/configuration';
import { setLive } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { errorFields, errorText } from '../../shared/board-errors.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { plainValue } from '../../shared/values.ts';
import type { SetOptions } from './options.ts';

export async function setLiveValue(
  path: string,
  value: string,
  options: SetOptions,
  context: Context,
): Promise<Outcome> {
  const { save, dryRun } = options;
  if (save)
    throw new FlasherError('usage', commandMessage('usage.not-to-be-saved', { path }), {
      next: commandMessage('next.omit-save'),
    });
  const env = await openEnvironment(options, context);
  const request = { ...runningRequest(options, context), path, value, dryRun, leaveArmed: options.leaveArmed };
  const report = await setLive(env, request);
  const { outcome, device, ms } = report;
  const change = { path, before: formatSetting(report.before), value: formatSetting(report.value), also: [] };
  const axis = path.split('.', 1)[0] ?? '';
  const text = {
    planned: worded('value.set-planned', change),
    changed: worded('value.set', change),
    stopped: worded('value.axis-idle', { axis }),
    armed: worded('value.axis-stays-armed', { axis }),
    ended: worded('value.axis-idle-again', { axis }),
    released: worded('value.axis-set-to-idle', { axis }),
    other: worded('value.differs', { path, value: change.value, found: formatSetting(report.found) }),
  }[outcome];
  const values = {
    before: plainValue(report.before),
    value: plainValue(report.value),
    found: plainValue(report.found),
  };
  if (report.errors === undefined)
    return { board: 'untouched', fields: { outcome, path, ...values, device, ms }, text };
  const { errors } = report;
  const isIll = errors.some(({ isLatched }) => !isLatched);
  return {
    board: 'untouched',
    fields: { outcome, path, ...values, errors: errors.map(errorFields), device, ms },
    text: [text, ...errors.map((error) => errorText(error, context.output.color))].join('\n'),
    exit: isIll ? 9 : undefined,
  };
}
