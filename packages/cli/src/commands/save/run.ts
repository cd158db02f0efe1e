// odflash save: the result as text.

import { saveBoard } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { SaveOptions } from './options.ts';

export async function saveConfiguration(options: SaveOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context);
  const { dryRun } = options;
  const { device, outcome, restarted, ms } = await saveBoard(env, { ...runningRequest(options, context), dryRun });
  return {
    board: outcome === 'saved' ? 'config-changed' : 'untouched',
    fields: { outcome, restarted, device, ms },
    text: worded(outcome !== 'saved' ? 'value.save-planned' : restarted ? 'value.saved-and-restarted' : 'value.saved'),
  };
}
