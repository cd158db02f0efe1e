// odflash get: what was read, as a person and as a script read it.

import { readValues, type ValuesReport } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { valueFields, valuesText } from '../../shared/values.ts';
import { isWatch, watchingOf } from '../../shared/watching.ts';
import type { GetOptions } from './options.ts';

export async function getValues(paths: readonly string[], options: GetOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context);
  const { output } = context;
  const show = isWatch(options) ? output.redraw : output.data;
  const onLook = ({ values, ms }: ValuesReport) =>
    show('values', { values: values.map(valueFields), ms }, valuesText(values));
  const { device, values, ms } = await readValues(env, {
    ...runningRequest(options, context),
    paths,
    ...watchingOf(options, context, onLook),
  });
  return { board: 'untouched', fields: { device, values: values.length, ms } };
}
