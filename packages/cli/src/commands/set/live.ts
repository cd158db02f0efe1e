// odflash set of a value that is no setting: what came of it in words.

import { FlasherError } from '@odflash/core';
import { formatSetting } from '@odflash/core/configuration';
import { setLive } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { errorFields, errorText } from '../../shared/board-errors.ts';
import { openEnvironment } from '../../shared/environment.ts';
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
  const [before, wanted, found] = [report.before, report.value, report.found].map((one) => formatSetting(one));
  const axis = path.split('.', 1)[0] ?? '';
  const text = {
    planned: `Dry run: nothing was written. ${path} ${before} → ${wanted}.`,
    changed: `${path} ${before} → ${wanted}, read back.`,
    stopped: `${axis} is idle. A load that its motor held may fall.`,
    armed: `${axis} is armed and stays so. To stop it: odflash set ${axis}.requested_state IDLE`,
    ended: `${axis} is idle again.`,
    released: `${axis} was set to IDLE. A load that its motor held may fall.`,
    other: `${path} was written as ${wanted}, and reads as ${found}.`,
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
    ...(isIll && { exit: 9 as const }),
  };
}
