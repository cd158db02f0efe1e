// A plot of a function that gives numbers, as `odflash plot` draws one of paths.

import type { Series } from '@odflash/core/running';
import { openSinks } from '../commands/plot/sinks.ts';
import { captionText, samplingLines, writtenLines } from '../plot/summary.ts';
import type { HelperParts } from './helper-parts.ts';
import { type Sampled, sampleFunction } from './sampling.ts';

export interface ShellPlotOptions {
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
  { env, context, signal, interrupt }: HelperParts,
  get: Sampled,
  { rate = 50, duration, window, csv, svg }: ShellPlotOptions,
): Promise<void> {
  const end = new AbortController();
  const running = signal();
  const stop = () => end.abort();
  running.addEventListener('abort', stop, { once: true });
  const options = { csv, svg, window: window === undefined ? undefined : window * 1000 };
  using sinks = await openSinks(options, context, { end: stop, interrupt, isSequence: false });
  let series: readonly Series[] = [];
  const pace = await sampleFunction(env, get, {
    everyMs: 1000 / rate,
    durationMs: duration === undefined ? undefined : duration * 1000,
    signal: end.signal,
    onSeries: (found) => {
      series = found;
      sinks.begin(series, 'odflash', rate);
    },
    onSample: sinks.sample,
  });
  const files = await sinks.finish(captionText(pace, 0));
  context.output.say([...samplingLines(pace, series, rate), ...writtenLines(files)].join('\n'));
}
