// odflash calibrate: what was found out, in words.

import { formatSetting } from '@odflash/core/configuration';
import { message } from '@odflash/core/messages';
import { type CalibrationPart, type CalibrationReport, calibrateAxis } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/color.ts';
import { worded } from '../../render/say.ts';
import { table } from '../../render/table.ts';
import { errorFields, errorText } from '../../shared/board-errors.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { plainValue } from '../../shared/values.ts';
import type { CalibrateOptions } from './options.ts';

export async function calibrate(
  axis: string,
  part: CalibrationPart,
  options: CalibrateOptions,
  context: Context,
): Promise<Outcome> {
  const env = await openEnvironment(options, context);
  const { save, dryRun } = options;
  const report = await calibrateAxis(env, { ...runningRequest(options, context), axis, part, save, dryRun });
  const { device, outcome, steps, failedStep, errors, changes, isSaved, kept, ms } = report;
  return {
    board: outcome === 'planned' ? 'untouched' : 'config-changed',
    fields: {
      outcome,
      axis,
      steps,
      failedStep,
      errors: errors.map(errorFields),
      changes: changes.map(({ path, before, now }) => ({ path, before: plainValue(before), now: plainValue(now) })),
      saved: isSaved,
      kept,
      device,
      ms,
    },
    text: textOf(report, context.output.color),
    exit: outcome === 'failed' ? 9 : undefined,
  };
}

function textOf(
  { outcome, axis, failedStep = 0, errors, changes, isSaved, kept }: CalibrationReport,
  color: Color,
): string {
  if (outcome === 'planned') return worded('calibration.planned');
  const rows = changes.map(
    ({ path, before, now }) => [path, `${formatSetting(before)} → ${formatSetting(now)}`] satisfies [string, string],
  );
  const results = rows.length > 0 ? [table(rows)] : [];
  if (outcome === 'failed') {
    const step = message('running.axis-state', { state: failedStep });
    return [
      worded('calibration.failed', { axis, step }),
      ...results,
      ...errors.map((error) => errorText(error, color)),
    ].join('\n');
  }
  const lasting = isSaved
    ? [worded('calibration.saved'), ...(kept === undefined ? [] : [worded('result.back-by-restore', { path: kept })])]
    : [worded('calibration.not-saved')];
  return [worded('calibration.done', { axis }), ...results, ...lasting].join('\n');
}
