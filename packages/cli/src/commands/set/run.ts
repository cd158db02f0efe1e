// odflash set: what is asked of the board, and what came of it in words.

import { setSetting } from '@odflash/core';
import { formatSetting, isConfigurationPath } from '@odflash/core/configuration';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { say } from '../../render/say.ts';
import { shellWord } from '../../render/shell-word.ts';
import { openEnvironment } from '../../shared/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { SetOptions } from './options.ts';

/** A configuration value goes by the rules for settings, any other by the rules for motion. */
export async function setValue(path: string, value: string, options: SetOptions, context: Context): Promise<Outcome> {
  if (isConfigurationPath(path)) return setConfiguration(path, value, options, context);
  const { setLiveValue } = await import('./live.ts');
  return setLiveValue(path, value, options, context);
}

async function setConfiguration(path: string, value: string, options: SetOptions, context: Context): Promise<Outcome> {
  const { save, dryRun, backup: saveFirst } = options;
  const env = await openEnvironment(options, context);
  const report = await setSetting(env, { ...runningRequest(options, context), path, value, save, saveFirst, dryRun });
  const { outcome, before, isSaved, kept, also, device, ms } = report;
  const what = `${path} ${formatSetting(before)} → ${formatSetting(report.value)}`;
  const more = also.length > 0 ? `; also ${also.map(say).join('; ')}` : '';
  const lasting = isSaved ? 'Saved.' : 'Not saved: the value is lost at the next restart. Use --save to keep it.';
  const text = {
    planned: `Dry run: nothing was written. ${what}${more}.`,
    unchanged: `${path} is already ${formatSetting(report.value)}. ${isSaved ? 'Saved.' : ''}`.trim(),
    changed: `${what}${more}, read back. ${lasting}`,
  }[outcome];
  return {
    board: outcome === 'changed' ? 'config-changed' : 'untouched',
    fields: { outcome, path, before, value: report.value, saved: isSaved, kept, also, device, ms },
    text: kept === undefined ? text : `${text}\nTo go back: odflash restore ${shellWord(kept)}`,
  };
}
