// Where samples go: a drawing on the terminal, lines on standard output where there is none, files.

import { resolve } from 'node:path';
import { FlasherError } from '@odflash/core';
import type { PaceReport, Sample, Series } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import { claimOutput, standardOutput } from '../../files.ts';
import { createHistory, type History } from '../../plot/history.ts';
import { listenToKeys } from '../../plot/keys.ts';
import { createLiveView, type LiveView, type LiveViewOptions } from '../../plot/live-view.ts';
import { csvHead, csvRow, openSampleFile, type SampleFile, sampleFields } from '../../plot/sample-file.ts';
import { svgText } from '../../plot/svg.ts';
import { speaksUnicode } from '../../render/color.ts';
import type { PlotRun } from './options.ts';

export interface Sinks extends Disposable {
  /** `wantedRate`: samples a second; `undefined` as many as there are. */
  begin(series: readonly Series[], title: string, wantedRate: number | undefined): void;
  /** Throws `file-unwritable`. */
  sample(sample: Sample, pace: (() => PaceReport) | undefined): void;
  /** The last picture, and the files that were written. Throws `file-unwritable`. */
  finish(subtitle: string): Promise<readonly string[]>;
}

interface SinkOptions {
  /** A person has seen enough. */
  readonly end: () => void;
  /** Ctrl-C. */
  readonly interrupt: () => void;
  /** Samples are counted, not timed. */
  readonly isSequence: boolean;
}

const defaultWindowMs = 10_000;
/** Pictures while no sample comes. */
const tickMs = 250;

/** Throws `file-unwritable` before anything is read of a board. */
export async function openSinks(options: PlotRun, context: Context, sinkOptions: SinkOptions): Promise<Sinks> {
  const { output } = context;
  const { csv, jsonFile, svg, force = false } = options;
  refuseOneFileTwice([csv, jsonFile, svg]);
  const picture = svg === undefined ? undefined : await claimOutput(svg, { force, output });
  const wanted = (
    [
      ['csv', csv],
      ['json', jsonFile],
    ] as const
  ).flatMap(([format, path]) => (path === undefined ? [] : [{ format, path }]));
  for (const { path } of wanted) await claimOutput(path, { force, output });
  // What stands there has nothing else beside it.
  const isTaken = [csv, jsonFile, svg].includes(standardOutput);
  const canvas = isTaken ? undefined : output.canvas();
  // Where a file is wanted, lines on standard output would only scroll by.
  const prints = options.json === true || (canvas === undefined && wanted.length === 0 && !picture);
  const across = sinkOptions.isSequence ? 'values' : 'seconds';
  const held: Disposable[] = [];
  const files: SampleFile[] = [];
  let history: History = createHistory(0);
  let view: LiveView | undefined;
  let series: readonly Series[] = [];
  let title = '';
  let written: readonly string[] | undefined;
  return {
    begin(now, name, wantedRate) {
      series = now;
      title = name;
      history = createHistory(now.length);
      for (const { format, path } of wanted) {
        const file = openSampleFile(path, format, { force, across, output });
        held.push(file);
        files.push(file);
        file.begin(now);
      }
      if (prints) output.data('series', { series }, csvHead(series, across));
      if (canvas === undefined) return;
      const drawn = openView({ series, history, title, wantedRate }, options, context, sinkOptions);
      view = drawn.view;
      held.push(drawn);
    },
    sample(sample, pace) {
      history.push(sample.at / 1000, sample.values);
      for (const file of files) file.write(sample);
      if (prints) output.data('sample', sampleFields(sample), csvRow(sample, series.length, across));
      if (pace) view?.sampled(pace(), sample.values === undefined);
    },
    async finish(subtitle) {
      if (written) return written;
      view?.finish();
      written = [...files.map(({ path }) => path), ...(picture ? [picture.path] : [])];
      if (!picture || history.length === 0) return written;
      await picture.write(new TextEncoder().encode(svgText({ series, history, title, subtitle, across })));
      return written;
    },
    [Symbol.dispose]() {
      for (const one of held) one[Symbol.dispose]();
    },
  };
}

/** The one that is written last would be all that is left. Throws `usage`. */
function refuseOneFileTwice(paths: readonly (string | undefined)[]): void {
  const places = paths.flatMap((path) => (path === undefined ? [] : [{ path, place: resolve(path) }]));
  const twice = places.find(({ place }, index) => places.findIndex((one) => one.place === place) < index);
  if (!twice) return;
  throw new FlasherError('usage', commandMessage('usage.one-file-twice', { path: twice.path }), {
    next: commandMessage('next.choose-other-name'),
  });
}

interface Drawn extends Disposable {
  readonly view: LiveView;
}

/** The drawing, with its keys and its own sense of time. */
function openView(
  what: Pick<LiveViewOptions, 'series' | 'history' | 'title' | 'wantedRate'>,
  { window = defaultWindowMs }: PlotRun,
  { output }: Context,
  { end, interrupt, isSequence }: SinkOptions,
): Drawn {
  const keys = isSequence
    ? undefined
    : listenToKeys(process.stdin, {
        onKey: (key) => (key === 'end' ? end() : view.press(key)),
        onInterrupt: interrupt,
      });
  const view = createLiveView({
    ...what,
    windowSeconds: window / 1000,
    keys: keys !== undefined,
    size: () => output.canvas() ?? { columns: 80, rows: 23 },
    unicode: speaksUnicode(process.env, process.platform),
    color: output.color,
    show: (lines) => output.redraw('plot', {}, lines.join('\n')),
    wall: () => performance.now(),
  });
  const ticker = setInterval(() => view.tick(), tickMs);
  ticker.unref();
  return {
    view,
    [Symbol.dispose]() {
      clearInterval(ticker);
      keys?.[Symbol.dispose]();
    },
  };
}
