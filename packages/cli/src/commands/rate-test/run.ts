// odflash rate-test: the measurement as a person reads it.

import { testRate } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { RateTestOptions } from './options.ts';
import { rateText } from './text.ts';

export async function measureRate(options: RateTestOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context);
  const report = await testRate(env, { ...runningRequest(options, context), reads: options.reads });
  context.output.data('rate', { ...report }, rateText(report));
  const { device, reads, rate, ms } = report;
  return { board: 'untouched', fields: { device, reads, rate, ms } };
}
