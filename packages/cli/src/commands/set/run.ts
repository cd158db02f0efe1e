// odflash set: what is asked of the board, and the result as text.

import { isConfigurationPath, namedSetting } from '@odflash/core/configuration';
import { setSetting } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { SetOptions } from './options.ts';

/** A configuration value follows the rules for settings, any other those for motion. */
export async function setValue(path: string, value: string, options: SetOptions, context: Context): Promise<Outcome> {
  if (isConfigurationPath(path)) return setConfiguration(path, value, options, context);
  const { setLiveValue } = await import('./live.ts');
  return setLiveValue(path, value, options, context);
}

async function setConfiguration(path: string, value: string, options: SetOptions, context: Context): Promise<Outcome> {
  const { save, dryRun, backup: saveFirst } = options;
  const env = await openEnvironment(options, context);
  const report = await setSetting(env, { ...runningRequest(options, context), path, value, save, saveFirst, dryRun });
  const { outcome, before, isSaved, kept, also, generation, device, ms } = report;
  const written = namedSetting(path, report.value, generation);
  const change = { path, before: namedSetting(path, before, generation), value: written, also };
  const lines = {
    planned: [worded('value.set-planned', change)],
    unchanged: [worded('value.unchanged', { path, value: written }), ...(isSaved ? [worded('value.saved')] : [])],
    changed: [worded('value.set', change), worded(isSaved ? 'value.saved' : 'value.not-saved')],
  }[outcome];
  return {
    board: outcome === 'changed' ? 'config-changed' : 'untouched',
    fields: { outcome, path, before, value: report.value, saved: isSaved, kept, also, device, ms },
    text: [...lines, ...(kept === undefined ? [] : [worded('result.back-by-restore', { path: kept })])].join('\n'),
  };
}
