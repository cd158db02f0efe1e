// odflash erase: the firmware away, and the configuration where that is asked for.

import { eraseFlash } from '@odflash/core';
import { eraseOnlyConfiguration } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { reportFields, reportText } from '../../shared/flash-report.ts';
import { changeRequest } from '../../shared/request.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { EraseOptions } from './options.ts';

export async function eraseBoard(options: EraseOptions, context: Context): Promise<Outcome> {
  if (options.onlyConfig && options.via !== 'stlink') return eraseSettings(options, context);
  const configuration = options.config === true;
  const env = await openEnvironment(options, context, { asksAxes: true });
  const report = await eraseFlash(env, {
    ...changeRequest(options, context),
    configuration,
    only: options.onlyConfig ? 'configuration' : undefined,
  });
  return {
    board: report.board,
    fields: { configuration, ...reportFields(report) },
    text: reportText({ ...report, start: 'not-startable' }, options.onlyConfig ? 'no-configuration' : 'blank'),
  };
}

/** The running firmware erases its own settings; in DFU mode their sectors are saved as they are, then erased. */
async function eraseSettings(options: EraseOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context, { asksAxes: true });
  const { backup, dryRun } = changeRequest(options, context);
  const report = await eraseOnlyConfiguration(env, {
    ...runningRequest(options, context),
    backup,
    dryRun,
  });
  if (report.from === 'dfu') {
    const { flash } = report;
    const text = reportText({ ...flash, start: 'not-startable' }, 'no-configuration');
    return { board: flash.board, fields: { only: 'configuration', ...reportFields(flash) }, text };
  }
  const { outcome, saved, device, ms } = report;
  const text =
    saved === undefined
      ? worded('erased.planned')
      : `${worded('erased.configuration')}\n${worded('result.back-by-restore', { path: saved })}`;
  return {
    board: outcome === 'changed' ? 'config-changed' : 'untouched',
    fields: { only: 'configuration', outcome, device, saved, ms },
    text,
  };
}
