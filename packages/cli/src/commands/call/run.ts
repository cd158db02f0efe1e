// odflash call: what was called, and what it returned.

import { callFunction } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { ChangeOptions } from '../../options.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { valueFields, valuesText } from '../../shared/values.ts';

export async function callOnBoard(
  path: string,
  args: readonly string[],
  options: ChangeOptions,
  context: Context,
): Promise<Outcome> {
  const env = await openEnvironment(options, context);
  const { dryRun } = options;
  const { device, outcome, outputs, ms } = await callFunction(env, {
    ...runningRequest(options, context),
    path,
    args,
    dryRun,
  });
  if (outputs.length > 0) context.output.data('values', { values: outputs.map(valueFields), ms }, valuesText(outputs));
  return {
    board: outcome === 'unknown' ? 'unknown' : 'untouched',
    fields: { path, outcome, device, ms },
    // What it returned was said.
    text: outputs.length > 0 ? undefined : worded(`call.${outcome}`, { path }),
  };
}
