// A plot of a function that gives numbers, as `odflash plot` draws one of paths.

import { openSinks } from '../commands/plot/sinks.ts';
import type { HelperParts } from './helper-parts.ts';
import { type Sampled, sampleFunction } from './sampling.ts';

export interface PlotWishes {
  /** Samples a second. */
  readonly rate?: number;
  /** Seconds. */
  readonly duration?: number;
  /** Seconds across the drawing. */
  readonly window?: number;
  readonly csv?: string;
  readonly svg?: string;
}

/** Drawn where there is a terminal, as lines where there is none. */
export async function plotFunction(
  { env, context, signal }: HelperParts,
  get: Sampled,
  { rate = 50, duration, window, csv, svg }: PlotWishes,
): Promise<void> {
  const end = new AbortController();
  const running = signal();
  const stop = () => end.abort();
  running.addEventListener('abort', stop, { once: true });
  const options = {
    ...(csv !== undefined && { csv }),
    ...(svg !== undefined && { svg }),
    ...(window !== undefined && { window: window * 1000 }),
  };
  using sinks = await openSinks(options, context, { end: stop, isSequence: false });
  const pace = await sampleFunction(env, get, {
    everyMs: 1000 / rate,
    durationMs: duration === undefined ? undefined : duration * 1000,
    signal: end.signal,
    onSeries: (series) => sinks.begin(series, 'odflash', rate),
    onSample: sinks.sample,
  });
  const measured = `${pace.taken} samples at ${pace.rate.toFixed(1)} of ${rate} a second, jitter ${pace.jitterMs.toFixed(2)} ms`;
  const files = await sinks.finish(measured);
  context.output.say(`${measured}.${files.length > 0 ? ` Written: ${files.join(', ')}` : ''}`);
}
